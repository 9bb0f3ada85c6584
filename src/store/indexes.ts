import { fullName } from '../../machines/client/post-text.ts';
import { type Status, statusOf } from '../../machines/client/status.ts';
import { ticketAtFirst, type TicketSlice } from '../../machines/client/regions/ticket-slice.ts';
import { packedSlice } from '../../machines/client/snapshot.ts';
import type { Redis } from 'ioredis';
import type { BoardNumber, ClientId, EpochMs } from '../../machines/ids.ts';
import type { Write } from '../actor/changes.ts';
import { type ClientRecord, isErased } from '../actor/record.ts';
import type { Keys } from './keys.ts';

/**
 * Rows and sets behind the lists, so that no list reads the records.
 *
 * I1 The commit that changes a record changes the indexes of the record.
 * I2 `indexedOf` computes the indexes of a record. `npm run check-indexes` compares the result with Redis.
 */
export type TicketRow = Omit<TicketSlice, 'greeted' | 'messages'> & {
  client: ClientId;
  name: string;
  status: Status;
  board: BoardNumber;
};

/** A row from Redis. A field with the first value is not stored. */
export function readRow(stored: string): TicketRow {
  const { greeted: _greeted, messages: _messages, ...first } = ticketAtFirst;
  return { ...first, ...(JSON.parse(stored) as Partial<TicketRow> & Pick<TicketRow, Named>) };
}

type Named = 'client' | 'name' | 'status' | 'board';

/** The part of the indexes that follows from one record. */
export type Indexed = {
  /** Number and row of the open ticket. */
  open: { number: string; row: string } | null;
  /** Number, row and time of the last closed ticket. */
  closed: { number: string; row: string; at: string } | null;
  /** The client, for the set of clients. Null: erased, or unknown. */
  client: string | null;
  /** Members of the set of contacts. */
  contacts: string[];
};

/** Stands between a word and the client of the word. No word contains the separator. */
const SEPARATOR = '\u0000';

const NOTHING: Indexed = { open: null, closed: null, client: null, contacts: [] };

/** As people search: lower case, without accents, letters and digits only. */
export const searchWords = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

export const indexedOf = (record: ClientRecord | null): Indexed =>
  record === null ? NOTHING : { ...ticketsOf(record), client: listed(record), contacts: contactsOf(record) };

type Tickets = Pick<Indexed, 'open' | 'closed'>;

/** A record never changes, and most records are the next record's `before`. */
const known = new WeakMap<ClientRecord, Tickets>();

function ticketsOf(record: ClientRecord): Tickets {
  const tickets = known.get(record) ?? rowsOf(record);
  known.set(record, tickets);
  return tickets;
}

/** Each field by name: a copy without some fields takes four times as long, and every message makes a row. */
function rowsOf({ id, state, profile }: ClientRecord): Tickets {
  const { ticket, thread } = state.context;
  const status = statusOf(state);
  if (status === null) return NOTHING;
  const stored = packedSlice('ticket', ticket);
  const row: { [Field in keyof TicketRow]: TicketRow[Field] | undefined } = {
    number: stored.number,
    openedAt: stored.openedAt,
    openedBy: stored.openedBy,
    origin: stored.origin,
    priority: stored.priority,
    assignee: stored.assignee,
    turn: stored.turn,
    waitingSince: stored.waitingSince,
    firstReplyAt: stored.firstReplyAt,
    lastClientAt: stored.lastClientAt,
    lastTeamAt: stored.lastTeamAt,
    unread: stored.unread,
    counts: stored.counts,
    closedAt: stored.closedAt,
    closedBy: stored.closedBy,
    closeReason: stored.closeReason,
    client: id,
    name: fullName(profile),
    status,
    board: thread.board,
  };
  const number = String(ticket.number);
  const { closedAt } = ticket;
  if (closedAt === null) return { open: { number, row: JSON.stringify(row) }, closed: null };
  return { open: null, closed: { number, row: JSON.stringify(row), at: String(closedAt) } };
}

const listed = (record: ClientRecord): string | null => (isErased(record) ? null : String(record.id));

/** No word finds an erased client. */
const contactsOf = (record: ClientRecord): string[] =>
  contactWords(record).map((word) => `${word}${SEPARATOR}${record.id}`);

/** The words that find a client. */
export function contactWords(record: ClientRecord): string[] {
  if (isErased(record)) return [];
  const { id, profile } = record;
  return [...new Set([fullName(profile), profile.username ?? '', String(id)].flatMap(searchWords))];
}

/** The range of the contacts whose word begins so. */
export const contactsFrom = (word: string): { from: string; to: string } => ({
  from: `[${word}`,
  to: `(${word}\u{10FFFF}`,
});

export const clientOfContact = (member: string): ClientId =>
  Number(member.slice(member.indexOf(SEPARATOR) + 1)) as ClientId;

/** The writes that make the indexes follow the record. Rows of closed tickets stay for `reportMs`. */
export function indexWrites(
  before: ClientRecord | null,
  after: ClientRecord,
  keys: Keys,
  reportMs: string,
): Write[] {
  const [was, is] = [before === null ? NOTHING : ticketsOf(before), ticketsOf(after)];
  return [
    ...openWrites(was, is, keys),
    ...closedWrites(was, is, { keys, client: after.id, reportMs }),
    ...contactWrites(before, after, keys),
  ];
}

/** Most commits change no name: the words of an unchanged profile are not computed. */
function contactWrites(before: ClientRecord | null, after: ClientRecord, keys: Keys): Write[] {
  const isSame =
    before !== null &&
    isErased(before) === isErased(after) &&
    fullName(before.profile) === fullName(after.profile) &&
    before.profile.username === after.profile.username;
  if (isSame) return [];
  const [was, is] = [before === null ? [] : contactsOf(before), contactsOf(after)];
  return [
    ...listWrites(before === null ? null : listed(before), listed(after), keys),
    ...was.filter((member) => !is.includes(member)).map((member): Write => ['ZREM', keys.contacts, member]),
    ...is
      .filter((member) => !was.includes(member))
      .map((member): Write => ['ZADD', keys.contacts, '0', member]),
  ];
}

function listWrites(was: string | null, is: string | null, { clients }: Keys): Write[] {
  if (was === is) return [];
  return [
    ...(was === null ? [] : [['SREM', clients, was] satisfies Write]),
    ...(is === null ? [] : [['SADD', clients, is] satisfies Write]),
  ];
}

function openWrites(was: Tickets, is: Tickets, keys: Keys): Write[] {
  const writes: Write[] = [];
  if (was.open !== null && was.open.number !== is.open?.number) {
    writes.push(['HDEL', keys.openTickets, was.open.number]);
  }
  if (is.open !== null && is.open.row !== was.open?.row) {
    writes.push(['HSET', keys.openTickets, is.open.number, is.open.row]);
  }
  return writes;
}

type Closing = { keys: Keys; client: ClientId; reportMs: string };

function closedWrites(was: Tickets, is: Tickets, { keys, client, reportMs }: Closing): Write[] {
  const own = keys.closedOf(client);
  // A reopened ticket leaves the closed tickets. A ticket before the next ticket stays.
  if (was.closed !== null && was.closed.number === is.open?.number) {
    const { number } = was.closed;
    return [
      ['ZREM', keys.closedTickets, number],
      ['ZREM', own, number],
      ['HDEL', keys.closedRows(Number(number)), number],
    ];
  }
  if (is.closed === null || is.closed.row === was.closed?.row) return [];
  const { number, row, at } = is.closed;
  const rows = keys.closedRows(Number(number));
  return [
    ['ZADD', keys.closedTickets, at, number],
    ['ZADD', own, at, number],
    ['ZREMRANGEBYSCORE', own, '-inf', `(${Number(at) - Number(reportMs)}`],
    ['HSET', rows, number, row],
    ['PEXPIRE', own, reportMs],
    ['PEXPIRE', rows, reportMs],
  ];
}

/** Closed tickets of one step. */
const STEP = 500;

/** Drops the tickets that were closed before `before`: numbers and rows together, so an erasing finds every row. */
export async function trimClosed(redis: Redis, keys: Keys, before: EpochMs): Promise<void> {
  let numbers: string[];
  do {
    numbers = await redis.zrangebyscore(keys.closedTickets, '-inf', `(${before}`, 'LIMIT', 0, STEP);
    const multi = redis.multi();
    for (const number of numbers) {
      multi.zrem(keys.closedTickets, number).hdel(keys.closedRows(Number(number)), number);
    }
    await multi.exec();
  } while (numbers.length === STEP);
}
