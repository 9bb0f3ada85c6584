import { isInside } from '../world/change-member.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { chatOf, memberOf, type World } from '../world/world.ts';
import { requireChat } from './require-message.ts';

/**
 * A person sees the own private chat, every public chat, and each chat with the person inside. A subscriber of a
 * channel, and everybody for a public channel, also sees the group. A banned person sees nothing there.
 *
 * @throws RefusedAct
 */
export function requireSight(world: World, userId: number, chatId: number): void {
  if (chatId > 0) {
    if (chatId !== userId) throw new RefusedAct('noSight', userId, chatId);
    return;
  }
  const chat = requireChat(world, chatId);
  const role = memberOf(world, chatId, userId)?.role;
  const linked = chat.linkedChatId === undefined ? undefined : chatOf(world, chat.linkedChatId);
  const isOpen =
    chat.username !== undefined || (chat.type === 'supergroup' && linked?.username !== undefined);
  const sees = isInside(role) || (isOpen && role !== 'kicked') || discusses(world, chat.linkedChatId, userId);
  if (!sees) throw new RefusedAct('noSight', userId, chatId);
}

/** The subscribers of a channel read its comments without joining the group. */
function discusses(world: World, channelId: number | undefined, userId: number): boolean {
  return (
    channelId !== undefined &&
    chatOf(world, channelId)?.type === 'channel' &&
    isInside(memberOf(world, channelId, userId)?.role)
  );
}
