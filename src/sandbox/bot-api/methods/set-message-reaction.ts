import { badRequest } from '../api-error.ts';
import { asObject, jsonArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { targetChat, targetMessage } from '../call/target-chat.ts';
import { isAvailable, setReaction } from '../../world/set-reaction.ts';

/** Sets at most a single reaction of a bot; no update follows. */
export const setMessageReaction: Method = (call) => {
  const target = targetChat(call);
  const message = targetMessage(call, target, 'react');
  const given = jsonArgument(call.args, 'reaction', 'reaction types') ?? [];
  if (!Array.isArray(given)) throw badRequest('expected an Array of reactions');
  const emojis = given.map((item: unknown) => {
    const reaction = asObject(item);
    if (reaction?.['type'] !== 'emoji') throw badRequest('invalid reaction type specified');
    const emoji = String(reaction['emoji']);
    if (!isAvailable(call.world, message, emoji)) throw badRequest('REACTION_INVALID');
    return emoji;
  });
  if (emojis.length > 1) throw badRequest('REACTIONS_TOO_MANY');
  call.limits.spendFor('reaction', call.botId, target.chatId);
  setReaction(call.world, message, call.botId, emojis);
  return true;
};
