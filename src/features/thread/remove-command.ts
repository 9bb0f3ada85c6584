import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import type { Delivery } from '../../outbox/delivery.ts';
import { laneOfMessage } from '../../outbox/lanes.ts';

type RemoveCommand = Extract<ChartEffect, { kind: 'removeCommand' }>;

export const removeCommand: Delivery<RemoveCommand> = {
  lane: ({ message }) => laneOfMessage(message),
  needs: 'nothing',
  rank: 'notice',
  order: 'apart',
  onRepeat: 'harmless',
  prepare: ({ message }, _attempt, { chats }) => ({
    is: 'call',
    call: { method: 'deleteMessage', params: chats.inGroup(message) },
    context: { place: 'thread', repliesTo: null },
    done: () => ({}),
  }),
};
