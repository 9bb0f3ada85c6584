import type { Redis } from 'ioredis';
import type { ClientId, EpochMs } from '../../machines/ids.ts';
import type { Commit, Write } from '../actor/ports.ts';
import type { Keys } from './keys.ts';
import { type Fence, NO_LEASE } from './lease.ts';
import { loadScript } from './redis.ts';

export type DueTimer = { client: ClientId; name: string; due: EpochMs };

/** Reads timers. Commits set and clear timers. */
export type TimerStore = {
  /** The oldest due timers, at most `limit`. */
  due(now: EpochMs, limit: number): Promise<DueTimer[]>;
  /** Removes a timer without a record, unless the timer was set again. */
  forget(timer: DueTimer): Promise<void>;
};

/** The writes that set timers or, with null, clear timers. */
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
