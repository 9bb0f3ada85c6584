import { type CommandNames, languageOf, languages } from '../i18n/command-names.ts';
import type { PlainTextKey } from '../i18n/catalogue.ts';
import { locales } from '../../machines/locales.ts';
import type { Texts } from '../i18n/texts.ts';
import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { ChatId } from './call.ts';
import type { CommandMenu, TelegramApi } from './api.ts';
import { TelegramError } from './error.ts';

/** A command, as far as menus show commands. */
type MenuRow = {
  names: CommandNames;
  where: 'thread' | 'group' | 'private';
  who: 'client' | 'team' | 'admin';
  /** Description. Absent: the command is not in the menu. */
  menu?: PlainTextKey;
};

/** A menu that is longer is not read. The help shows all commands. */
const LONGEST_MENU = 8;

const isForClient = ({ where, who }: MenuRow): boolean => where === 'private' && who === 'client';
const isForTeam = ({ where, who }: MenuRow): boolean => where !== 'private' && who === 'team';
const isForAdmin = ({ where, who }: MenuRow): boolean => where !== 'private' && who !== 'client';

/**
 * Commands that Telegram offers after `/`. Telegram takes the menu of the reader's language, else the menu without a
 * language. The menu without a language has the desk's language.
 */
export function commandMenus(rows: readonly MenuRow[], texts: Texts, group: ChatId): CommandMenu[] {
  const hasAdminCommands = rows.some(
    ({ who, where, menu }) => who === 'admin' && where !== 'private' && menu,
  );
  return [null, ...languages].flatMap((language) => {
    const read = texts.in(locales.find((one) => languageOf(one) === language) ?? texts.locale);
    const offered = (isOffered: (row: MenuRow) => boolean) => commandsIn(rows.filter(isOffered), read);
    const menu = (scope: CommandMenu['scope'], isOffered: (row: MenuRow) => boolean): CommandMenu => ({
      scope,
      ...(scope === 'all_private_chats' ? {} : { chatId: group }),
      ...(language === null ? {} : { language }),
      commands: offered(isOffered),
    });
    return [
      menu('all_private_chats', isForClient),
      menu('chat', isForTeam),
      ...(hasAdminCommands ? [menu('chat_administrators', isForAdmin)] : []),
    ];
  });
}

function commandsIn(rows: readonly MenuRow[], texts: Texts): CommandMenu['commands'] {
  return rows
    .flatMap(({ names, menu }) =>
      menu === undefined
        ? []
        : [{ command: names[languageOf(texts.locale)][0], description: texts.say(menu) }],
    )
    .slice(0, LONGEST_MENU);
}

/** Sets menus. A menu that this process has already set is not sent again. A menu that Telegram refuses is only missed. */
export function createMenuSetter(
  api: Pick<TelegramApi, 'setMenu'>,
  log: Logger,
): (menus: readonly CommandMenu[]) => Promise<void> {
  const setCommands = new Map<string, string>();
  return async (menus) => {
    for (const menu of menus) {
      const { commands, ...readers } = menu;
      const place = JSON.stringify(readers);
      const wanted = JSON.stringify(commands);
      if (setCommands.get(place) === wanted) continue;
      try {
        await api.setMenu(menu);
        setCommands.set(place, wanted);
      } catch (error) {
        if (!(error instanceof TelegramError)) throw error;
        events.menusRefused(log, { reason: error.message });
      }
    }
  };
}
