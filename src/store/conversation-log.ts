import type { Redis } from 'ioredis';
import type { TakenMessage } from '../../machines/client/taken-message.ts';
import type { AgentId, ClientId, EpochMs, MessageNumber } from '../../machines/ids.ts';
import type { Commit, Write } from '../actor/ports.ts';
import type { Keys } from './keys.ts';

/**
 * The log of a client's conversation: the messages of the client, the comments and the notes, by number, without words.
 */

/** A message of the log. `message` is the id in the chat of the writing: the group for comments and notes. */
export type LoggedMessage = {
  n: MessageNumber;
  at: EpochMs;
  from: TakenMessage['from'];
  /** Null for the client, and for an anonymous administrator. */
  by: AgentId | null;
  kind: string;
  ticket: number;
  message: number;
  /** The answered message, in the chat of the writing. */
  replyTo: number | null;
};

export type ConversationLog = {
  /** The messages with the numbers from `newest` down, at most `count`, the newest first. */
  before(client: ClientId, newest: MessageNumber, count: number): Promise<LoggedMessage[]>;
};

const CODE = { client: 'c', agent: 'a', note: 'n' } as const;
const FROM = { c: 'client', a: 'agent', n: 'note' } as const;

/** The rows of messages, and the numbers behind the ids of Telegram, for `ttlMs`. */
export function takenWrites(
  { state, at, taken }: Pick<Commit, 'state' | 'at' | 'taken'>,
  keys: Keys,
  ttlMs: string,
): Write[] {
  if (state === null) return [];
  const client = state.record.id;
  return taken.flatMap((one): Write[] => {
    const { n, from, by, kind, ticket, message, replyTo } = one;
    const log = keys.log(client, n);
    const row = [at, `${CODE[from]}${by ?? ''}`, kind, ticket, message, replyTo ?? ''].join(' ');
    const [numbers, value] =
      from === 'client'
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

function decodeMessage(n: MessageNumber, row: string): LoggedMessage {
  const [at = '', code = '', kind = '', ticket = '', message = '', replyTo = ''] = row.split(' ');
  return {
    n,
    at: Number(at) as EpochMs,
    from: FROM[code[0] as keyof typeof FROM],
    by: code.length > 1 ? (Number(code.slice(1)) as AgentId) : null,
    kind,
    ticket: Number(ticket),
    message: Number(message),
    replyTo: replyTo === '' ? null : Number(replyTo),
  };
}

export function createConversationLog(redis: Redis, keys: Keys): ConversationLog {
  return {
    async before(client, newest, count) {
      const numbers = Array.from(
        { length: Math.min(newest, count) },
        (_, index) => (newest - index) as MessageNumber,
      );
      const rows = await Promise.all(numbers.map((n) => redis.hget(keys.log(client, n), String(n))));
      return numbers.flatMap((n, index) => {
        const row = rows[index] ?? null;
        return row === null ? [] : [decodeMessage(n, row)];
      });
    },
  };
}
