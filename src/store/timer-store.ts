import type { Redis } from 'ioredis';
import type { ClientId, EpochMs } from '../../machines/ids.ts';
import type { Commit, Write } from '../actor/ports.ts';
import type { Keys } from './keys.ts';
import { type Fence, NO_LEASE } from './lease.ts';
import { loadScript } from './redis.ts';

export type DueTimer = { client: ClientId; name: string; due: EpochMs };

/** Timers are set and cleared by the commits that decide on them; here they are only read. */
export type TimerStore = {
  /** The oldest timers that are due, at most `limit`. */
  due(now: EpochMs, limit: number): Promise<DueTimer[]>;
  /** A timer that no record knows any more, unless it was set anew meanwhile. */
  forget(timer: DueTimer): Promise<void>;
};

/** What a commit writes to set or, with null, to clear timers. */
export const timerWrites = ({ owner, timers }: Pick<Commit, 'owner' | 'timers'>, keys: Keys): Write[] =>
  timers.map(({ name, due }): Write => {
    const member = `${owner} ${name}`;
    return due === null ? ['ZREM', keys.timers, member] : ['ZADD', keys.timers, String(due), member];
  });

const forgetScript = loadScript('forget-member');

export function createTimerStore(redis: Redis, keys: Keys, fence: Fence = NO_LEASE): TimerStore {
  return {
    async due(now, limit) {
      const rows = await redis.zrangebyscore(keys.timers, '-inf', now, 'WITHSCORES', 'LIMIT', 0, limit);
      const timers: DueTimer[] = [];
      for (let i = 0; i < rows.length; i += 2) {
        const [client, name] = (rows[i] ?? '').split(' ');
        timers.push({
          client: Number(client) as ClientId,
          name: name ?? '',
          due: Number(rows[i + 1]) as EpochMs,
        });
      }
      return timers;
    },
    async forget(timer) {
      const member = `${timer.client} ${timer.name}`;
      const token = fence.token();
      const args = [member, String(timer.due), String(token)];
      if ((await forgetScript(redis, [keys.timers, keys.fence], args)) === -1) fence.refused(token);
    },
  };
}
