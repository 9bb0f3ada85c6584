import type { MessageDoc } from './shapes.ts';
import { chatOf, type World } from './world.ts';

/** By itself, or because its chat lets nothing out. */
export function isProtected(world: World, message: MessageDoc): boolean {
  return (
    message.protected === true || chatOf(world, message.chatId)?.settings?.has_protected_content === true
  );
}
