import type { Redis } from 'ioredis';
import type { Owner } from '../../machines/ids.ts';
import type { Write } from '../actor/changes.ts';
import type { JournalRow } from '../actor/ports.ts';
import type { Keys } from './keys.ts';

export type Journal = {
  /** The last rows, oldest first. */
  last(owner: Owner, count: number): Promise<JournalRow[]>;
};

/** Rows kept for one owner. */
export const JOURNAL_ROWS = 50;

export const encodeRow = ({ at, ...row }: JournalRow): string => `${at} ${JSON.stringify(row)}`;

/** The writes that add a row for people to read, for `ttlMs`. */
export function journalWrites(owner: Owner, row: JournalRow | null, keys: Keys, ttlMs: string): Write[] {
  if (row === null) return [];
  const key = keys.journal(owner);
  return [
    ['RPUSH', key, encodeRow(row)],
    ['LTRIM', key, String(-JOURNAL_ROWS), '-1'],
    ['PEXPIRE', key, ttlMs],
  ];
}

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
