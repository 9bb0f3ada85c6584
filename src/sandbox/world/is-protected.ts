import type { MessageDoc } from './shapes.ts';
import { chatOf, type World } from './world.ts';

/** A message is protected by the author or by the chat's settings. */
export function isProtected(world: World, message: MessageDoc): boolean {
  return (
    message.protected === true || chatOf(world, message.chatId)?.settings?.has_protected_content === true
  );
}
