import type { About, Quote } from '../../../machines/content.ts';
import {
  boardOf,
  type ClientId,
  type PrivateMessageId,
  telegramId,
  type ThreadMessageId,
} from '../../../machines/ids.ts';
import type { Counterpart } from '../../store/links.ts';
import type { ReplyTo } from '../../telegram/call.ts';
import { quoteAtClient, quoteInThread, quoteParameters } from '../render/quote.ts';
import { type Attempt, clientOf, type DeliveryContext, rootOf, standsUnder } from '../delivery.ts';
import { type Found, mergedAtClient, mergedInThread, quoteAmong, quotedOf } from './merged-message.ts';

type Context = Pick<DeliveryContext, 'links' | 'versions' | 'texts'>;

/** A message on the other side, and the quote from the message. */
type Target<Id> = { message: Id; quote: Quote | null };

/** The answered message, else the first items of the album, else the root. */
export async function placeInThread(
  { replyTo, quote }: { replyTo?: PrivateMessageId; quote?: Quote },
  album: string | null,
  attempt: Attempt,
  context: Context,
): Promise<{ reply: ReplyTo; repliesTo: 'root' | 'message' }> {
  const root = rootOf(attempt);
  const target = attempt.without.has('context')
    ? null
    : replyTo !== undefined
      ? await targetOf(replyTo, quote, toThread(clientOf(attempt), context))
      : await besideAlbum<ThreadMessageId>(album, attempt, context);
  if (target === null || !standsUnder(target.message, root)) return atRoot(attempt);
  return {
    reply: { message_id: telegramId(target.message), ...quoting(target, attempt) },
    repliesTo: 'message',
  };
}

/** The content of an answered message on another board, as a quote. Empty: the answer has a place in the thread. */
export async function quoteAcross(
  { replyTo, quote }: { replyTo?: PrivateMessageId; quote?: Quote },
  attempt: Attempt,
  { links, versions, chats }: Context & Pick<DeliveryContext, 'chats'>,
): Promise<{ about?: About }> {
  if (replyTo === undefined) return {};
  const client = clientOf(attempt);
  const linked = await links.threadOf(client, replyTo);
  if (linked === null || boardOf(linked.message) === boardOf(rootOf(attempt))) return {};
  const from = { name: chats.at(boardOf(linked.message)).name };
  const about = (text: string) => ({ about: { kind: 'message', from, quote: { text } } });
  if (quote !== undefined) return about(quote.text);
  const n = linked.numbers.at(-1);
  const content = n === undefined ? undefined : (await versions.of(client, n)).at(-1)?.content;
  const words = content?.kind === 'text' ? content.text : content?.kind === 'media' ? content.caption : '';
  return words === undefined || words === ''
    ? {}
    : about(Array.from(words).slice(0, QUOTED_AT_MOST).join(''));
}

const QUOTED_AT_MOST = 200;

/** The answered message, else the first items of the album. */
export async function placeAtClient(
  { replyTo, quote }: { replyTo?: ThreadMessageId; quote?: Quote },
  album: string | null,
  attempt: Attempt,
  context: Context,
): Promise<ReplyTo | undefined> {
  const answered =
    replyTo === undefined ? null : await targetOf(replyTo, quote, toClient(clientOf(attempt), context));
  const target = answered ?? (await besideAlbum<PrivateMessageId>(album, attempt, context));
  if (target === null) return undefined;
  // A private chat has no threads, so Telegram may leave out a reply to a deleted message.
  return { message_id: target.message, allow_sending_without_reply: true, ...quoting(target, attempt) };
}

const quoting = ({ quote }: Target<number>, { without }: Attempt): Omit<ReplyTo, 'message_id'> =>
  quote === null || without.has('quote') ? {} : quoteParameters(quote);

async function besideAlbum<Id extends number>(
  album: string | null,
  { entry }: Attempt,
  { links }: Context,
): Promise<Target<Id> | null> {
  const first = album === null ? null : await links.albumAt(entry.owner, album);
  return first === null ? null : { message: first as Id, quote: null };
}

/** From the chat of the answer to the other chat. */
type Way<From, To> = {
  counterpart(of: From): Promise<Counterpart<To> | null>;
  /** The messages behind a message of the other chat. */
  originals(of: To): Promise<Counterpart<From> | null>;
  /** The answered message, and the counterpart, if the message is merged. */
  mergedHere(answered: From, parts: Counterpart<To>): Promise<Found<To>>;
  mergedThere(message: To, parts: Counterpart<From>): Promise<Found<From>>;
  /** The quote, between two unmerged messages. */
  moved(quote: Quote): Quote | null;
};

const toThread = (client: ClientId, context: Context): Way<PrivateMessageId, ThreadMessageId> => ({
  counterpart: (message) => context.links.threadOf(client, message),
  originals: (message) => context.links.privateOf(message),
  mergedHere: (_answered, parts) => mergedAtClient(client, parts, context),
  mergedThere: (message, parts) => mergedInThread(client, message, parts, context),
  moved: (quote) => quoteInThread(quote, context.texts),
});

const toClient = (client: ClientId, context: Context): Way<ThreadMessageId, PrivateMessageId> => ({
  async counterpart(message) {
    const linked = await context.links.privateOf(message);
    return linked?.client === client ? linked : null;
  },
  originals: (message) => context.links.threadOf(client, message),
  mergedHere: (answered, parts) => mergedInThread(client, answered, parts, context),
  mergedThere: (_message, parts) => mergedAtClient(client, parts, context),
  moved: quoteAtClient,
});

/**
 * The counterpart of the answered message. If the answered message is merged, the quote names the part. If the
 * counterpart is merged, a quote names the part: the given quote, or the whole part.
 */
async function targetOf<From, To>(
  answered: From,
  quote: Quote | undefined,
  way: Way<From, To>,
): Promise<Target<To> | null> {
  const linked = await way.counterpart(answered);
  if (linked === null) return null;
  const { message } = linked;
  const here = quote === undefined ? null : await way.mergedHere(answered, linked);
  const meant = here === null || here === 'forgotten' || quote === undefined ? null : quotedOf(here, quote);
  // The quoted words have no message on this side.
  if (meant?.from === null) return null;
  if (meant !== null) return { message: meant.from, quote: meant.quote };
  const originals = await way.originals(message);
  const there = originals === null ? null : await way.mergedThere(message, originals);
  if (there === null) return { message, quote: quote === undefined ? null : way.moved(quote) };
  return { message, quote: there === 'forgotten' ? null : quoteAmong(there, answered, quote) };
}

const atRoot = (attempt: Attempt): { reply: ReplyTo; repliesTo: 'root' } => ({
  reply: { message_id: telegramId(rootOf(attempt)) },
  repliesTo: 'root',
});

/** Under a message of the thread; after a deletion of the message, at the root. */
export const under = (
  message: ThreadMessageId,
  attempt: Attempt,
): { reply: ReplyTo; repliesTo: 'root' | 'message' } =>
  attempt.without.has('context')
    ? atRoot(attempt)
    : { reply: { message_id: telegramId(message) }, repliesTo: 'message' };
