import type { Quote } from '../../../machines/content.ts';
import type { PrivateMessageId, ThreadMessageId } from '../../../machines/words.ts';
import type { ReplyTo } from '../../telegram/call.ts';
import { quoteAtClient, quoteInThread, quoteParameters } from '../render/quote.ts';
import { type Attempt, clientOf, type DeliveryDeps, rootOf } from './delivery.ts';
import { jointAtClient, jointInThread, quoteAmong, quotedOf } from './joint.ts';

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
      ? await targetInThread(replyTo, quote, attempt, deps)
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
  const answered = replyTo === undefined ? null : await targetAtClient(replyTo, quote, attempt, deps);
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

/**
 * The counterpart of what a client answers. Where it stands for several messages, the quote tells which is meant,
 * and where it is one of several, a quote tells which: their own, or all of what it says.
 */
async function targetInThread(
  answered: PrivateMessageId,
  quote: Quote | undefined,
  attempt: Attempt,
  deps: Deps,
): Promise<Target<ThreadMessageId> | null> {
  const client = clientOf(attempt);
  const linked = await deps.links.threadOf(client, answered);
  if (linked === null) return null;
  const { message, parts } = linked;
  if (parts.length > 1) {
    const joint = quote === undefined ? null : await jointAtClient(parts, deps);
    const meant = joint === null || quote === undefined ? null : quotedOf(joint, quote);
    return meant === null ? { message, quote: null } : { message: meant.from, quote: meant.quote };
  }
  const others = (await deps.links.privateOf(message))?.parts ?? [];
  if (others.length > 1) {
    const joint = await jointInThread(client, others, deps);
    return { message, quote: joint === null ? null : quoteAmong(joint, answered, quote) };
  }
  return { message, quote: quote === undefined ? null : quoteInThread(quote, deps.texts) };
}

/** The same for what an agent answers. */
async function targetAtClient(
  answered: ThreadMessageId,
  quote: Quote | undefined,
  attempt: Attempt,
  deps: Deps,
): Promise<Target<PrivateMessageId> | null> {
  const client = clientOf(attempt);
  const linked = await deps.links.privateOf(answered);
  if (linked?.client !== client) return null;
  const { message, parts } = linked;
  if (parts.length > 1) {
    const joint = quote === undefined ? null : await jointInThread(client, parts, deps);
    const meant = joint === null || quote === undefined ? null : quotedOf(joint, quote);
    return meant === null ? { message, quote: null } : { message: meant.from, quote: meant.quote };
  }
  const others = (await deps.links.threadOf(client, message))?.parts ?? [];
  if (others.length > 1) {
    const joint = await jointAtClient(others, deps);
    return { message, quote: joint === null ? null : quoteAmong(joint, answered, quote) };
  }
  return { message, quote: quote === undefined ? null : quoteAtClient(quote) };
}
