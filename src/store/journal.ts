import type { Redis } from 'ioredis';
import type { UserId } from '../../machines/words.ts';
import type { JournalRow } from '../actor/ports.ts';
import type { Keys } from './keys.ts';

export type Journal = {
  /** The last rows, oldest first. */
  last(owner: UserId, count: number): Promise<JournalRow[]>;
};

export function createJournal(redis: Redis, keys: Keys): Journal {
  return {
    async last(owner, count) {
      const rows = await redis.xrevrange(keys.journal(owner), '+', '-', 'COUNT', count);
      return rows.map(([, fields]) => JSON.parse(fields[1] ?? '{}') as JournalRow).reverse();
    },
  };
}
