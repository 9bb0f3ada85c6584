import type { ThreadMessageId } from '../../../machines/ids.ts';
import { laneOfMessage } from '../lanes.ts';
import type { DeliveryOutcome, Delivery, Attempt, Refused } from '../delivery.ts';
import { react } from './copy-calls.ts';

/** Shows on an agent's comment that the comment did not reach the client, or takes the mark back. */
type MarkComment = { kind: 'markComment'; message: ThreadMessageId; undelivered: boolean; hint?: true };

/** @param isHint for a person outside the team and the clients: a message of a client always goes first */
export const markComment = (message: ThreadMessageId, undelivered: boolean, isHint = false): MarkComment => ({
  kind: 'markComment',
  message,
  undelivered,
  ...(isHint ? { hint: true } : {}),
});

/** A bot may show any standard emoji, in every chat that does not forbid the emoji (Bot API, setMessageReaction). */
const UNDELIVERED = '👎';

/** The mark takes the place of the client's reaction, which is shown again when the mark goes. */
export const deliverMark: Delivery<MarkComment> = {
  lane: ({ message }) => laneOfMessage(message),
  needs: 'nothing',
  rank: ({ hint }) => (hint === true ? 'hint' : 'notice'),
  order: 'apart',
  onRepeat: 'harmless',
  async prepare({ message, undelivered }, attempt, { chats, links, reactions }) {
    const linked = undelivered ? null : await links.privateOf(message);
    const ofClient = linked === null ? [] : await reactions.of('client', linked.client, linked.numbers[0]);
    return {
      is: 'call',
      call: react(chats.inGroup(message), undelivered ? UNDELIVERED : (ofClient.at(-1)?.emoji ?? null)),
      context: { place: 'thread', repliesTo: null },
      done: () => ({}),
      refused: (why) => reactionRefused(why, attempt),
    };
  },
};

/** A reaction under a deleted message, or at a person out of reach, is not missed. The team must know who is out of reach. */
export function reactionRefused({ gone, uncopyable, reason }: Refused, { record }: Attempt): DeliveryOutcome {
  if (uncopyable !== undefined) return {};
  if (gone === undefined) return { parked: reason };
  if (gone === 'never-started' || record === null) return {};
  return {
    event: { type: 'client.blocked', cause: gone, reachEpoch: record.state.context.reach.reachEpoch },
  };
}
