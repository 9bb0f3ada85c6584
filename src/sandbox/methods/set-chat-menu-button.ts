import { badRequest } from '../api-error.ts';
import { asObject, has, jsonArgument, textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { targetChat } from '../call/target-chat.ts';
import { botOf, changeBot } from '../world/world.ts';

export const setChatMenuButton: Method = (call) => {
  const place = has(call.args, 'chat_id') ? String(targetChat(call).chatId) : 'default';
  const button = asObject(jsonArgument(call.args, 'menu_button', 'menu button')) ?? { type: 'default' };
  const type = textArgument(button, 'type');
  if (!['commands', 'default', 'web_app'].includes(type)) throw badRequest('menuButton has unsupported type');
  const url = textArgument(asObject(button['web_app']) ?? {}, 'url');
  if (type === 'web_app' && !url.startsWith('https://')) {
    throw badRequest(`menu button Web App URL '${url}' is invalid: only HTTPS links are allowed`);
  }
  const { menuButtons } = botOf(call.world, call.botId);
  changeBot(call.world, call.botId, { menuButtons: { ...menuButtons, [place]: button } });
  return true;
};
