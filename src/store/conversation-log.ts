import type { Redis } from 'ioredis';
import type { TakenMessage } from '../../machines/client/taken-message.ts';
import type {
  AgentId,
  ClientId,
  EpochMs,
  MessageNumber,
  Owner,
  PrivateMessageId,
  ThreadMessageId,
  UserId,
} from '../../machines/ids.ts';
import { personOf } from '../../machines/owner.ts';
import type { Link, Outcome } from '../actor/command.ts';
import type { Write } from '../actor/changes.ts';
import type { Commit } from '../actor/ports.ts';
import type { MessagePlace } from '../actor/subject.ts';
import type { Keys } from './keys.ts';

/**
 * The log of a client's conversation: the messages of the client, the comments and the notes, by number, without words.
 *
 * I1 The commit that takes a message in writes the row; the commit of the outcome writes the delivery.
 * I2 A message of the desk stands for the same messages for good. A later link of one message of a merged message
 *    leaves the others.
 */

/**
 * A message of the log. `message` is the id in the chat of the writing: the group for comments and notes, the private chat
 * for the client and for words of the team from elsewhere.
 */
export type LoggedMessage = {
  n: MessageNumber;
  at: EpochMs;
  from: TakenMessage['from'];
  /** Null for the client, and for an anonymous administrator. */
  by: AgentId | null;
  kind: string;
  ticket: number;
  message: number;
  /** The answered message; the newest of a merged message. */
  replyTo: MessageNumber | null;
  delivery: LoggedDelivery;
};

/** `none`: a note goes nowhere. `entry`: the parked entry with the message. */
type LoggedDelivery =
  | { is: 'waiting' | 'none' }
  | { is: 'sent'; parts: number[]; print: string }
  | { is: 'failed'; entry: string | null };

export type ConversationLog = {
  /** The messages with the numbers from `newest` down, at most `count`, the newest first. */
  before(client: ClientId, newest: MessageNumber, count: number): Promise<LoggedMessage[]>;
};

const CODE = { client: 'c', agent: 'a', note: 'n', elsewhere: 'e' } as const;
const FROM = { c: 'client', a: 'agent', n: 'note', e: 'elsewhere' } as const;

/** Words from elsewhere stand in the private chat first, and the thread has the counterpart. */
export const isWrittenInPrivate = (from: LoggedMessage['from']): boolean =>
  from === 'client' || from === 'elsewhere';

const deliveryField = (n: MessageNumber): string => `${n}d`;

/** Fields for the former counterparts of a message, one for each: no commit reads the others. */
const FORMER = /^(\d+)w(\d+)$/;
const formerField = (n: MessageNumber, part: number): string => `${n}w${part}`;

/** The fields of a message in the log, without the former counterparts. */
export const logFields = (n: MessageNumber): string[] => [String(n), deliveryField(n)];

/** The former counterpart behind a field of the log; null: another field. */
export function formerIn(field: string): { n: MessageNumber; part: number } | null {
  const [, n, part] = FORMER.exec(field) ?? [];
  return n === undefined ? null : { n: Number(n) as MessageNumber, part: Number(part) };
}

/** The rows of messages, and the numbers behind the ids of Telegram, for `ttlMs`. */
export function takenWrites(
  { owner, at, taken, outcome }: Pick<Commit, 'owner' | 'at' | 'taken' | 'outcome'>,
  keys: Keys,
  ttlMs: string,
): Write[] {
  const all = outcome?.written === undefined ? taken : [...taken, outcome.written];
  if (all.length === 0) return [];
  const client = personOf(owner) as ClientId;
  return all.flatMap((one): Write[] => {
    const { n, from, by, kind, ticket, message, replyTo } = one;
    const log = keys.log(client, n);
    const row = [at, `${CODE[from]}${by ?? ''}`, kind, ticket, message, replyTo ?? ''].join(' ');
    const [numbers, value] =
      from === 'client' || from === 'elsewhere'
        ? [keys.privateNumbers(client, one.message), String(n)]
        : [keys.threadNumbers(one.message), `${client} ${n}`];
    return [
      ['HSET', log, String(n), row],
      ['HSET', numbers, String(message), value],
      ['PEXPIRE', log, ttlMs],
      ['PEXPIRE', numbers, ttlMs],
    ];
  });
}

/** The deliveries of messages, and the numbers behind the counterparts, for `ttlMs`. */
export function deliveryWrites(
  owner: Owner,
  { links = [], undelivered = [] }: Outcome,
  keys: Keys,
  ttlMs: string,
): Write[] {
  if (links.length + undelivered.length === 0) return [];
  const client = personOf(owner);
  const failed = undelivered.flatMap(({ n, entry }): Write[] => [
    ['HSET', keys.log(client, n), deliveryField(n), `f ${entry ?? ''}`],
    ['PEXPIRE', keys.log(client, n), ttlMs],
  ]);
  const sent = links.flatMap(({ n, parts, print, former = [] }): Write[] => [
    ['HSET', keys.log(client, n), deliveryField(n), `s ${print} ${parts.join()}`],
    ...former.map((part): Write => ['HSET', keys.log(client, n), formerField(n, part), '']),
    ['PEXPIRE', keys.log(client, n), ttlMs],
  ]);
  return [...failed, ...sent, ...counterpartWrites(client, links, keys, ttlMs)];
}

/** Messages that left together share a counterpart. */
function counterpartWrites(client: UserId, links: readonly Link[], keys: Keys, ttlMs: string): Write[] {
  const numbers = new Map<string, { link: Link; part: number; all: MessageNumber[] }>();
  for (const link of links) {
    for (const part of link.parts) {
      const name = `${link.to} ${part}`;
      const known = numbers.get(name);
      if (known === undefined) numbers.set(name, { link, part, all: [link.n] });
      else known.all.push(link.n);
    }
  }
  return [...numbers.values()].flatMap(({ link: { to }, part, all }): Write[] => {
    const [key, value] =
      to === 'thread'
        ? [keys.threadNumbers(part as ThreadMessageId), `${client} ${all.join()}`]
        : [keys.privateNumbers(client, part as PrivateMessageId), all.join()];
    return [
      ['HSETNX', key, String(part), value],
      ['PEXPIRE', key, ttlMs],
    ];
  });
}

export function decodeMessage(n: MessageNumber, row: string, delivery: string): LoggedMessage {
  const [at = '', code = '', kind = '', ticket = '', message = '', replyTo = ''] = row.split(' ');
  const from = FROM[code[0] as keyof typeof FROM];
  return {
    n,
    at: Number(at) as EpochMs,
    from,
    by: code.length > 1 ? (Number(code.slice(1)) as AgentId) : null,
    kind,
    ticket: Number(ticket),
    message: Number(message),
    replyTo: replyTo === '' ? null : (Number(replyTo) as MessageNumber),
    delivery: decodeDelivery(delivery, from),
  };
}

function decodeDelivery(stored: string, from: LoggedMessage['from']): LoggedDelivery {
  if (stored === '') return { is: from === 'note' ? 'none' : 'waiting' };
  const [code, first = '', parts = ''] = stored.split(' ');
  return code === 's'
    ? { is: 'sent', print: first, parts: parts.split(',').map(Number) }
    : { is: 'failed', entry: first === '' ? null : first };
}

/** The newest number behind a message; null: unknown, or forgotten by age. A comment to another client has no number. */
export async function numberOf(
  redis: Redis,
  keys: Keys,
  client: ClientId,
  place: MessagePlace,
): Promise<MessageNumber | null> {
  const { message } = place;
  const stored =
    place.in === 'private'
      ? await redis.hget(keys.privateNumbers(client, place.message), String(message))
      : await redis.hget(keys.threadNumbers(place.message), String(message));
  if (stored === null) return null;
  const [owner, numbers = ''] = place.in === 'private' ? [String(client), stored] : stored.split(' ');
  return owner === String(client) ? (Number(numbers.split(',').at(-1)) as MessageNumber) : null;
}

export function createConversationLog(redis: Redis, keys: Keys): ConversationLog {
  return {
    async before(client, newest, count) {
      const numbers = Array.from(
        { length: Math.min(newest, count) },
        (_, index) => (newest - index) as MessageNumber,
      );
      const rows = await Promise.all(
        numbers.map((n) => redis.hmget(keys.log(client, n), String(n), deliveryField(n))),
      );
      return numbers.flatMap((n, index) => {
        const [row = null, delivery = null] = rows[index] ?? [];
        return row === null ? [] : [decodeMessage(n, row, delivery ?? '')];
      });
    },
  };
}
