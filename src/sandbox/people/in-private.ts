import { captionLimit, type Content, storeCaption, storeContent } from './content.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { requirePerson } from './require-person.ts';
import { changeBlock } from '../world/change-member.ts';
import { changeMessage } from '../world/change-message.ts';
import { privateKey } from '../world/keys.ts';
import { postMessage } from '../world/post-message.ts';
import { type Elsewhere, readElsewhere } from './reply-elsewhere.ts';
import { type LinkButtons, linkKeyboard } from './link-buttons.ts';
import type { MessageDoc, Origin } from '../world/shapes.ts';
import {
  changeContact,
  chatOf,
  contactOf,
  messageOf,
  nextAlbumId,
  seconds,
  type World,
} from '../world/world.ts';

/** The source of a forwarded message; an unknown channel is made. */
export type ForwardedFrom =
  | { userId: number }
  | { name: string }
  | { chatId: number; title?: string; username?: string; messageId?: number; signature?: string };

export type WriteOptions = {
  replyTo?: number;
  quote?: string;
  /** The approximate place of the quote, if the text occurs twice or more. */
  quotePosition?: number;
  forwardedFrom?: ForwardedFrom;
  /** The bot of the inline result. */
  viaBot?: number;
  /** The message of another chat to reply to, instead of `replyTo`. */
  replyElsewhere?: Elsewhere;
  /** Buttons with links, of a message through an inline bot or of a forwarded one. */
  buttons?: LinkButtons;
  /** A message of the album for which the message comes late. */
  sameAlbumAs?: number;
};

/** Acts of people in the private chat with the bot. Numbers returned are message ids. */
export type PrivateActs = {
  /** Presses Start; takes a block back first. */
  start(userId: number, payload?: string): number;
  write(userId: number, content: Content, options?: WriteOptions): number;
  writeAlbum(userId: number, contents: Content[], options?: WriteOptions): number[];
  edit(userId: number, messageId: number, content: Content): void;
  block(userId: number): void;
  unblock(userId: number): void;
};

export function createPrivateActs(world: World, botId: number): PrivateActs {
  function requireOpen(userId: number): void {
    requirePerson(world, userId);
    if (contactOf(world, botId, userId)?.blocked) {
      throw new RefusedAct('blocked', userId);
    }
    changeContact(world, botId, userId, { started: true });
  }

  function post(userId: number, content: Content, options: WriteOptions, albumId?: string): number {
    const key = privateKey(botId, userId);
    const { forwardedFrom } = options;
    const target = options.replyTo === undefined ? undefined : messageOf(world, key, options.replyTo);
    if (options.replyTo !== undefined && target === undefined) {
      throw new RefusedAct('noMessage', options.replyTo, userId);
    }
    const { externalReply, quote } = readElsewhere(world, botId, userId, options, target);
    return postMessage(world, {
      key,
      chatId: userId,
      author: userId,
      from: userId,
      content: storeContent(world, botId, content, captionLimit(world, userId, forwardedFrom !== undefined)),
      replyTo: target?.id,
      externalReply,
      quote,
      viaBot: options.viaBot,
      origin: forwardedFrom === undefined ? undefined : storeOrigin(world, forwardedFrom),
      markup: linkKeyboard(options),
      albumId,
    }).id;
  }

  const acts: PrivateActs = {
    start(userId, payload = '') {
      if (!/^[\w-]{0,64}$/.test(payload)) {
        throw new RefusedAct('startParameter');
      }
      if (contactOf(world, botId, userId)?.blocked) acts.unblock(userId);
      return acts.write(userId, payload === '' ? '/start' : `/start ${payload}`);
    },
    write(userId, content, options = {}) {
      requireOpen(userId);
      return post(userId, content, options);
    },
    writeAlbum(userId, contents, options = {}) {
      requireOpen(userId);
      const { sameAlbumAs: earlier } = options;
      const known =
        earlier === undefined ? undefined : messageOf(world, privateKey(botId, userId), earlier)?.albumId;
      const albumId = known ?? nextAlbumId(world);
      return contents.map((content) => post(userId, content, options, albumId));
    },
    edit(userId, messageId, content) {
      const message = messageOf(world, privateKey(botId, userId), messageId);
      if (message === undefined) throw new RefusedAct('noMessage', messageId, userId);
      editAsPerson(world, botId, userId, message, content);
    },
    block(userId) {
      requirePerson(world, userId);
      if (contactOf(world, botId, userId)?.blocked) return;
      changeContact(world, botId, userId, { blocked: true });
      changeBlock(world, botId, userId, true);
    },
    unblock(userId) {
      requirePerson(world, userId);
      if (!contactOf(world, botId, userId)?.blocked) return;
      changeContact(world, botId, userId, { blocked: false });
      changeBlock(world, botId, userId, false);
    },
  };
  return acts;
}

export function editAsPerson(
  world: World,
  botId: number,
  userId: number,
  message: MessageDoc,
  content: Content,
): void {
  requirePerson(world, userId);
  if (message.author !== userId) throw new RefusedAct('notOwn', message.id, userId);
  if (message.origin !== undefined) throw new RefusedAct('forwarded');
  changeMessage(
    world,
    message,
    editedContent(world, botId, userId, message.content, content),
    message.markup,
  );
}

/** A text for a message with a file replaces the caption; an empty text removes the caption. */
export function editedContent(
  world: World,
  botId: number,
  userId: number,
  before: MessageDoc['content'],
  content: Content,
): MessageDoc['content'] {
  const longest = captionLimit(world, userId, false);
  if ('caption' in before && (typeof content === 'string' || 'text' in content)) {
    const { text, entities = [] } = typeof content === 'string' ? { text: content } : content;
    return { ...before, ...storeCaption(world, botId, text, entities, longest) };
  }
  const after = storeContent(world, botId, content, longest);
  if (before.kind === 'text' && after.kind !== 'text' && !('caption' in after)) {
    throw new RefusedAct('otherKind');
  }
  return after;
}

export function storeOrigin(world: World, from: ForwardedFrom): Origin {
  const date = seconds(world);
  if ('userId' in from) return { type: 'user', userId: from.userId, date };
  if ('name' in from) return { type: 'hidden_user', name: from.name, date };
  if (chatOf(world, from.chatId) === undefined) {
    const { chatId: id, title = 'Canal', username } = from;
    world.docs.put('chat', String(id), { id, type: 'channel', title, username, lastMessageId: 1 });
  }
  const { chatId, messageId = 1, signature } = from;
  return { type: 'channel', chatId, messageId, signature, date };
}
