import type { Redis } from 'ioredis';
import type { ClientId } from '../../machines/ids.ts';
import { clientOfContact, contactsFrom, readRow, type TicketRow } from './indexes.ts';
import type { Keys } from './keys.ts';

/** Reads the indexes. A list reads no record. */
export type TicketLists = {
  /** All open tickets, in no order. */
  open(): Promise<TicketRow[]>;
  /** The client of an open or kept closed ticket. */
  clientOfTicket(number: number): Promise<ClientId | null>;
  /**
   * Clients with a word that begins with the rarest of the words, at most `limit`.
   * @param words at least one, as `searchWords` makes them
   */
  candidates(words: readonly string[], limit: number): Promise<ClientId[]>;
};

export const createTicketLists = (redis: Redis, keys: Keys): TicketLists => ({
  async open() {
    return (await redis.hvals(keys.openTickets)).map(readRow);
  },
  async clientOfTicket(number) {
    const [open, closed] = await Promise.all([
      redis.hget(keys.openTickets, String(number)),
      redis.hget(keys.closedRows(number), String(number)),
    ]);
    const row = open ?? closed;
    return row === null ? null : readRow(row).client;
  },
  async candidates(words, limit) {
    const ranges = await Promise.all(
      words.map(async (word) => {
        const range = contactsFrom(word);
        return { range, count: await redis.zlexcount(keys.contacts, range.from, range.to) };
      }),
    );
    const rarest = ranges.toSorted((a, b) => a.count - b.count)[0];
    if (rarest === undefined) return [];
    const { from, to } = rarest.range;
    const members = await redis.zrangebylex(keys.contacts, from, to, 'LIMIT', 0, limit);
    return [...new Set(members.map(clientOfContact))];
  },
});
