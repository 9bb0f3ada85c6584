import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import type { Delivery } from '../../outbox/delivery.ts';

type RemoveCommand = Extract<ChartEffect, { kind: 'removeCommand' }>;

export const removeCommand: Delivery<RemoveCommand> = {
  lane: () => 'group',
  needs: 'nothing',
  rank: 'notice',
  order: 'apart',
  onRepeat: 'harmless',
  prepare: ({ message }, _attempt, { chats }) => ({
    is: 'call',
    call: { method: 'deleteMessage', params: { chat_id: chats.groupId, message_id: message } },
    context: { place: 'thread', repliesTo: null },
    done: () => ({}),
  }),
};
