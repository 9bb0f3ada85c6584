import { expect, test } from 'vitest';
import type { BoardNumber } from '../../machines/ids.ts';
import { commandMenus, createMenuSetter } from '../../src/telegram/menu.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { deskTexts, rows as allRows } from '../support/deliveries.ts';

const GROUP = -1002;
const boards = ['Suporte', 'Vendas'].map((name, number) => ({ number: number as BoardNumber, name }));
const rows = allRows.commands.offered({ boards: boards.slice(0, 1) });
const names = (menu: ReturnType<typeof commandMenus>[number] | undefined) =>
  menu?.commands.map(({ command }) => command);

test('clients and the team are offered their own commands, each in the reader’s language', () => {
  const menus = commandMenus(rows, deskTexts('pt-BR'), GROUP);
  const menu = (scope: string, language?: string) =>
    menus.find((one) => one.scope === scope && one.language === language);
  expect(names(menu('all_private_chats'))).toEqual(['start', 'ajuda', 'tos']);
  expect(names(menu('all_private_chats', 'es'))).toEqual(['start', 'ayuda', 'tos']);
  expect(names(menu('chat'))).toEqual(['p', 'fim', 'fs', 'ban', 'versoes', 'buscar', 'ajuda', 'tos']);
  expect(names(menu('chat', 'en'))).toEqual(['p', 'close', 'fs', 'ban', 'versions', 'search', 'help', 'tos']);
  expect(menu('chat', 'en')?.chatId).toBe(GROUP);
  expect(menu('chat', 'en')?.commands[1]?.description).toBe('Close the conversation');
  expect(menus).toHaveLength(8);
});

test('the team of several boards is offered the move to another board', () => {
  const [, team] = commandMenus(allRows.commands.offered({ boards }), deskTexts('pt-BR'), GROUP);
  expect(names(team)).toEqual(['p', 'fim', 'fs', 'ban', 'mover', 'versoes', 'buscar', 'ajuda']);
});

test('a menu is set again only after a change', async () => {
  const calls: string[] = [];
  const setMenu = async ({
    scope,
    language,
    commands,
  }: {
    scope: string;
    language?: string;
    commands: object[];
  }) => {
    calls.push(`${scope} ${language ?? '-'} ${commands.length}`);
  };
  const setMenus = createMenuSetter({ setMenu }, createLogger({ level: 'silent', pretty: false }));
  const menus = commandMenus(rows, deskTexts('pt-BR'), GROUP);
  await setMenus(menus);
  expect(calls).toHaveLength(8);
  await setMenus(menus);
  expect(calls).toHaveLength(8);
  await setMenus(menus.map((menu) => (menu.language === 'es' ? { ...menu, commands: [] } : menu)));
  expect(calls.slice(8)).toEqual(['all_private_chats es 0', 'chat es 0']);
});

test('who reads another language is offered the desk’s', () => {
  const [clients, team] = commandMenus(rows, deskTexts('en'), GROUP);
  expect(names(clients)).toEqual(['start', 'help', 'tos']);
  expect(names(team)).toContain('close');
});

test('a menu has at most eight commands, and those of administrators have one of their own', () => {
  const many = Array.from({ length: 12 }, (_, n) => ({
    names: { pt: [`c${n}`], en: [`c${n}`], es: [`c${n}`] } as const,
    where: 'thread' as const,
    who: n === 3 ? ('admin' as const) : ('team' as const),
    menu: 'menu-p' as const,
  }));
  const menus = commandMenus(many, deskTexts('pt-BR'), GROUP).filter(
    ({ language }) => language === undefined,
  );
  expect(menus.map(({ scope, commands }) => [scope, commands.length])).toEqual([
    ['all_private_chats', 0],
    ['chat', 8],
    ['chat_administrators', 8],
  ]);
  expect(names(menus[1])).not.toContain('c3');
  expect(names(menus[2])).toContain('c3');
});
