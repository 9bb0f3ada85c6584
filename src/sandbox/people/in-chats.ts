import { type Content, storeContent } from './content.ts';
import { editAsPerson, editedContent, type ForwardedFrom, requireQuote, storeOrigin } from './in-private.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { requireMayWrite } from './require-may-write.ts';
import { requirePerson } from './require-person.ts';
import { usualRights } from '../bot-api/wire/member.ts';
import { changeMember } from '../world/change-member.ts';
import { changeMessage, removeMessage } from '../world/change-message.ts';
import { CHANNEL_BOT_ID, chatKey, GROUP_ANONYMOUS_BOT_ID } from '../world/keys.ts';
import { pinMessage, unpinMessage } from '../world/pin-message.ts';
import { type Draft, postMessage } from '../world/post-message.ts';
import { isAvailable, isReactionEmoji, setReaction } from '../world/set-reaction.ts';
import type { ChatDoc, MessageDoc, Role } from '../world/shapes.ts';
import { chatOf, keyFor, memberOf, messageOf, nextAlbumId, placeOf, type World } from '../world/world.ts';

export type CommentOptions = {
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

/** What people do in the channel, in its group, and under messages. Numbers returned are message ids. */
export type GroupActs = {
  post(userId: number, content: Content): number;
  postAlbum(userId: number, contents: Content[]): number[];
  /** An administrator's, of any post, the bot's too. */
  editPost(userId: number, postId: number, content: Content): void;
  comment(userId: number, postId: number, content: Content, options?: CommentOptions): number;
  commentAlbum(userId: number, postId: number, contents: Content[], options?: CommentOptions): number[];
  editComment(userId: number, messageId: number, content: Content): void;
  sayInGroup(userId: number, content: Content, options?: CommentOptions): number;
  react(userId: number, chatId: number, messageId: number, emoji: string | null): void;
  deleteMessage(chatId: number, messageId: number): void;
  pin(chatId: number, messageId: number, userId?: number): void;
  unpin(chatId: number, messageId: number): void;
  setRole(
    chatId: number,
    userId: number,
    role: Role,
    options?: { isAnonymous?: boolean; title?: string },
  ): void;
  /** The bot's usual rights with these changes; `none`: no administrator any more. */
  setBotRights(chatId: number, rights: Record<string, boolean> | 'none'): void;
};

export function createGroupActs(world: World, botId: number): GroupActs {
  const place = (): { channelId: number; groupId: number } => placeOf(world, botId);

  function requireChat(chatId: number): ChatDoc {
    const chat = chatOf(world, chatId);
    if (chat === undefined) throw new RefusedAct('noChat', chatId);
    return chat;
  }

  function requireMessage(chatId: number, messageId: number): MessageDoc {
    const message = messageOf(world, keyFor(botId, chatId), messageId);
    if (message === undefined) throw new RefusedAct('noMessage', messageId, chatId);
    return message;
  }

  function say(
    userId: number,
    content: Content,
    replyTo: number | undefined,
    options: CommentOptions,
    albumId?: string,
  ): number {
    requirePerson(world, userId);
    const { groupId } = place();
    requireMayWrite(world, groupId, userId, albumId);
    const target = replyTo === undefined ? undefined : requireMessage(groupId, replyTo);
    const { from, senderChat, signature } = speaker(userId, options.as ?? 'self');
    return postMessage(world, {
      key: chatKey(groupId),
      chatId: groupId,
      author: userId,
      from,
      senderChat,
      signature,
      content: storeContent(world, botId, content),
      replyTo: target?.id,
      quote: requireQuote(target, options),
      viaBot: options.viaBot,
      origin: options.forwardedFrom === undefined ? undefined : storeOrigin(world, options.forwardedFrom),
      albumId,
    }).id;
  }

  function speaker(
    userId: number,
    as: NonNullable<CommentOptions['as']>,
  ): Pick<Draft, 'from' | 'senderChat' | 'signature'> {
    const { channelId, groupId } = place();
    if (as === 'channel') return { from: CHANNEL_BOT_ID, senderChat: channelId };
    if (as === 'self') return { from: userId };
    const signature = memberOf(world, groupId, userId)?.title;
    return { from: GROUP_ANONYMOUS_BOT_ID, senderChat: groupId, signature };
  }

  function requirePoster(userId: number): void {
    requirePerson(world, userId);
    const role = memberOf(world, place().channelId, userId)?.role;
    if (role !== 'creator' && role !== 'administrator') {
      throw new RefusedAct('noPoster', userId);
    }
  }

  function publish(userId: number, content: Content, albumId?: string): number {
    requirePoster(userId);
    const { channelId } = place();
    return postMessage(world, {
      key: chatKey(channelId),
      chatId: channelId,
      author: userId,
      senderChat: channelId,
      content: storeContent(world, botId, content),
      albumId,
    }).id;
  }

  function requireCopy(postId: number): number {
    const copy = world.index.copy(place().channelId, postId);
    if (copy !== undefined) return copy;
    throw new RefusedAct('noCopy', postId);
  }

  function requireReaction(message: MessageDoc, emoji: string): void {
    if (!isReactionEmoji(emoji)) throw new RefusedAct('noReaction', emoji);
    if (!isAvailable(world, message, emoji)) throw new RefusedAct('reactionOff', emoji, message.chatId);
  }

  function actorIn(chatId: number, userId: number): number {
    for (const member of world.index.members(chatId).values()) {
      if (member.role === 'creator') return member.userId;
    }
    return userId;
  }

  return {
    post: (userId, content) => publish(userId, content),
    postAlbum(userId, contents) {
      const albumId = nextAlbumId(world);
      return contents.map((content) => publish(userId, content, albumId));
    },
    editPost(userId, postId, content) {
      requirePoster(userId);
      const message = requireMessage(place().channelId, postId);
      changeMessage(world, message, editedContent(world, botId, message.content, content), message.markup);
    },
    comment: (userId, postId, content, options = {}) =>
      say(userId, content, options.replyTo ?? requireCopy(postId), options),
    commentAlbum(userId, postId, contents, options = {}) {
      const target = options.replyTo ?? requireCopy(postId);
      const albumId = nextAlbumId(world);
      return contents.map((content) => say(userId, content, target, options, albumId));
    },
    editComment(userId, messageId, content) {
      editAsPerson(world, botId, userId, requireMessage(place().groupId, messageId), content);
    },
    sayInGroup: (userId, content, options = {}) => say(userId, content, options.replyTo, options),
    react(userId, chatId, messageId, emoji) {
      requirePerson(world, userId);
      const message = requireMessage(chatId, messageId);
      if (emoji !== null) requireReaction(message, emoji);
      setReaction(world, message, userId, emoji === null ? [] : [emoji]);
    },
    deleteMessage(chatId, messageId) {
      removeMessage(world, requireMessage(chatId, messageId));
    },
    pin(chatId, messageId, userId) {
      const author = userId ?? (chatId > 0 ? chatId : actorIn(chatId, botId));
      pinMessage(world, requireMessage(chatId, messageId), author);
    },
    unpin(chatId, messageId) {
      unpinMessage(world, requireMessage(chatId, messageId).key, messageId);
    },
    setRole(chatId, userId, role, options = {}) {
      const chat = requireChat(chatId);
      const isBot = world.docs.get('bot', String(userId)) !== undefined;
      if (!isBot) requirePerson(world, userId);
      const goesAlone = role === 'left' || (role === 'member' && !isBot);
      const rights = role === 'administrator' ? usualRights(chat.type) : undefined;
      changeMember(
        world,
        { chatId, userId, role, isAnonymous: options.isAnonymous, title: options.title, rights },
        goesAlone ? userId : actorIn(chatId, userId),
      );
    },
    setBotRights(chatId, rights) {
      const chat = requireChat(chatId);
      const actor = actorIn(chatId, botId);
      if (rights === 'none') {
        const role = chat.type === 'channel' ? 'left' : 'member';
        changeMember(world, { chatId, userId: botId, role }, actor);
        return;
      }
      const held = { ...usualRights(chat.type), ...rights };
      changeMember(world, { chatId, userId: botId, role: 'administrator', rights: held }, actor);
    },
  };
}
