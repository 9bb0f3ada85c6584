import { badRequest } from '../api-error.ts';
import type { MemberDoc } from '../../world/shapes.ts';
import { memberOf, userOf } from '../../world/world.ts';
import { integerArgument } from './arguments.ts';
import type { Call } from './call.ts';
import { botHolds, type Target, targetChat } from './target-chat.ts';

/** The target of `banChatMember` and `unbanChatMember`, if the bot may restrict members. */
export function restrictTarget(call: Call): {
  target: Target;
  userId: number;
  member: MemberDoc | undefined;
} {
  const target = targetChat(call);
  const userId = integerArgument(call.args, 'user_id');
  if (userId === undefined || userId <= 0) throw badRequest('invalid user_id specified');
  if (target.type === 'private') {
    throw badRequest('method is available for supergroup and channel chats only');
  }
  if (userId === call.botId) throw badRequest("can't restrict self");
  if (userOf(call.world, userId) === undefined) throw badRequest('user not found');
  const member = memberOf(call.world, target.chatId, userId);
  if (!botHolds(call, target.chatId, 'can_restrict_members')) {
    throw badRequest('not enough rights to restrict/unrestrict chat member');
  }
  if (member?.role === 'creator') throw badRequest("can't remove chat owner");
  if (member?.role === 'administrator') throw badRequest('user is an administrator of the chat');
  return { target, userId, member };
}
