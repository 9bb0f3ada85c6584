import { badRequest } from '../api-error.ts';
import { has, integerArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { requirePinning } from '../call/require-pinning.ts';
import { targetChat } from '../call/target-chat.ts';
import { newestPin, unpinMessage } from '../../world/pin-message.ts';
import type { ChatKey } from '../../world/shapes.ts';
import { messageOf, type World } from '../../world/world.ts';

export const unpinChatMessage: Method = (call) => {
  const target = targetChat(call);
  requirePinning(call, target);
  const messageId = has(call.args, 'message_id')
    ? integerArgument(call.args, 'message_id')
    : newestPin(call.world, target.key);
  if (messageId === undefined || !isThere(call.world, target.key, messageId)) {
    throw badRequest('message to unpin not found');
  }
  call.limits.spendFor('pin', call.botId, target.chatId);
  unpinMessage(call.world, target.key, messageId);
  return true;
};

function isThere(world: World, key: ChatKey, messageId: number): boolean {
  if (messageOf(world, key, messageId) === undefined) return false;
  return world.assumptions.unpinOfUnpinned === 'done' || world.index.pins(key).has(messageId);
}
