import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import { writeErasedPost } from '../../../machines/client/post-codec.ts';
import type { PostId } from '../../../machines/ids.ts';
import type { Place } from '../../telegram/boards.ts';
import type { Call } from '../../telegram/call.ts';
import { type Delivery, over } from '../delivery.ts';
import { laneOfPost } from '../lanes.ts';

/** Posts that show no client any more. */

type ErasePost = Extract<ChartEffect, { kind: 'erasePost' }>;
type UnpinPost = { kind: 'unpinPost'; post: PostId };

export const erasePost = (post: PostId): ErasePost => ({ kind: 'erasePost', post });
export const unpinPost = (post: PostId): UnpinPost => ({ kind: 'unpinPost', post });

export const OLD_POST = { place: 'retired-post', repliesTo: null } as const;

const ofPost = {
  lane: ({ post }: { post: PostId }) => laneOfPost(post),
  needs: 'nothing',
  order: 'apart',
  onRepeat: 'harmless',
} as const satisfies Partial<Delivery<ErasePost> & Delivery<UnpinPost>>;

/** The copy in the group follows. */
export const deliverErasedPost: Delivery<ErasePost> = {
  ...ofPost,
  rank: 'notice',
  prepare: ({ post }, _attempt, { chats, texts }) => ({
    is: 'call',
    call: {
      method: 'editMessageText',
      params: { ...chats.inChannel(post), text: writeErasedPost(texts.say('post-erased')) },
    },
    context: OLD_POST,
    done: () => ({ effects: [unpinPost(post)] }),
  }),
};

export const deliverUnpin: Delivery<UnpinPost> = {
  ...ofPost,
  rank: 'upkeep',
  prepare({ post }, { record }, { chats }) {
    if (record?.state.context.thread.post === post) return over();
    return { is: 'call', call: unpin(chats.inChannel(post)), context: OLD_POST, done: () => ({}) };
  },
};

export const unpin = (params: Place): Call => ({ method: 'unpinChatMessage', params });
