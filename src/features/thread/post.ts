import { GLYPHS } from '../../../machines/client/glyphs.ts';
import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import { type PostFace, postFace, sameText } from '../../../machines/client/post-text.ts';
import type { BoardNumber, PostId } from '../../../machines/ids.ts';
import type { ClientRecord } from '../../actor/record.ts';
import { type Attempt, clientOf, type Delivery, over } from '../../outbox/delivery.ts';
import { boardOfClient, channelLane, laneOfPost } from '../../outbox/lanes.ts';
import { OLD_POST, unpin, unpinPost } from '../../outbox/message/old-post.ts';
import { postWords } from '../../outbox/render/post.ts';
import type { Place } from '../../telegram/boards.ts';
import type { Call } from '../../telegram/call.ts';

type OpenPost = Extract<ChartEffect, { kind: 'openPost' }>;
type RetirePost = Extract<ChartEffect, { kind: 'retirePost' }>;
/** Brings the post to the face that the client's record asks for. */
export type ReconcilePost = { kind: 'reconcilePost'; slot: string };

/** @throws RetryableError, or TelegramError, while a post would get no copy, or the copy could have been missed */
type ConfirmBoard = (board: BoardNumber) => Promise<void>;

const IN_CHANNEL = { place: 'channel', repliesTo: null } as const;

const inChannel = {
  lane: (_effect, _owner, record) => channelLane(boardOfClient(record)),
  needs: 'nothing',
  order: 'apart',
  onRepeat: 'harmless',
} as const satisfies Partial<Delivery>;

/** A post must not be sent twice: the chart waits for the automatic copy before the next attempt. */
export const openPost = (confirmBoard: ConfirmBoard): Delivery<OpenPost> => ({
  ...inChannel,
  rank: 'opening',
  onRepeat: 'never',
  unconfirmed: ({ threadNumber }) => ({ event: { type: 'post.unconfirmed', threadNumber } }),
  // Without a post everything of the client would wait for ever.
  onDefect: 'retry',
  async prepare({ threadNumber }, attempt, { chats }) {
    const record = recordOf(attempt);
    const { context } = record.state;
    // The copy was found, or the thread replaced, while the entry waited.
    if (context.thread.threadNumber !== threadNumber || context.thread.post !== null) return over();
    // A second post is sent only where the post can get a copy.
    if (threadNumber > 1) await confirmBoard(context.thread.board);
    const { channelId } = chats.at(context.thread.board);
    const face: PostFace = { ...postFace(record.state, record.profile), pinned: false };
    return {
      is: 'call',
      call: { method: 'sendMessage', params: { chat_id: channelId, ...postWords(record.id, face) } },
      context: IN_CHANNEL,
      done: ([post]) => ({
        event: { type: 'post.sent', threadNumber, post: post as PostId },
        shown: { threadNumber, face },
      }),
    };
  },
});

/** One call at a time: the text first, then the pin. The commit of the first call asks for the second. */
export const reconcilePost: Delivery<ReconcilePost> = {
  ...inChannel,
  needs: 'post',
  rank: 'upkeep',
  prepare(_effect, attempt, { chats }) {
    const record = recordOf(attempt);
    const { post, threadNumber } = record.state.context.thread;
    const wanted = postFace(record.state, record.profile);
    const { shown } = record;
    if (post === null) return over();
    if (shown === null || attempt.mayHaveBeenSent || !sameText(shown, wanted)) {
      // The pin is unknown as well, and comes next.
      const face = { ...wanted, pinned: attempt.mayHaveBeenSent ? null : (shown?.pinned ?? null) };
      const params = { ...chats.inChannel(post), ...postWords(record.id, face) };
      return {
        is: 'call',
        call: { method: 'editMessageText', params },
        context: IN_CHANNEL,
        done: () => ({ shown: { threadNumber, face } }),
      };
    }
    // The outcome goes through the record: a newer face needs another reconciliation.
    if (shown.pinned === wanted.pinned) return over({ shown: { threadNumber, face: shown } });
    return {
      is: 'call',
      call: wanted.pinned ? pin(chats.inChannel(post)) : unpin(chats.inChannel(post)),
      context: IN_CHANNEL,
      done: () => ({ shown: { threadNumber, face: wanted } }),
    };
  },
};

export const retirePost: Delivery<RetirePost> = {
  ...inChannel,
  lane: ({ post }) => laneOfPost(post),
  rank: 'notice',
  prepare({ post, isMoved }, attempt, { chats }) {
    const { state, profile } = recordOf(attempt);
    // The client came back.
    if (state.context.thread.post === post) return over();
    const face = { ...postFace(state, profile), glyph: isMoved === true ? GLYPHS.moved : RETIRED_GLYPH };
    return {
      is: 'call',
      call: {
        method: 'editMessageText',
        params: { ...chats.inChannel(post), ...postWords(clientOf(attempt), face) },
      },
      context: OLD_POST,
      done: () => ({ effects: [unpinPost(post)] }),
    };
  },
};

const RETIRED_GLYPH = '⬜️';

const pin = (params: Place): Call => ({
  method: 'pinChatMessage',
  params: { ...params, disable_notification: true },
});

function recordOf({ record, entry }: Attempt): ClientRecord {
  if (record === null) throw new Error(`${entry.effect.kind} belongs to no client`);
  return record;
}
