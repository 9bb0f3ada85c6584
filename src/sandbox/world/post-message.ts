import { renderUser } from '../bot-api/wire/user.ts';
import { announce, isService } from './announce.ts';
import { botOfKey } from './keys.ts';
import type { ChatKey, MessageDoc } from './shapes.ts';
import { botOf, chatOf, messageOf, requireChat, seconds, storeMessage, type World } from './world.ts';

/** `thread`: set for a reply to another chat; every other message is in the thread of `replyTo`. */
export type Draft = Omit<MessageDoc, 'id' | 'date'>;

/** Every field is named, also where it is undefined. */
type Complete<T> = { [Name in keyof Required<T>]: T[Name] };

/**
 * Gives a message a number and a place, stores the message and tells the bots. A channel's post schedules the copy.
 */
export function postMessage(world: World, draft: Draft): MessageDoc {
  // Field by field: V8 gives an object with spread and added fields a hidden class of its own. Each read of
  // a message is then slow (measured: a third of a message's cost).
  const message: Complete<MessageDoc> = {
    key: draft.key,
    chatId: draft.chatId,
    id: takeMessageId(world, draft.key, draft.chatId),
    date: seconds(world),
    editDate: draft.editDate,
    author: draft.author,
    from: draft.from,
    senderChat: draft.senderChat,
    signature: draft.signature ?? signatureOf(world, draft),
    content: draft.content,
    markup: draft.markup,
    replyKeyboard: draft.replyKeyboard,
    replyTo: draft.replyTo,
    externalReply: draft.externalReply,
    quote: draft.quote,
    thread: draft.thread ?? threadOf(world, draft),
    origin: draft.origin,
    copyOf: draft.copyOf,
    albumId: draft.albumId,
    protected: draft.protected,
    viaBot: draft.viaBot,
    reactions: draft.reactions,
  };
  storeMessage(world, message);
  announce(world, message);
  if (!isService(message) && chatOf(world, message.chatId)?.type === 'channel')
    world.copies.schedule(message);
  return message;
}

function signatureOf(world: World, { chatId, author, content }: Draft): string | undefined {
  const chat = chatId > 0 ? undefined : chatOf(world, chatId);
  if (chat?.type !== 'channel' || chat.settings?.signs !== true || content.kind === 'pinned')
    return undefined;
  const { first_name, last_name } = renderUser(world, author);
  return last_name === undefined ? first_name : `${first_name} ${last_name}`;
}

function takeMessageId(world: World, key: ChatKey, chatId: number): number {
  const botId = botOfKey(key);
  if (botId !== undefined) {
    const bot = botOf(world, botId);
    const id = bot.lastPrivateMessageId + 1;
    world.docs.put('bot', String(botId), { ...bot, lastPrivateMessageId: id });
    return id;
  }
  const chat = requireChat(world, chatId);
  const id = chat.lastMessageId + 1;
  world.docs.put('chat', String(chatId), { ...chat, lastMessageId: id });
  return id;
}

/** Every chain of replies in a group is a thread, not only the comments of a post (FACTS.md #11). */
function threadOf(world: World, draft: Draft): number | undefined {
  if (draft.replyTo === undefined || chatOf(world, draft.chatId)?.type !== 'supergroup') return undefined;
  return messageOf(world, draft.key, draft.replyTo)?.thread ?? draft.replyTo;
}
