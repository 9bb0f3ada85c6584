import { badRequest } from '../api-error.ts';
import { integerListArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { requireDeletable } from '../call/require-deletable.ts';
import { targetChat } from '../call/target-chat.ts';
import { removeMessage } from '../../world/change-message.ts';
import { messageOf } from '../../world/world.ts';

/** Skips unknown messages; a message that cannot go keeps all messages (FACTS.md #54). */
export const deleteMessages: Method = (call) => {
  const target = targetChat(call);
  const ids = integerListArgument(call.args, 'message_ids');
  if (ids.length === 0) throw badRequest('message identifiers are not specified');
  if (ids.length > 100) throw badRequest('too many message identifiers specified');
  const messages = ids.flatMap((id) => messageOf(call.world, target.key, id) ?? []);
  for (const message of messages) requireDeletable(call, target, message);
  call.limits.spendFor('deletion', call.botId, target.chatId);
  for (const message of messages) removeMessage(call.world, message);
  return true;
};
