import type { Redis } from 'ioredis';
import type { UserId } from '../../machines/ids.ts';
import type { Write } from '../actor/changes.ts';
import type { Keys } from './keys.ts';

/** Time in which a person may send the message of an announced answer. */
const AWAITED_MS = 10 * 60 * 1000;

/** Counts of uses, and the people who are about to send the words of an answer. Both change too often for documents. */
export type CannedStore = {
  /** Uses by code. An answer without a use is absent. */
  used(): Promise<ReadonlyMap<string, number>>;
  countWrite(code: string): Write;
  /** The code for which the person announced a message. Null: none. */
  awaited(person: UserId): Promise<string | null>;
  awaitWrite(person: UserId, code: string): Write;
  awaitedWrite(person: UserId): Write;
};

export function createCannedStore(redis: Redis, keys: Keys): CannedStore {
  const key = keys.feature('canned-answers');
  const awaiting = (person: UserId): string => key('awaiting', person);
  return {
    async used() {
      const counts = await redis.hgetall(key('used'));
      return new Map(Object.entries(counts).map(([code, count]) => [code, Number(count)]));
    },
    countWrite: (code) => ['HINCRBY', key('used'), code, '1'],
    awaited: (person) => redis.get(awaiting(person)),
    awaitWrite: (person, code) => ['SET', awaiting(person), code, 'PX', String(AWAITED_MS)],
    awaitedWrite: (person) => ['DEL', awaiting(person)],
  };
}
