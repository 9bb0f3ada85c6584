import type { Method } from '../call/call.ts';
import { requestTarget } from '../call/invite-target.ts';
import { letIn } from '../../world/invites.ts';

export const approveChatJoinRequest: Method = (call) => {
  const { chatId, userId } = requestTarget(call);
  letIn(call.world, chatId, userId, call.botId);
  return true;
};
