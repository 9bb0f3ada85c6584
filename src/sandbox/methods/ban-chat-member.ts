import type { Method } from '../call/call.ts';
import { restrictTarget } from '../call/restrict-target.ts';
import { changeMember } from '../world/change-member.ts';

export const banChatMember: Method = (call) => {
  const { target, userId } = restrictTarget(call);
  changeMember(call.world, { chatId: target.chatId, userId, role: 'kicked' }, call.botId);
  return true;
};
