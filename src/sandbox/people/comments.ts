import { boardOf } from '../world/boards.ts';
import type { Board } from '../world/shapes.ts';
import { hidesComments } from '../world/hides-comments.ts';
import { CHANNEL_BOT_ID, chatKey, GROUP_ANONYMOUS_BOT_ID } from '../world/keys.ts';
import { type Draft, postMessage } from '../world/post-message.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { memberOf, messageOf, nextAlbumId, type World } from '../world/world.ts';
import { captionLimit, type Content, storeContent } from './content.ts';
import { editAsPerson, type ForwardedFrom, storeOrigin } from './in-private.ts';
import { type LinkButtons, linkKeyboard } from './link-buttons.ts';
import type { AtBoard } from './posts.ts';
import { type Elsewhere, readElsewhere } from './reply-elsewhere.ts';
import { requireMayWrite } from './require-may-write.ts';
import { requireMessage } from './require-message.ts';
import { requirePerson } from './require-person.ts';

export type CommentOptions = AtBoard & {
  /** A message of the group. Absent: the post itself. */
  replyTo?: number;
  quote?: string;
  /** The approximate place of the quote, if the text occurs twice or more. */
  quotePosition?: number;
  as?: 'self' | 'anonymous' | 'channel';
  /** The bot of the inline result. */
  viaBot?: number;
  forwardedFrom?: ForwardedFrom;
  replyElsewhere?: Elsewhere;
  buttons?: LinkButtons;
};

/** Acts of people in the group of a board. Numbers returned are message ids. */
export type CommentActs = {
  comment(userId: number, postId: number, content: Content, options?: CommentOptions): number;
  commentAlbum(userId: number, postId: number, contents: Content[], options?: CommentOptions): number[];
  editComment(userId: number, messageId: number, content: Content, at?: AtBoard): void;
  sayInGroup(userId: number, content: Content, options?: CommentOptions): number;
};

export function createCommentActs(world: World, botId: number): CommentActs {
  function say(
    userId: number,
    content: Content,
    replyTo: number | undefined,
    options: CommentOptions,
    albumId?: string,
  ): number {
    requirePerson(world, userId);
    const board = boardOf(world, botId, options.channelId);
    const { groupId } = board;
    const { forwardedFrom } = options;
    requireMayWrite(world, groupId, userId, albumId);
    const target = replyTo === undefined ? undefined : requireMessage(world, botId, groupId, replyTo);
    const { externalReply, quote } = readElsewhere(world, botId, userId, options, target);
    return postMessage(world, {
      key: chatKey(groupId),
      chatId: groupId,
      author: userId,
      ...speaker(board, userId, options.as ?? 'self'),
      content: storeContent(world, botId, content, captionLimit(world, userId, forwardedFrom !== undefined)),
      ...(externalReply === undefined ? { replyTo: target?.id } : { thread: target?.thread ?? target?.id }),
      quote,
      viaBot: options.viaBot,
      origin: forwardedFrom === undefined ? undefined : storeOrigin(world, forwardedFrom),
      markup: linkKeyboard(options),
      externalReply,
      albumId,
    }).id;
  }

  function speaker(
    { channelId, groupId }: Board,
    userId: number,
    as: NonNullable<CommentOptions['as']>,
  ): Pick<Draft, 'from' | 'senderChat' | 'signature'> {
    if (as === 'channel') return { from: CHANNEL_BOT_ID, senderChat: channelId };
    if (as === 'self') return { from: userId };
    const signature = memberOf(world, groupId, userId)?.title;
    return { from: GROUP_ANONYMOUS_BOT_ID, senderChat: groupId, signature };
  }

  function requireThread(postId: number, at: AtBoard): number {
    const { channelId } = boardOf(world, botId, at.channelId);
    const copy = world.index.copy(channelId, postId);
    if (copy === undefined) throw new RefusedAct('noCopy', postId);
    const post = messageOf(world, chatKey(channelId), postId);
    if (post !== undefined && hidesComments(world, post)) throw new RefusedAct('commentsHidden', postId);
    return copy;
  }

  return {
    comment(userId, postId, content, options = {}) {
      const root = requireThread(postId, options);
      return say(userId, content, options.replyTo ?? root, options);
    },
    commentAlbum(userId, postId, contents, options = {}) {
      const root = requireThread(postId, options);
      const target = options.replyTo ?? root;
      const albumId = nextAlbumId(world);
      return contents.map((content) => say(userId, content, target, options, albumId));
    },
    editComment(userId, messageId, content, at = {}) {
      const { groupId } = boardOf(world, botId, at.channelId);
      editAsPerson(world, botId, userId, requireMessage(world, botId, groupId, messageId), content);
    },
    sayInGroup: (userId, content, options = {}) => say(userId, content, options.replyTo, options),
  };
}
