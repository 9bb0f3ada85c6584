import { has } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { targetChat } from '../call/target-chat.ts';
import { botOf } from '../world/world.ts';

/** A private chat without a button of its own shows the bot's. */
export const getChatMenuButton: Method = (call) => {
  const { menuButtons } = botOf(call.world, call.botId);
  const own = has(call.args, 'chat_id') ? menuButtons[String(targetChat(call).chatId)] : undefined;
  return own ?? menuButtons['default'] ?? { type: 'commands' };
};
