import { badRequest } from '../api-error.ts';
import type { Method } from '../call/call.ts';
import { requirePinning } from '../call/require-pinning.ts';
import { targetChat, targetMessage } from '../call/target-chat.ts';
import { isService } from '../../world/announce.ts';
import { pinMessage } from '../../world/pin-message.ts';

export const pinChatMessage: Method = (call) => {
  const target = targetChat(call);
  const message = targetMessage(call, target, 'pin');
  requirePinning(call, target);
  if (isService(message)) throw badRequest("service messages can't be pinned");
  call.limits.spendFor('pin', call.botId, target.chatId);
  pinMessage(call.world, message, call.botId);
  return true;
};
