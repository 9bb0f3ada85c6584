import type { Method } from '../call/call.ts';
import { requireDeletable } from '../call/require-deletable.ts';
import { targetChat, targetMessage } from '../call/target-chat.ts';
import { removeMessage } from '../../world/change-message.ts';

export const deleteMessage: Method = (call) => {
  const target = targetChat(call);
  const message = targetMessage(call, target, 'delete');
  requireDeletable(call, target, message);
  call.limits.spendFor('deletion', call.botId, target.chatId);
  removeMessage(call.world, message);
  return true;
};
