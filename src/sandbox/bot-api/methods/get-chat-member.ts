import { badRequest } from '../api-error.ts';
import { integerArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { targetChat } from '../call/target-chat.ts';
import { renderMember } from '../wire/member.ts';
import { renderUser } from '../wire/user.ts';
import { chatOf, meet, memberOf, userOf } from '../../world/world.ts';

export const getChatMember: Method = (call) => {
  const { world, botId } = call;
  const target = targetChat(call);
  const userId = integerArgument(call.args, 'user_id');
  if (userId === undefined || userId <= 0) throw badRequest('invalid user_id specified');
  const isOther = userId !== botId;
  if (isOther && userOf(world, userId) === undefined) throw badRequest('user not found');
  if (target.type === 'private') {
    return { user: renderUser(world, userId), status: 'member' };
  }
  const isAdmin = memberOf(world, target.chatId, botId)?.role === 'administrator';
  const isHidden = target.type === 'channel' || chatOf(world, target.chatId)?.hiddenMembers;
  if (isOther && isHidden && !isAdmin) throw badRequest('member list is inaccessible');
  const member = memberOf(world, target.chatId, userId);
  if (isOther && member !== undefined) meet(world, botId, userId);
  return renderMember(world, target.chatId, userId, member);
};
