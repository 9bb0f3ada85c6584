import { type PostFace, postFace, sameText } from '../../../machines/client/post-text.ts';
import type { PostId } from '../../../machines/ids.ts';
import type { DeskEffect } from '../../actor/effects.ts';
import type { ClientRecord } from '../../actor/record.ts';
import type { Call } from '../../telegram/call.ts';
import { postWords } from '../render/post.ts';
import { type Attempt, clientOf, type Delivery, over } from './delivery.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

const IN_CHANNEL = { place: 'channel', repliesTo: null } as const;
const RETIRED = { place: 'retired-post', repliesTo: null } as const;

export const openPost: Delivery<Kind<'openPost'>> = {
  lane: () => 'channel',
  needs: 'nothing',
  async prepare({ threadNumber }, attempt, { chats, place }) {
    const record = recordOf(attempt);
    const { context } = record.state;
    // Its copy was found, or the thread replaced, while this waited.
    if (context.thread.threadNumber !== threadNumber || context.thread.post !== null) return over();
    // A second post is made only where it can get what the first one did not.
    if (threadNumber > 1) await place.confirm();
    const face: PostFace = { ...postFace(record.state, record.profile), pinned: false };
    return {
      is: 'call',
      call: { method: 'sendMessage', params: { chat_id: chats.channelId, ...postWords(record.id, face) } },
      context: IN_CHANNEL,
      done: ([post]) => ({
        event: { type: 'post.sent', threadNumber, post: post as PostId },
        shown: { threadNumber, face },
      }),
    };
  },
};

/** One call at a time: the text first, then the pin. What is still missing is reconciled anew. */
export const reconcilePost: Delivery<Kind<'reconcilePost'>> = {
  lane: () => 'channel',
  needs: 'post',
  prepare(_effect, attempt, { chats }) {
    const record = recordOf(attempt);
    const { post, threadNumber } = record.state.context.thread;
    const wanted = postFace(record.state, record.profile);
    const { shown } = record;
    if (post === null) return over();
    if (shown === null || attempt.unsure || !sameText(shown, wanted)) {
      // Whether it is pinned is not known then either: that comes next.
      const face = { ...wanted, pinned: attempt.unsure ? null : (shown?.pinned ?? null) };
      const params = { chat_id: chats.channelId, message_id: post, ...postWords(record.id, face) };
      return {
        is: 'call',
        call: { method: 'editMessageText', params },
        context: IN_CHANNEL,
        done: () => ({ shown: { threadNumber, face } }),
      };
    }
    // Goes through the record all the same: it may have changed since, and this entry must not be the last.
    if (shown.pinned === wanted.pinned) return over({ shown: { threadNumber, face: shown } });
    return {
      is: 'call',
      call: wanted.pinned ? pin(chats.channelId, post) : unpin(chats.channelId, post),
      context: IN_CHANNEL,
      done: () => ({ shown: { threadNumber, face: wanted } }),
    };
  },
};

export const retirePost: Delivery<Kind<'retirePost'>> = {
  lane: () => 'channel',
  needs: 'nothing',
  prepare({ post }, attempt, { chats }) {
    const { state, profile } = recordOf(attempt);
    const face = { ...postFace(state, profile), glyph: RETIRED_GLYPH };
    return {
      is: 'call',
      call: {
        method: 'editMessageText',
        params: { chat_id: chats.channelId, message_id: post, ...postWords(clientOf(attempt), face) },
      },
      context: RETIRED,
      done: () => ({ effects: [{ kind: 'unpinPost', post }] }),
    };
  },
};

const RETIRED_GLYPH = '⬜️';

export const unpinPost: Delivery<Kind<'unpinPost'>> = {
  lane: () => 'channel',
  needs: 'nothing',
  prepare: ({ post }, _attempt, { chats }) => ({
    is: 'call',
    call: unpin(chats.channelId, post),
    context: RETIRED,
    done: () => ({}),
  }),
};

export const removePinNotice: Delivery<Kind<'removePinNotice'>> = {
  lane: () => 'channel',
  needs: 'nothing',
  prepare: ({ message }, _attempt, { chats }) => ({
    is: 'call',
    call: { method: 'deleteMessage', params: { chat_id: chats.channelId, message_id: message } },
    context: IN_CHANNEL,
    done: () => ({}),
  }),
};

const pin = (chat_id: number, message_id: PostId): Call => ({
  method: 'pinChatMessage',
  params: { chat_id, message_id, disable_notification: true },
});

const unpin = (chat_id: number, message_id: PostId): Call => ({
  method: 'unpinChatMessage',
  params: { chat_id, message_id },
});

function recordOf({ record, entry }: Attempt): ClientRecord {
  if (record === null) throw new Error(`${entry.effect.kind} belongs to no client`);
  return record;
}
