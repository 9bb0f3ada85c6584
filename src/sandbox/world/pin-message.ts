import { messageKey } from './keys.ts';
import { postMessage } from './post-message.ts';
import type { ChatKey, MessageDoc } from './shapes.ts';
import { chatOf, type World } from './world.ts';

/** Pinning leaves a service message, also for the bot that pinned. Pinning a pinned message does nothing. */
export function pinMessage(world: World, message: MessageDoc, author: number): void {
  const key = messageKey(message.key, message.id);
  if (world.docs.get('pin', key) !== undefined) return;
  world.docs.put('pin', key, { key: message.key, messageId: message.id });
  const isChannel = chatOf(world, message.chatId)?.type === 'channel';
  postMessage(world, {
    key: message.key,
    chatId: message.chatId,
    author,
    ...(isChannel ? { senderChat: message.chatId } : { from: author }),
    content: { kind: 'pinned', messageId: message.id },
  });
}

/** No update follows. */
export function unpinMessage(world: World, key: ChatKey, messageId: number): void {
  world.docs.delete('pin', messageKey(key, messageId));
}

/** The newest by sending date. */
export function newestPin(world: World, key: ChatKey): number | undefined {
  let newest: number | undefined;
  for (const messageId of world.index.pins(key)) newest = Math.max(newest ?? 0, messageId);
  return newest;
}

/** The pin in `getChat`. */
export function shownPin(world: World, key: ChatKey): number | undefined {
  return world.assumptions.pinShown === 'newest' ? newestPin(world, key) : [...world.index.pins(key)].at(-1);
}
