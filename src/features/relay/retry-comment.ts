import type { Say } from '../../../machines/client/say.ts';
import type { Effect } from '../../actor/effects.ts';
import { saying } from '../../i18n/saying.ts';
import { type Delivery, type DeliveryOutcome, over } from '../../outbox/delivery.ts';
import { laneOfMessage } from '../../outbox/lanes.ts';
import { atClient } from '../../outbox/message/at-client.ts';
import { react } from '../../outbox/message/copy-calls.ts';
import { undeliveredOf } from '../../outbox/message/undelivered.ts';
import type { ParkedEntry } from '../../store/parked-store.ts';
import type { RelayToClient, ResendComment, RetryComment } from './effects.ts';
import { relayToClient } from './to-client.ts';

/**
 * The effect that retries a parked effect; null: the parked effect itself. A comment may have been edited or deleted
 * since: the desk looks for the comment first, and until then the entry stays parked.
 */
export function retryAs(effect: Effect): Effect | null {
  if (effect.kind !== 'relayToClient') return null;
  const { n, from } = effect as RelayToClient;
  return { kind: 'retryComment', number: n, message: from } satisfies RetryComment;
}

/** Taking the mark back shows whether the comment still exists: no update says so (`FACTS.md #20`). */
export const retryComment: Delivery<RetryComment> = {
  lane: ({ message }) => laneOfMessage(message),
  needs: 'nothing',
  rank: 'message',
  order: 'apart',
  onRepeat: 'harmless',
  async prepare({ number, message }, attempt, context) {
    const undelivered = await undeliveredOf(number, attempt, context);
    // The comment was edited since, or people dropped the entry.
    const relay = relayIn(undelivered);
    if (relay === undefined) return over();
    const { from, content } = relay;
    const again: DeliveryOutcome = {
      effects: [{ kind: 'resendComment', number, from, content } satisfies ResendComment],
    };
    return {
      is: 'call',
      call: react(context.chats.inGroup(message), null),
      context: { place: 'thread', repliesTo: null },
      done: () => again,
      refused: ({ uncopyable }) =>
        uncopyable === 'deleted'
          ? {
              supersedes: undelivered.map(({ id }) => id),
              effects: [
                {
                  kind: 'say',
                  to: 'thread',
                  text: saying('refused-deleted-since'),
                  replyTo: message,
                } satisfies Say,
              ],
            }
          : again,
    };
  },
};

/** Waits in the lane of the comment's edits, so that the retry and an edit never overlap. */
export const resendComment: Delivery<ResendComment> = {
  ...atClient,
  onRepeat: 'duplicates',
  batch: { is: 'message', author: 'team', joins: null },
  async prepare({ number }, attempt, context) {
    const undelivered = await undeliveredOf(number, attempt, context);
    const relay = relayIn(undelivered);
    if (relay === undefined) return over();
    const supersedes = undelivered.map(({ id }) => id);
    const prepared = await relayToClient.prepare(relay, attempt, context);
    if (prepared.is === 'over') return over({ ...prepared.outcome, supersedes });
    return {
      ...prepared,
      done: (messages) => ({ ...prepared.done(messages), supersedes }),
      async refused(why) {
        const { parked, ...outcome } = (await prepared.refused?.(why)) ?? { parked: why.reason };
        // The entry is parked already.
        return parked === undefined ? { ...outcome, supersedes } : outcome;
      },
    };
  },
};

const relayIn = (undelivered: readonly ParkedEntry[]): RelayToClient | undefined =>
  undelivered
    .map(({ effect }) => effect)
    .find((effect): effect is RelayToClient => effect.kind === 'relayToClient');
