import { badRequest } from '../api-error.ts';
import { asObject, jsonArgument, textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { menuPlace } from '../call/menu-place.ts';
import { requireHttps } from '../call/require-https.ts';
import { botOf, changeBot } from '../../world/world.ts';

export const setChatMenuButton: Method = (call) => {
  const button = asObject(jsonArgument(call.args, 'menu_button', 'menu button')) ?? { type: 'default' };
  const type = textArgument(button, 'type');
  if (!['commands', 'default', 'web_app'].includes(type)) throw badRequest('menuButton has unsupported type');
  const url = textArgument(asObject(button['web_app']) ?? {}, 'url');
  if (type === 'web_app') requireHttps(url, 'menu button Web App URL');
  const place = menuPlace(call);
  const { menuButtons } = botOf(call.world, call.botId);
  const { [place]: _gone, ...others } = menuButtons;
  const changed = type === 'default' ? others : { ...others, [place]: button };
  changeBot(call.world, call.botId, { menuButtons: changed });
  return true;
};
