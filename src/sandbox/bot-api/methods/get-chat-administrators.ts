import { badRequest } from '../api-error.ts';
import { flagArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { targetChat } from '../call/target-chat.ts';
import { renderMember } from '../wire/member.ts';
import { renderUser } from '../wire/user.ts';
import { meet, memberOf } from '../../world/world.ts';

const MOST = 100;

export const getChatAdministrators: Method = (call) => {
  const { world, botId } = call;
  const target = targetChat(call);
  if (target.type === 'private') throw badRequest('there are no administrators in the private chat');
  const isAdmin = memberOf(world, target.chatId, botId)?.role === 'administrator';
  if (target.type === 'channel' && !isAdmin) throw badRequest('administrator list is inaccessible');
  const withBots = flagArgument(call.args, 'return_bots');
  const shown = [...world.index.members(target.chatId).values()].filter(({ role, userId }) => {
    const isOtherBot = userId !== botId && renderUser(world, userId).is_bot;
    return (role === 'creator' || role === 'administrator') && (withBots || !isOtherBot);
  });
  for (const { userId } of shown) if (userId !== botId) meet(world, botId, userId);
  return shown.slice(0, MOST).map((member) => renderMember(world, target.chatId, member.userId, member));
};
