import type { Redis } from 'ioredis';
import type { EpochMs, Owner } from '../../machines/ids.ts';
import { isPerson, ownerOf, ownerText } from '../../machines/owner.ts';
import type { FiredTimer } from '../actor/command.ts';
import type { Guard, Write } from '../actor/changes.ts';
import type { Commit } from '../actor/ports.ts';
import type { Keys } from './keys.ts';
import { type Fence, NO_LEASE } from './lease.ts';
import { loadScript } from './redis.ts';

/** A client's record has the event of a timer; `payload` is for other owners. */
export type DueTimer = FiredTimer & { owner: Owner };

/** Reads timers. Commits set and clear timers. */
export type TimerStore = {
  /** The oldest due timers, at most `limit`. */
  due(now: EpochMs, limit: number): Promise<DueTimer[]>;
  /** Removes a timer without a record, unless the timer was set again. */
  forget(timer: DueTimer): Promise<void>;
};

const memberOf = (owner: Owner, name: string): string => `${ownerText(owner)} ${name}`;

/** The stored timer of an owner without a record. */
const encode = ({ due, payload = null }: Pick<FiredTimer, 'due' | 'payload'>): string =>
  `${due} ${JSON.stringify(payload)}`;

/** The writes that set timers or, with null, clear timers. */
export const timerWrites = ({ owner, timers }: Pick<Commit, 'owner' | 'timers'>, keys: Keys): Write[] =>
  timers.flatMap(({ name, due, payload }): Write[] => {
    const member = memberOf(owner, name);
    const timer: Write =
      due === null ? ['ZREM', keys.timers, member] : ['ZADD', keys.timers, String(due), member];
    if (isPerson(owner)) return [timer];
    return due === null
      ? [timer, ['HDEL', keys.timerPayloads, member]]
      : [timer, ['HSET', keys.timerPayloads, member, encode({ due, payload })]];
  });

/** A timer that was set again, or cleared, does not fire. The version of a client's record guards a client's timers. */
export const timerGuards = ({ owner, fired }: Pick<Commit, 'owner' | 'fired'>, keys: Keys): Guard[] =>
  fired === undefined || isPerson(owner)
    ? []
    : [
        {
          key: keys.timerPayloads,
          field: memberOf(owner, fired.name),
          is: encode(fired),
          otherwise: 'applied',
        },
      ];

const forgetScript = loadScript('forget-member');

export function createTimerStore(redis: Redis, keys: Keys, fence: Fence = NO_LEASE): TimerStore {
  /** Adds the payloads: one question for all timers of owners without a record. */
  async function withPayloads(found: DueTimer[]): Promise<DueTimer[]> {
    const others = found.filter(({ owner }) => !isPerson(owner));
    if (others.length === 0) return found;
    const members = others.map(({ owner, name }) => memberOf(owner, name));
    const stored = await redis.hmget(keys.timerPayloads, ...members);
    const payloads = new Map(others.map((timer, index) => [timer, stored[index] ?? `${timer.due} null`]));
    return found.map((timer) => {
      const text = payloads.get(timer);
      return text === undefined
        ? timer
        : { ...timer, payload: JSON.parse(text.slice(text.indexOf(' ') + 1)) as unknown };
    });
  }

  return {
    async due(now, limit) {
      const rows = await redis.zrangebyscore(keys.timers, '-inf', now, 'WITHSCORES', 'LIMIT', 0, limit);
      const timers: DueTimer[] = [];
      for (let i = 0; i < rows.length; i += 2) {
        const [owner = '', name = ''] = (rows[i] ?? '').split(' ');
        timers.push({ owner: ownerOf(owner), name, due: Number(rows[i + 1]) as EpochMs });
      }
      return withPayloads(timers);
    },
    async forget({ owner, name, due }) {
      const token = fence.token();
      const args = [memberOf(owner, name), String(due), String(token)];
      if ((await forgetScript(redis, [keys.timers, keys.fence], args)) === -1) fence.refused(token);
    },
  };
}
