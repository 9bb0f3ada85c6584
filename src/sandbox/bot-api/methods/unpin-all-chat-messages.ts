import type { Method } from '../call/call.ts';
import { requirePinning } from '../call/require-pinning.ts';
import { targetChat } from '../call/target-chat.ts';
import { unpinMessage } from '../../world/pin-message.ts';

export const unpinAllChatMessages: Method = (call) => {
  const target = targetChat(call);
  requirePinning(call, target);
  call.limits.spendFor('pin', call.botId, target.chatId);
  for (const messageId of call.world.index.pins(target.key)) {
    unpinMessage(call.world, target.key, messageId);
  }
  return true;
};
