import type { Redis } from 'ioredis';
import type { UserId } from '../../machines/ids.ts';
import type { JournalRow } from '../actor/ports.ts';
import type { Keys } from './keys.ts';

export type Journal = {
  /** The last rows, oldest first. */
  last(owner: UserId, count: number): Promise<JournalRow[]>;
};

/** The time stands in front, so that the commit can drop what is too old without reading the row. */
export const encodeRow = ({ at, ...row }: JournalRow): string => `${at} ${JSON.stringify(row)}`;

function decodeRow(stored: string): JournalRow {
  const space = stored.indexOf(' ');
  const row = JSON.parse(stored.slice(space + 1)) as Omit<JournalRow, 'at'>;
  return { at: Number(stored.slice(0, space)) as JournalRow['at'], ...row };
}

export function createJournal(redis: Redis, keys: Keys): Journal {
  return {
    async last(owner, count) {
      return (await redis.lrange(keys.journal(owner), -count, -1)).map(decodeRow);
    },
  };
}
