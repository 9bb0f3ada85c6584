import type { Method } from '../call/call.ts';
import { EVERYWHERE, menuPlace } from '../call/menu-place.ts';
import { botOf } from '../../world/world.ts';

/** A private chat without a button of its own shows the bot's. */
export const getChatMenuButton: Method = (call) => {
  const { menuButtons } = botOf(call.world, call.botId);
  return menuButtons[menuPlace(call)] ?? menuButtons[EVERYWHERE] ?? { type: 'commands' };
};
