import type { Method } from '../call/call.ts';
import { requestTarget } from '../call/invite-target.ts';
import { refuseToLetIn } from '../../world/invites.ts';

export const declineChatJoinRequest: Method = (call) => {
  const { chatId, userId } = requestTarget(call);
  refuseToLetIn(call.world, chatId, userId);
  return true;
};
