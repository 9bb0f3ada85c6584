import type { Quote } from '../../../machines/content.ts';
import type { ClientId, PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import type { ReplyTo } from '../../telegram/call.ts';
import { quoteAtClient, quoteInThread, quoteParameters } from '../render/quote.ts';
import { type Attempt, clientOf, type DeliveryDeps, rootOf } from './delivery.ts';
import { type Joint, jointAtClient, jointInThread, quoteAmong, quotedOf } from './merged-message.ts';

type Deps = Pick<DeliveryDeps, 'links' | 'said' | 'texts'>;

/** A message on the other side, and what of it is quoted. */
type Target<Id> = { message: Id; quote: Quote | null };

/** Under the message it answers, else beside the first items of its album, else at the root. */
export async function placeInThread(
  { replyTo, quote }: { replyTo?: PrivateMessageId; quote?: Quote },
  album: string | null,
  attempt: Attempt,
  deps: Deps,
): Promise<{ reply: ReplyTo; repliesTo: 'root' | 'message' }> {
  const root = rootOf(attempt);
  const target = attempt.without.has('context')
    ? null
    : replyTo !== undefined
      ? await targetOf(replyTo, quote, toThread(clientOf(attempt), deps))
      : await besideAlbum<ThreadMessageId>(album, attempt, deps);
  // Ids of a group only grow: what is older than the root stands in a thread that was replaced.
  if (target === null || target.message <= root) return { reply: { message_id: root }, repliesTo: 'root' };
  return { reply: { message_id: target.message, ...quoting(target, attempt) }, repliesTo: 'message' };
}

/** Under the message it answers, else beside the first items of its album. */
export async function placeAtClient(
  { replyTo, quote }: { replyTo?: ThreadMessageId; quote?: Quote },
  album: string | null,
  attempt: Attempt,
  deps: Deps,
): Promise<ReplyTo | undefined> {
  const answered =
    replyTo === undefined ? null : await targetOf(replyTo, quote, toClient(clientOf(attempt), deps));
  const target = answered ?? (await besideAlbum<PrivateMessageId>(album, attempt, deps));
  if (target === null) return undefined;
  // A private chat has no thread to fall out of, so a reply to what is gone may be left out by Telegram itself.
  return { message_id: target.message, allow_sending_without_reply: true, ...quoting(target, attempt) };
}

const quoting = ({ quote }: Target<number>, { without }: Attempt): Omit<ReplyTo, 'message_id'> =>
  quote === null || without.has('quote') ? {} : quoteParameters(quote);

async function besideAlbum<Id extends number>(
  album: string | null,
  { entry }: Attempt,
  { links }: Deps,
): Promise<Target<Id> | null> {
  const first = album === null ? null : await links.albumAt(entry.owner, album);
  return first === null ? null : { message: first as Id, quote: null };
}

/** From the chat in which the answer was written to the other one. */
type Way<From, To> = {
  counterpart(of: From): Promise<{ message: To; parts: To[] } | null>;
  /** What a message of the other chat stands for. */
  originals(of: To): Promise<From[]>;
  /** Several messages of the other chat as one shows them here, and of this chat as one shows them there. */
  jointHere(parts: To[]): Promise<Joint<To> | null>;
  jointThere(parts: From[]): Promise<Joint<From> | null>;
  /** A quote where one message stands for one. */
  moved(quote: Quote): Quote | null;
};

const toThread = (client: ClientId, deps: Deps): Way<PrivateMessageId, ThreadMessageId> => ({
  counterpart: (message) => deps.links.threadOf(client, message),
  originals: async (message) => (await deps.links.privateOf(message))?.parts ?? [],
  jointHere: (parts) => jointAtClient(parts, deps),
  jointThere: (parts) => jointInThread(client, parts, deps),
  moved: (quote) => quoteInThread(quote, deps.texts),
});

const toClient = (client: ClientId, deps: Deps): Way<ThreadMessageId, PrivateMessageId> => ({
  async counterpart(message) {
    const linked = await deps.links.privateOf(message);
    return linked?.client === client ? linked : null;
  },
  originals: async (message) => (await deps.links.threadOf(client, message))?.parts ?? [],
  jointHere: (parts) => jointInThread(client, parts, deps),
  jointThere: (parts) => jointAtClient(parts, deps),
  moved: quoteAtClient,
});

/**
 * The counterpart of what is answered. Where it stands for several messages, the quote tells which is meant, and where
 * it is one of several, a quote tells which: their own, or all of what it says.
 */
async function targetOf<From, To>(
  answered: From,
  quote: Quote | undefined,
  way: Way<From, To>,
): Promise<Target<To> | null> {
  const linked = await way.counterpart(answered);
  if (linked === null) return null;
  const { message, parts } = linked;
  if (parts.length > 1) {
    const joint = quote === undefined ? null : await way.jointHere(parts);
    const meant = joint === null || quote === undefined ? null : quotedOf(joint, quote);
    return meant === null ? { message, quote: null } : { message: meant.from, quote: meant.quote };
  }
  const originals = await way.originals(message);
  if (originals.length > 1) {
    const joint = await way.jointThere(originals);
    return { message, quote: joint === null ? null : quoteAmong(joint, answered, quote) };
  }
  return { message, quote: quote === undefined ? null : way.moved(quote) };
}
