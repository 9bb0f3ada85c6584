import { boardOf } from '../world/boards.ts';
import type { Board } from '../world/shapes.ts';
import { CHANNEL_BOT_ID, chatKey, GROUP_ANONYMOUS_BOT_ID } from '../world/keys.ts';
import { type Draft, postMessage } from '../world/post-message.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { memberOf, nextAlbumId, type World } from '../world/world.ts';
import { type Content, storeContent } from './content.ts';
import { editAsPerson, type ForwardedFrom, requireQuote, storeOrigin } from './in-private.ts';
import type { AtBoard } from './posts.ts';
import { requireMayWrite } from './require-may-write.ts';
import { requireMessage } from './require-message.ts';
import { requirePerson } from './require-person.ts';

export type CommentOptions = AtBoard & {
  /** A message of the group. Absent: the post itself. */
  replyTo?: number;
  quote?: string;
  /** Where about the quote stands, if it stands there more than once. */
  quotePosition?: number;
  as?: 'self' | 'anonymous' | 'channel';
  /** A bot whose inline result it is. */
  viaBot?: number;
  forwardedFrom?: ForwardedFrom;
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
    requireMayWrite(world, groupId, userId, albumId);
    const target = replyTo === undefined ? undefined : requireMessage(world, botId, groupId, replyTo);
    return postMessage(world, {
      key: chatKey(groupId),
      chatId: groupId,
      author: userId,
      ...speaker(board, userId, options.as ?? 'self'),
      content: storeContent(world, botId, content),
      replyTo: target?.id,
      quote: requireQuote(target, options),
      viaBot: options.viaBot,
      origin: options.forwardedFrom === undefined ? undefined : storeOrigin(world, options.forwardedFrom),
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

  function requireCopy(postId: number, at: AtBoard): number {
    const copy = world.index.copy(boardOf(world, botId, at.channelId).channelId, postId);
    if (copy !== undefined) return copy;
    throw new RefusedAct('noCopy', postId);
  }

  return {
    comment: (userId, postId, content, options = {}) =>
      say(userId, content, options.replyTo ?? requireCopy(postId, options), options),
    commentAlbum(userId, postId, contents, options = {}) {
      const target = options.replyTo ?? requireCopy(postId, options);
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
