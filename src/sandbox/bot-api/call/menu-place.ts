import { badRequest } from '../api-error.ts';
import { contactOf, userOf } from '../../world/world.ts';
import { has, integerArgument } from './arguments.ts';
import type { Call } from './call.ts';

export const EVERYWHERE = 'default';

/** The private chat of the button, or all private chats (`Client.cpp`, process_set_chat_menu_button_query). */
export function menuPlace({ world, botId, args }: Call): string {
  if (!has(args, 'chat_id')) return EVERYWHERE;
  const userId = integerArgument(args, 'chat_id');
  if (userId === undefined || userId <= 0) throw badRequest('invalid chat_id specified');
  const isKnown = contactOf(world, botId, userId) !== undefined && userOf(world, userId) !== undefined;
  if (!isKnown) throw badRequest('user not found');
  return String(userId);
}
