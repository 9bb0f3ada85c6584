import type { DeskEffect } from '../../actor/effects.ts';
import type { Call, ChatId } from '../../telegram/call.ts';
import { privateLane } from '../lanes.ts';
import { type Attempt, clientOf, type Delivery, over, type Refused, type Settlement } from './delivery.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

export const reactInThread: Delivery<Kind<'reactInThread'>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ to, emoji }, attempt, { chats, links }) {
    const linked = await links.threadOf(clientOf(attempt), to);
    if (linked === null) return over();
    return {
      is: 'call',
      call: react(chats.groupId, linked.message, emoji),
      context: { place: 'thread', repliesTo: null },
      done: () => ({}),
      refused: (why) => notShown(why, attempt),
    };
  },
};

export const reactAtClient: Delivery<Kind<'reactAtClient'>> = {
  lane: (_effect, owner) => privateLane(owner),
  needs: 'nothing',
  async prepare({ to, emoji }, attempt, { links }) {
    const client = clientOf(attempt);
    const linked = await links.privateOf(to);
    if (linked?.client !== client) return over();
    return {
      is: 'call',
      call: react(client, linked.message, emoji),
      context: { place: 'person', repliesTo: null },
      done: () => ({}),
      refused: (why) => notShown(why, attempt),
    };
  },
};

/** A bot may show any of the standard emoji, in every chat that does not forbid them (Bot API, setMessageReaction). */
const UNDELIVERED = '👎';

export const markComment: Delivery<Kind<'markComment'>> = {
  lane: () => 'group',
  needs: 'nothing',
  prepare: ({ message, undelivered }, attempt, { chats }) => ({
    is: 'call',
    call: react(chats.groupId, message, undelivered ? UNDELIVERED : null),
    context: { place: 'thread', repliesTo: null },
    done: () => ({}),
    refused: (why) => notShown(why, attempt),
  }),
};

export const react = (chat_id: ChatId, message_id: number, emoji: string | null): Call => ({
  method: 'setMessageReaction',
  params: { chat_id, message_id, reaction: emoji === null ? [] : [{ type: 'emoji', emoji }] },
});

/** Under a message that is gone nobody misses it, nor does somebody out of reach; that they are is of concern to the team. */
function notShown({ gone, uncopyable, reason }: Refused, { record }: Attempt): Settlement {
  if (uncopyable !== undefined) return {};
  if (gone === undefined) return { parked: reason };
  if (gone === 'never-started' || record === null) return {};
  return { event: { type: 'client.blocked', cause: gone, reach: record.state.context.reach } };
}
