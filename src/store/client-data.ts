import type { Redis } from 'ioredis';
import { readPost } from '../../machines/client/post-codec.ts';
import type {
  ClientId,
  EpochMs,
  MessageNumber,
  PostId,
  PrivateMessageId,
  ThreadMessageId,
} from '../../machines/ids.ts';
import type { Write } from '../actor/changes.ts';
import { type Commit, erases } from '../actor/ports.ts';
import {
  createConversationLog,
  logFields,
  type LoggedMessage,
  formerIn,
  isWrittenInPrivate,
} from './conversation-log.ts';
import type { Keys } from './keys.ts';
import { reactionFields } from './reactions.ts';

/** The erasing whose rest is removed: data of an earlier `erasings`, messages and tickets up to these numbers. */
export type Erasure = { erasings: number; messages: MessageNumber; ticket: number; at: EpochMs };

/**
 * Data about a client outside the record, the outbox and the indexes.
 *
 * I1 The commit of an erasing removes the data that shows, finds or addresses the client. `forgetClient` removes the rest,
 *    because the rest may be too much for one commit. An effect of the same commit makes sure of the call.
 * I2 Without a removal: keys with the id alone. Memberships expire within a week, ids of applied commands within two days,
 *    and first items of albums within an hour.
 * I3 Ids of posts and roots stay, so that a comment in an erased thread is answered.
 */
export function erasureWrites(commit: Commit, keys: Keys): Write[] {
  if (commit.state === null || !erases(commit)) return [];
  const { id } = commit.state.record;
  return [
    ['DEL', keys.journal(id)],
    ['DEL', keys.pending(id)],
    ['SREM', keys.pendingPeople, String(id)],
    ['SREM', keys.unreachable, String(id)],
  ];
}

/** Messages of one step. */
const STEP = 500;

/**
 * Removes the rest of an erased client. Safe to repeat.
 * @returns the posts that show the name
 */
export async function forgetClient(
  redis: Redis,
  keys: Keys,
  client: ClientId,
  erasure: Erasure,
): Promise<PostId[]> {
  await forgetMessages(redis, keys, client, erasure.messages);
  await forgetTickets(redis, keys, client, erasure.ticket);
  await forgetUpdates(redis, keys, client, erasure.at);
  return postsOf(redis, keys, client, erasure.erasings);
}

/** Messages up to the number `last`, and the numbers behind ids of Telegram in both chats. */
async function forgetMessages(
  redis: Redis,
  keys: Keys,
  client: ClientId,
  last: MessageNumber,
): Promise<void> {
  const log = createConversationLog(redis, keys);
  for (let newest = last; newest > 0; newest = (newest - STEP) as MessageNumber) {
    const logged = await log.before(client, newest, STEP);
    const former = await formerFields(redis, keys, client, logged, newest);
    const fields = [
      ...logged.flatMap((one) => numbersOf(client, one, keys)),
      ...former,
      ...numbersUpTo(newest).flatMap((n) => fieldsOf(client, n, keys)),
    ];
    await redis.pipeline(fields.map((field) => ['hdel', ...field])).exec();
  }
}

/** The newest first, of one step. */
const numbersUpTo = (newest: MessageNumber): MessageNumber[] =>
  Array.from({ length: Math.min(newest, STEP) }, (_, index) => (newest - index) as MessageNumber);

/** Key and fields. */
type Fields = [key: string, ...fields: string[]];

const fieldsOf = (client: ClientId, n: MessageNumber, keys: Keys): Fields[] => [
  [keys.log(client, n), ...logFields(n)],
  [keys.versions(client, n), String(n)],
  [keys.reactions(client, n), ...reactionFields(n)],
];

/** The former counterparts of messages, and the numbers behind these. */
async function formerFields(
  redis: Redis,
  keys: Keys,
  client: ClientId,
  logged: readonly LoggedMessage[],
  newest: MessageNumber,
): Promise<Fields[]> {
  const buckets = [...new Set(numbersUpTo(newest).map((n) => keys.log(client, n)))];
  const fields = await Promise.all(
    buckets.map(async (log) => (await redis.hkeys(log)).map((field) => ({ log, field, ...formerIn(field) }))),
  );
  return fields.flat().flatMap(({ log, field, n, part }): Fields[] => {
    const message = logged.find((one) => one.n === n);
    if (message === undefined || part === undefined) return [];
    return [[log, field], ...partsOf(client, message, [part], keys)];
  });
}

function numbersOf(client: ClientId, logged: LoggedMessage, keys: Keys): Fields[] {
  const { from, message, delivery } = logged;
  const own = isWrittenInPrivate(from) ? inPrivate(client, message, keys) : inThread(message, keys);
  return [own, ...partsOf(client, logged, delivery.is === 'sent' ? delivery.parts : [], keys)];
}

/** Numbers and blocks behind counterparts. */
const partsOf = (
  client: ClientId,
  { from }: LoggedMessage,
  parts: readonly number[],
  keys: Keys,
): Fields[] =>
  isWrittenInPrivate(from)
    ? parts.flatMap((part): Fields[] => [
        inThread(part, keys),
        [keys.blocks(part as ThreadMessageId), String(part)],
      ])
    : parts.map((part) => inPrivate(client, part, keys));

const inPrivate = (client: ClientId, id: number, keys: Keys): Fields => [
  keys.privateNumbers(client, id as PrivateMessageId),
  String(id),
];
const inThread = (id: number, keys: Keys): Fields => [keys.threadNumbers(id as ThreadMessageId), String(id)];

/** Tickets up to the number `last`. A client who came back has later numbers. */
async function forgetTickets(redis: Redis, keys: Keys, client: ClientId, last: number): Promise<void> {
  const own = keys.closedOf(client);
  const numbers = (await redis.zrange(own, '0', '-1')).filter((number) => Number(number) <= last);
  for (const number of numbers) {
    await redis
      .multi()
      .zrem(keys.closedTickets, number)
      .hdel(keys.closedRows(Number(number)), number)
      .zrem(own, number)
      .exec();
  }
}

/** Updates that the desk could not handle. */
async function forgetUpdates(redis: Redis, keys: Keys, client: ClientId, at: EpochMs): Promise<void> {
  const { retried, parked } = await updatesAbout(redis, keys, client);
  for (const { stored } of parked.filter((one) => one.at <= at)) await redis.lrem(keys.poison, 1, stored);
  for (const stored of retried) await redis.lrem(keys.retriedUpdates, 1, stored);
}

async function updatesAbout(
  redis: Redis,
  keys: Keys,
  person: ClientId,
): Promise<{ retried: string[]; parked: { stored: string; at: EpochMs }[] }> {
  const [retried, poison] = await Promise.all([
    redis.lrange(keys.retriedUpdates, 0, -1),
    redis.lrange(keys.poison, 0, -1),
  ]);
  return {
    retried: retried.filter((stored) => isAbout(JSON.parse(stored), person)),
    parked: poison.flatMap((stored) => {
      const { at, update } = JSON.parse(stored) as { at: EpochMs; update: unknown };
      return isAbout(update, person) ? [{ stored, at }] : [];
    }),
  };
}

/** Updates of a person, a client or not, that did not become commands. */
export async function countUpdates(redis: Redis, keys: Keys, person: ClientId): Promise<number> {
  const { retried, parked } = await updatesAbout(redis, keys, person);
  return retried.length + parked.length + (await redis.llen(keys.pending(person)));
}

/** Removes the updates of a person who is no client: nobody else forgets these. Safe to repeat. */
export async function forgetStranger(redis: Redis, keys: Keys, person: ClientId, at: EpochMs): Promise<void> {
  await redis.multi().del(keys.pending(person)).srem(keys.pendingPeople, person).exec();
  await forgetUpdates(redis, keys, person, at);
}

/** An update names a client as a person or a private chat, or in the text of a post. */
function isAbout(part: unknown, client: ClientId): boolean {
  if (typeof part === 'string') return readPost(part) === client;
  if (typeof part !== 'object' || part === null) return false;
  return ('id' in part && part.id === client) || Object.values(part).some((inner) => isAbout(inner, client));
}

/** The posts of threads from before the erasing with the number `erasings`. */
async function postsOf(redis: Redis, keys: Keys, client: ClientId, erasings: number): Promise<PostId[]> {
  const posts = await redis.zrangebyscore(keys.postsOf(client), '-inf', `(${erasings}`);
  return posts.map((post) => Number(post) as PostId);
}
