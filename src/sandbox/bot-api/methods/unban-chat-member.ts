import { flagArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { restrictTarget } from '../call/restrict-target.ts';
import { changeMember } from '../../world/change-member.ts';

/** Also puts a member out, unless `only_if_banned`. */
export const unbanChatMember: Method = (call) => {
  const { target, userId, member } = restrictTarget(call);
  const leavesAlone = flagArgument(call.args, 'only_if_banned') && member?.role !== 'kicked';
  if (leavesAlone || member === undefined || member.role === 'left') return true;
  changeMember(call.world, { chatId: target.chatId, userId, role: 'left' }, call.botId);
  return true;
};
