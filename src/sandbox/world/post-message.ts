import { announce, isService } from './announce.ts';
import { botOfKey } from './keys.ts';
import type { ChatKey, MessageDoc } from './shapes.ts';
import {
  botOf,
  changeBot,
  chatOf,
  messageOf,
  requireChat,
  seconds,
  storeMessage,
  type World,
} from './world.ts';

export type Draft = Omit<MessageDoc, 'id' | 'date' | 'thread'>;

/** Gives a message its number and place, stores it and tells the bots. A channel's post schedules its copy. */
export function postMessage(world: World, draft: Draft): MessageDoc {
  const message: MessageDoc = {
    ...draft,
    id: takeMessageId(world, draft.key, draft.chatId),
    date: seconds(world),
    thread: threadOf(world, draft),
  };
  storeMessage(world, message);
  announce(world, message);
  if (!isService(message) && chatOf(world, message.chatId)?.type === 'channel')
    world.copies.schedule(message);
  return message;
}

function takeMessageId(world: World, key: ChatKey, chatId: number): number {
  const botId = botOfKey(key);
  if (botId !== undefined) {
    const id = botOf(world, botId).lastPrivateMessageId + 1;
    changeBot(world, botId, { lastPrivateMessageId: id });
    return id;
  }
  const chat = requireChat(world, chatId);
  const id = chat.lastMessageId + 1;
  world.docs.put('chat', String(chatId), { ...chat, lastMessageId: id });
  return id;
}

/** Every chain of replies in a group is a thread, not only the comments of a post (TELEGRAM.md §1.3). */
function threadOf(world: World, draft: Draft): number | undefined {
  if (draft.replyTo === undefined || chatOf(world, draft.chatId)?.type !== 'supergroup') return undefined;
  return messageOf(world, draft.key, draft.replyTo)?.thread ?? draft.replyTo;
}
