import type { Chat, ChatMember, Message, MessageReactionUpdated, Update, User } from 'grammy/types';
import type { Actor } from '../../machines/client/event.ts';
import { readPost } from '../../machines/client/post-codec.ts';
import { type Profile } from '../../machines/client/post-text.ts';
import type { Content, Quote } from '../../machines/content.ts';
import {
  type AgentId,
  type BoardNumber,
  type ClientId,
  inBoard,
  type PostId,
  type PrivateMessageId,
  type ThreadMessageId,
  type UserId,
} from '../../machines/ids.ts';
import type { Board, Boards } from './boards.ts';
import type { ChatId } from './call.ts';
import { contentOf, isEditable } from './content.ts';
import { forwardedFrom } from './forwarded.ts';
import { actorIn, type Interaction, interactionOf } from './interaction.ts';
import { nameOf, profileOf } from './person.ts';
import { quoteOf } from './quote.ts';
import { changedReaction } from './reaction.ts';
import { membershipOf } from './membership.ts';
import type { Membership } from '../store/team-store.ts';

/** Automatic copy of a post. `client` is the id in the text of a client's post. */
type Copy = { post: PostId; root: ThreadMessageId; client: ClientId | null };

/** Author in the group. A stranger speaks as a channel outside the desk. */
export type Author =
  /** `language`: of the person's Telegram, as `pt-br`. */
  | { kind: 'user'; user: UserId; name: string; lastName?: string; language?: string }
  | { kind: 'desk'; name: string }
  | { kind: 'stranger'; chat: ChatId };

/** An update in our words. */
export type Inbound =
  | {
      kind: 'private';
      user: UserId;
      profile: Profile;
      message: PrivateMessageId;
      content: Content;
      edited: boolean;
      replyTo?: PrivateMessageId;
      quote?: Quote;
      /** The answered message. Only for a command. */
      replied?: Content;
    }
  | {
      kind: 'comment';
      root: ThreadMessageId;
      message: ThreadMessageId;
      author: Author;
      content: Content;
      edited: boolean;
      /** Forwarded words give no order. */
      forwarded: boolean;
      replyTo?: ThreadMessageId;
      quote?: Quote;
      /** The answered message. Only for a command. */
      replied?: Content;
      /** The root, if Telegram sent the root along: stands in for a copy that was lost. */
      copy?: Copy;
    }
  /** `message` carries the reaction. The bot's own reactions are no updates. */
  | {
      kind: 'reaction';
      chat: 'private';
      user: UserId;
      message: PrivateMessageId;
      emoji: string | null;
    }
  | {
      kind: 'reaction';
      chat: 'group';
      author: Author;
      message: ThreadMessageId;
      emoji: string | null;
    }
  | { kind: 'copy'; copy: Copy }
  | { kind: 'pin-notice'; notice: PostId; pinned: PostId }
  | { kind: 'membership'; board: BoardNumber; user: UserId; membership: Membership }
  | { kind: 'reach'; user: UserId; reachable: boolean }
  /** The bot's rights in the channel or the group changed. `isDeaf`: changes of members were or are missed. */
  | { kind: 'own-membership'; board: BoardNumber; isDeaf: boolean }
  /** A basic group became a supergroup. */
  | { kind: 'group-moved'; from: ChatId; to: ChatId }
  | Interaction;

/** The update as sent by Telegram. */
export type RawUpdate = Update;

/** Null: of no concern to the desk. Pure. */
export function inboundOf(update: Update, desk: Boards): Inbound | null {
  if (update.message !== undefined) return fromMessage(update.message, false, desk);
  if (update.edited_message !== undefined) return fromMessage(update.edited_message, true, desk);
  if (update.message_reaction !== undefined) return fromReaction(update.message_reaction, desk);
  if (update.channel_post !== undefined) return fromChannel(update.channel_post, desk);
  if (update.chat_member !== undefined) {
    const { chat, new_chat_member: now } = update.chat_member;
    const board = desk.ofChannel(chat.id);
    if (board === undefined || now.user.is_bot) return null;
    return {
      kind: 'membership',
      board: board.number,
      user: now.user.id as UserId,
      membership: membershipOf(now, board.isPublic),
    };
  }
  if (update.my_chat_member !== undefined) {
    const { chat, old_chat_member: before, new_chat_member: now } = update.my_chat_member;
    if (chat.type === 'private') return { kind: 'reach', user: chat.id as UserId, reachable: isIn(now) };
    const board = desk.ofChannel(chat.id) ?? desk.ofGroup(chat.id);
    if (board === undefined) return null;
    const hears = [before, now].every(({ status }) => status === 'administrator');
    const isDeaf = chat.id === board.channelId && !hears;
    return { kind: 'own-membership', board: board.number, isDeaf };
  }
  return interactionOf(update, desk);
}

/** Chat whose updates are taken in order of arrival. An interaction counts to the user's private chat. */
export function chatOf(update: Update): ChatId {
  const {
    message,
    edited_message: edited,
    message_reaction: reaction,
    channel_post: post,
    chat_member: them,
    my_chat_member: us,
  } = update;
  return (message ?? edited ?? reaction ?? post ?? them ?? us)?.chat.id ?? actorIn(update)?.id ?? 0;
}

const isIn = (member: ChatMember): boolean => member.status !== 'kicked' && member.status !== 'left';

function fromMessage(message: Message, edited: boolean, desk: Boards): Inbound | null {
  if (message.chat.type === 'private') return fromPrivate(message, edited);
  const board = desk.ofGroup(message.chat.id);
  if (board === undefined) return null;
  if (message.migrate_to_chat_id !== undefined) {
    return { kind: 'group-moved', from: message.chat.id, to: message.migrate_to_chat_id };
  }
  if (message.is_automatic_forward === true) {
    // An edited copy names the post too (`FACTS.md #8`), and may be the first update about the copy.
    const copy = copyOf(message, board);
    return copy === null ? null : { kind: 'copy', copy };
  }
  return fromGroup(message, edited, { board, desk });
}

function fromPrivate(message: Message, edited: boolean): Inbound | null {
  const { from } = message;
  if (from === undefined || from.is_bot) return null;
  const content = contentOf(message);
  if (content === null || (edited && !isEditable(content))) return null;
  return {
    kind: 'private',
    user: from.id as UserId,
    profile: profileOf(from),
    message: message.message_id as PrivateMessageId,
    // Left out of comments: the client does not learn the author.
    content: { ...content, ...forwardedFrom(message) },
    edited,
    ...(message.reply_to_message === undefined
      ? {}
      : {
          replyTo: message.reply_to_message.message_id as PrivateMessageId,
          ...quoteOf(message, from.id),
          ...repliedIn(message),
        }),
  };
}

function fromGroup(
  message: Message,
  edited: boolean,
  { board, desk }: { board: Board; desk: Boards },
): Inbound | null {
  const here = (id: number) => inBoard(board.number, id) as ThreadMessageId;
  const repliedTo = message.reply_to_message;
  // The root comes along without a reply (`FACTS.md #9`). `message_thread_id` stays when the target is deleted.
  const root =
    message.message_thread_id ??
    repliedTo?.message_thread_id ??
    (repliedTo?.is_automatic_forward === true ? repliedTo.message_id : undefined);
  if (root === undefined) return null;
  const author = authorOf(message, board);
  const content = contentOf(message);
  if (author === null || content === null || (edited && !isEditable(content))) return null;
  const copy = repliedTo?.message_id === root ? copyOf(repliedTo, board) : null;
  return {
    kind: 'comment',
    root: here(root),
    message: here(message.message_id),
    author,
    content: message.via_bot?.id === desk.botId ? asTemplate(content) : content,
    edited,
    forwarded: message.forward_origin !== undefined,
    ...(repliedTo === undefined || repliedTo.message_id === root
      ? {}
      : {
          replyTo: here(repliedTo.message_id),
          ...quoteOf(message, desk.botId),
          ...repliedIn(message),
        }),
    ...(copy === null ? {} : { copy }),
  };
}

/** A result of the bot's own inline mode may have variables. */
const asTemplate = (content: Content): Content =>
  content.kind === 'text' || content.kind === 'media' ? { ...content, template: true } : content;

/** A command may concern the answered message, so the message comes along. */
function repliedIn({ text, reply_to_message: replied }: Message): { replied?: Content } {
  const content =
    replied === undefined || text?.trimStart().startsWith('/') !== true ? null : contentOf(replied);
  return content === null ? {} : { replied: content };
}

function fromReaction(reaction: MessageReactionUpdated, desk: Boards): Inbound | null {
  const { chat, message_id: id, user, actor_chat } = reaction;
  const emoji = changedReaction(reaction);
  const board = desk.ofGroup(chat.id);
  const author = authorOf({ from: user, sender_chat: actor_chat }, board);
  if (emoji === undefined || author === null) return null;
  if (chat.type === 'private') {
    if (author.kind !== 'user') return null;
    return { kind: 'reaction', chat: 'private', user: author.user, message: id as PrivateMessageId, emoji };
  }
  if (board === undefined) return null;
  return {
    kind: 'reaction',
    chat: 'group',
    author,
    message: inBoard(board.number, id) as ThreadMessageId,
    emoji,
  };
}

/** Author of a message or a reaction. */
type Speaker = {
  from?: User | undefined;
  sender_chat?: Chat | undefined;
  author_signature?: string | undefined;
};

/** Null: another bot. Messages of bots are not for the client. @param board of the message; undefined: a private chat */
function authorOf(message: Speaker, board: Board | undefined): Author | null {
  const sender = message.sender_chat;
  if (sender !== undefined) {
    const isDesk = sender.id === board?.groupId || sender.id === board?.channelId;
    return isDesk
      ? { kind: 'desk', name: message.author_signature ?? sender.title ?? '' }
      : { kind: 'stranger', chat: sender.id };
  }
  const { from } = message;
  if (from === undefined || from.is_bot) return null;
  const language = from.language_code;
  return {
    kind: 'user',
    user: from.id as UserId,
    name: nameOf(from),
    ...(from.last_name === undefined ? {} : { lastName: from.last_name }),
    ...(language === undefined ? {} : { language }),
  };
}

function fromChannel(post: Message, desk: Boards): Inbound | null {
  const board = desk.ofChannel(post.chat.id);
  if (board === undefined || post.pinned_message === undefined) return null;
  return {
    kind: 'pin-notice',
    notice: inBoard(board.number, post.message_id) as PostId,
    pinned: inBoard(board.number, post.pinned_message.message_id) as PostId,
  };
}

function copyOf(message: Message, board: Board): Copy | null {
  const origin = message.forward_origin;
  // Bot API servers still send the predecessors of `forward_origin`; some servers send only the predecessors.
  const legacy = message as Message & {
    forward_from_message_id?: number;
    forward_from_chat?: { id: number };
  };
  // Only the linked channel is copied into the group, and the channel is the sender.
  const legacyChat = legacy.forward_from_chat ?? message.sender_chat;
  const chat = origin?.type === 'channel' ? origin.chat.id : legacyChat?.id;
  const post = origin?.type === 'channel' ? origin.message_id : legacy.forward_from_message_id;
  if (message.is_automatic_forward !== true || chat !== board.channelId || post === undefined) return null;
  return {
    post: inBoard(board.number, post) as PostId,
    root: inBoard(board.number, message.message_id) as ThreadMessageId,
    client: readPost(message.text ?? ''),
  };
}

/** An agent, or the desk, in the words of the chart. */
export const actorOf = (author: Exclude<Author, { kind: 'stranger' }>): Actor => ({
  id: author.kind === 'user' ? (author.user as AgentId) : null,
  name: author.name,
});
