import { messageKey } from './keys.ts';
import type { MessageDoc } from './shapes.ts';
import type { World } from './world.ts';

/** A bot's id for a message sent through the bot. */
export function inlineMessageId(message: MessageDoc): string {
  return Buffer.from(messageKey(message.key, message.id)).toString('base64url');
}

export function inlineMessage(world: World, id: string): MessageDoc | undefined {
  return world.docs.get('message', Buffer.from(id, 'base64url').toString());
}
