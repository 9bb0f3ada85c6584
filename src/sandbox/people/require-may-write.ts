import { RefusedAct } from '../world/refused-act.ts';
import { isService } from '../world/announce.ts';
import { isInside } from '../world/change-member.ts';
import { chatKey } from '../world/keys.ts';
import { chatOf, memberOf, seconds, type World } from '../world/world.ts';

/**
 * The demands of a group's settings on a person who is no administrator. Slow mode counts an album as a single
 * message.
 */
export function requireMayWrite(world: World, chatId: number, userId: number, albumId?: string): void {
  const role = memberOf(world, chatId, userId)?.role;
  if (role === 'kicked') throw new RefusedAct('banned', userId);
  if (role === 'creator' || role === 'administrator') return;
  const { join_to_send_messages, permissions, slow_mode_delay = 0 } = chatOf(world, chatId)?.settings ?? {};
  if (join_to_send_messages && !isInside(role)) throw new RefusedAct('mustJoin', userId);
  if (permissions?.can_send_messages === false) throw new RefusedAct('silenced');
  if (slow_mode_delay === 0) return;
  const last = [...world.index.messages(chatKey(chatId)).values()]
    .reverse()
    .find((message) => message.author === userId && !isService(message));
  if (last === undefined || (albumId !== undefined && last.albumId === albumId)) return;
  const waitS = last.date + slow_mode_delay - seconds(world);
  if (waitS > 0) throw new RefusedAct('slowMode', userId, waitS);
}
