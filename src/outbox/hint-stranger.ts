import type { ThreadMessageId } from '../../machines/ids.ts';
import { type Delivery, over } from './delivery.ts';
import { laneOfMessage } from './lanes.ts';

type HintStranger = { kind: 'hintStranger'; message: ThreadMessageId };

/** A hint that waited longer is dropped: a minute of waiting lifts an effect by one rank, up to clients' messages. */
const LONGEST_WAIT_MS = 60_000;

/** A hint to an outsider who comments in a client's thread. A hint never goes before a client's message. */
export const deliverHint: Delivery<HintStranger> = {
  lane: ({ message }) => laneOfMessage(message),
  needs: 'nothing',
  rank: 'hint',
  order: 'apart',
  onRepeat: 'duplicates',
  prepare({ message }, { waitedMs, without }, { chats, texts }) {
    // Without the comment the hint has no place.
    if (waitedMs > LONGEST_WAIT_MS || without.has('context')) return over();
    const target = chats.inGroup(message);
    return {
      is: 'call',
      call: {
        method: 'sendMessage',
        params: {
          chat_id: target.chat_id,
          text: texts.say('refused-not-team'),
          reply_parameters: { message_id: target.message_id },
        },
      },
      context: { place: 'thread', repliesTo: 'message' },
      done: () => ({}),
      refused: () => ({}),
    };
  },
};
