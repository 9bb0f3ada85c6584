import type { Redis } from 'ioredis';
import type { EpochMs, UserId } from '../../machines/ids.ts';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';

/** Updates that did not become commands on arrival. Raw, because the meaning is unknown until then. */
export type PendingUpdates = {
  /** Behind the waiting updates of the person. Safe to repeat: an update that is handled twice changes nothing. */
  setAside(person: UserId, update: unknown): Promise<void>;
  pendingPeople(): Promise<UserId[]>;
  /** The oldest update, left in place. Null: no update waits. */
  firstPending(person: UserId): Promise<Pending | null>;
  /** Drops exactly the given update: another process may have dropped the update already. */
  dropPending(person: UserId, pending: Pending): Promise<void>;
  /** Poison: kept for people. */
  park(update: unknown, reason: string, at: EpochMs): Promise<void>;
  /** The oldest update that people want handled again, left in place. */
  firstRetried(): Promise<Pending | null>;
  dropRetried(retried: Pending): Promise<void>;
  parkedCount(): Promise<number>;
  /** The last time of listening to Telegram; null: never. */
  awakeAt(): Promise<EpochMs | null>;
  markAwake(at: EpochMs): Promise<void>;
};

/** An update, and the stored text. */
export type Pending = { update: unknown; stored: string };

const dropPerson = loadScript('drop-pending-person');

export function createPendingUpdates(redis: Redis, keys: Keys): PendingUpdates {
  return {
    async setAside(person, update) {
      await redis
        .multi()
        .rpush(keys.pending(person), JSON.stringify(update))
        .sadd(keys.pendingPeople, person)
        .exec();
    },
    async pendingPeople() {
      return (await redis.smembers(keys.pendingPeople)).map((person) => Number(person) as UserId);
    },
    async firstPending(person) {
      const first = await redis.lindex(keys.pending(person), 0);
      if (first !== null) return { update: JSON.parse(first) as unknown, stored: first };
      await dropPerson(redis, [keys.pending(person), keys.pendingPeople], [String(person)]);
      return null;
    },
    async dropPending(person, { stored }) {
      await redis.lrem(keys.pending(person), 1, stored);
    },
    async park(update, reason, at) {
      await redis.rpush(keys.poison, JSON.stringify({ at, reason, update }));
    },
    async firstRetried() {
      const first = await redis.lindex(keys.retriedUpdates, 0);
      return first === null ? null : { update: JSON.parse(first) as unknown, stored: first };
    },
    async dropRetried({ stored }) {
      await redis.lrem(keys.retriedUpdates, 1, stored);
    },
    parkedCount: () => redis.llen(keys.poison),
    async awakeAt() {
      const at = await redis.get(keys.awake);
      return at === null ? null : (Number(at) as EpochMs);
    },
    async markAwake(at) {
      await redis.set(keys.awake, String(at));
    },
  };
}
