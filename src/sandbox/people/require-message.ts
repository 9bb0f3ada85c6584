import { RefusedAct } from '../world/refused-act.ts';
import type { ChatDoc, MessageDoc } from '../world/shapes.ts';
import { chatOf, keyFor, messageOf, type World } from '../world/world.ts';

export function requireChat(world: World, chatId: number): ChatDoc {
  const chat = chatOf(world, chatId);
  if (chat === undefined) throw new RefusedAct('noChat', chatId);
  return chat;
}

/** `chatId` is the user's in a private chat with the bot. */
export function requireMessage(world: World, botId: number, chatId: number, messageId: number): MessageDoc {
  const message = messageOf(world, keyFor(botId, chatId), messageId);
  if (message === undefined) throw new RefusedAct('noMessage', messageId, chatId);
  return message;
}
