import { albumOf, type Content } from '../../../machines/content.ts';
import type { MessageNumber, ThreadMessageId } from '../../../machines/ids.ts';
import { type Effect, numberIn } from '../../actor/effects.ts';
import type { ParkedEntry } from '../../store/parked-store.ts';
import type { Attempt, DeliveryContext, DeliveryOutcome } from '../delivery.ts';
import { markComment } from './mark-comment.ts';

/**
 * The parked entries of a comment: parts without delivery. Found by the number of the comment.
 *
 * I1 The current version of a comment counts. The end of a later version supersedes parked entries of earlier versions,
 *    so that a retry of all entries sends no old words.
 * I2 The mark on the comment goes with the parked entries.
 */

/**
 * Oldest first.
 * @param n null: the comment was not taken in
 * @param album also finds parked entries of the album's other items
 */
export async function undeliveredOf(
  n: MessageNumber | null,
  { entry }: Attempt,
  { parked, commentOf }: Pick<DeliveryContext, 'parked' | 'commentOf'>,
  album: string | null = null,
): Promise<ParkedEntry[]> {
  const all = await parked.entries(entry.owner);
  return all.filter(({ effect }) => {
    if (commentOf(effect) === null) return false;
    return (
      (n !== null && numberIn(effect) === n) ||
      (album !== null && albumOf(effect['content'] as Content) === album)
    );
  });
}

/**
 * Ends parked entries, and the marks on the comments.
 * @param comment of the attempt: a retried comment is marked as well
 */
export function superseded(
  undelivered: readonly ParkedEntry[],
  { entry }: Attempt,
  comment: ThreadMessageId,
  { commentOf }: Pick<DeliveryContext, 'commentOf'>,
): Pick<DeliveryOutcome, 'supersedes'> & { effects: Effect[] } {
  const marked = new Set(undelivered.map(({ effect }) => commentOf(effect) ?? comment));
  if (entry.retried === true) marked.add(comment);
  return {
    ...(undelivered.length === 0 ? {} : { supersedes: undelivered.map(({ id }) => id) }),
    effects: [...marked].map((message) => markComment(message, false)),
  };
}
