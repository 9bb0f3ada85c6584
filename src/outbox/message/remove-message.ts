import type { PostId, ThreadMessageId } from '../../../machines/ids.ts';
import type { Delivery } from '../delivery.ts';
import { laneOfMessage, laneOfPost } from '../lanes.ts';

/** Removes a message: a finished command from the thread, or Telegram's service message from the channel. */
type RemoveMessage =
  | { kind: 'removeMessage'; from: 'thread'; message: ThreadMessageId }
  | { kind: 'removeMessage'; from: 'channel'; message: PostId };

export const deliverRemoval: Delivery<RemoveMessage> = {
  lane: (removal) =>
    removal.from === 'thread' ? laneOfMessage(removal.message) : laneOfPost(removal.message),
  needs: 'nothing',
  rank: ({ from }) => (from === 'thread' ? 'notice' : 'upkeep'),
  order: 'apart',
  onRepeat: 'harmless',
  prepare: (removal, _attempt, { chats }) => ({
    is: 'call',
    call: {
      method: 'deleteMessage',
      params: removal.from === 'thread' ? chats.inGroup(removal.message) : chats.inChannel(removal.message),
    },
    context: { place: removal.from, repliesTo: null },
    done: () => ({}),
  }),
};
