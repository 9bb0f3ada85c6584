import type { Texts } from '../i18n/texts.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { ChatId } from './call.ts';
import type { CommandMenu, TelegramApi } from './api.ts';
import { TelegramError } from './error.ts';

/** What Telegram offers while somebody types `/`: one menu for private chats, another for the team's group. */
export const commandMenus = (texts: Texts, group: ChatId): CommandMenu[] => [
  {
    scope: 'all_private_chats',
    commands: [
      { command: 'start', description: texts.say('menu-start') },
      { command: 'ajuda', description: texts.say('menu-help') },
      { command: 'tos', description: texts.say('menu-terms') },
    ],
  },
  {
    scope: 'chat',
    chatId: group,
    commands: [
      { command: 'p', description: texts.say('menu-p') },
      { command: 'fim', description: texts.say('menu-close') },
      { command: 'fs', description: texts.say('menu-close-silently') },
      { command: 'ban', description: texts.say('menu-ban') },
      { command: 'versoes', description: texts.say('menu-versions') },
      { command: 'ajuda', description: texts.say('menu-help') },
      { command: 'tos', description: texts.say('menu-terms') },
    ],
  },
];

/** A menu that Telegram refuses is only missed. */
export async function setMenus(
  api: Pick<TelegramApi, 'setMenu'>,
  texts: Texts,
  group: ChatId,
  log: Logger,
): Promise<void> {
  for (const menu of commandMenus(texts, group)) {
    try {
      await api.setMenu(menu);
    } catch (error) {
      if (!(error instanceof TelegramError)) throw error;
      events.menusRefused(log, { reason: error.message });
    }
  }
}
