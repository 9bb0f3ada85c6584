import { describe, expect, test } from 'vitest';
import type { BoardNumber, UserId } from '../../machines/ids.ts';
import { allNames } from '../../src/i18n/command-names.ts';
import { locales } from '../../machines/locales.ts';
import { type CommandRow, groupCommand, noArguments, threadCommand } from '../../src/router/command-row.ts';
import { CommandTable } from '../../src/router/command-table.ts';
import { deskRows } from '../../src/router/desk-rows.ts';
import { sayUnder } from '../../src/router/thread-answer.ts';
import { mayUse } from '../../src/router/thread-command.ts';
import { agentRole, restrictedAgentRole } from '../../machines/desk/roles.ts';
import { caio, comments, withThread, writes } from '../support/interactions.ts';
import { testRedis } from '../support/redis.ts';
import type { DeskEffect } from '../../src/desk/features.ts';
import { aReception } from '../support/reception.ts';
import { aComment, bia, message, without } from '../support/updates.ts';
import { deskFeatures, rows as allRows } from '../support/deliveries.ts';

const redis = testRedis();
const eva = { ...bia, id: 510, first_name: 'Eva' };

const shared = {
  names: { pt: ['prova'], en: ['trial'], es: ['ensayo'] },
  args: noArguments,
} as const;
const said = { key: 'help-versions' } as const;
const trial = (who: 'team' | 'admin', permission: CommandRow['permission'] = null): CommandRow =>
  threadCommand({ ...shared, who, permission, becomes: (_, typed) => sayUnder(typed, said) });

const deskOf = (...commands: CommandRow[]) => aReception(redis, { rows: deskRows([{ commands }]) });

describe('the names of a command', () => {
  test.each(locales)('work in all three languages, without accents, also in a desk in %s', async (locale) => {
    const desk = aReception(redis, { locale });
    await withThread(desk);
    await desk.takes(comments('/fim'));
    const closed = async () => (await desk.clients.load(700 as never))?.state.value.ticket;
    expect(await closed()).toBe('closed');
    for (const name of ['/CLOSE', '/cerrar', '/Cerrar']) {
      await desk.takes(comments('/p 2'));
      expect(await closed()).not.toBe('closed');
      await desk.takes(comments(name));
      expect(await closed()).toBe('closed');
    }
    await desk.takes(...['/versões', '/versions', '/VERSIONES'].map((name) => comments(name)));
    expect((await desk.waits()).filter((line) => line === '⚙️ help-versions')).toHaveLength(3);
    await desk.takes(...['/help', '/ayuda', '/ajuda'].map((name) => comments(name)));
    expect((await desk.waits()).filter((line) => line === '⚙️ help-agent')).toHaveLength(3);
  });

  test('are each said once in a place, and written without accents', () => {
    expect(() => new CommandTable([trial('team'), trial('admin')])).toThrow(
      'Two commands at: thread team /prova',
    );
    const accented = { ...trial('team'), names: { pt: ['ação'], en: ['a'], es: ['b'] } } as const;
    expect(() => new CommandTable([accented])).toThrow('without accents');
  });

  test('of the whole desk fit Telegram: at most 32 of a-z, 0-9 and _', () => {
    const names = allRows.commands.rows.flatMap((row) => allNames(row.names));
    expect(names.length).toBeGreaterThan(10);
    expect(names.filter((name) => !/^[a-z0-9_]{1,32}$/.test(name))).toEqual([]);
  });
});

describe('whoever types a command', () => {
  test('needs its permission at that moment: an agent is refused what an administrator may', async () => {
    const desk = deskOf(trial('team', 'settings.manage'));
    await withThread(desk);
    await desk.takes(comments('/prova'), comments('/trial', caio));
    expect(await desk.waits()).toEqual(['⚙️ refused-not-allowed', '⚙️ help-versions']);
    desk.telegram.memberships.set(caio.id, 'member');
    await desk.teamStore.told(caio.id as never, { membership: 'member', learnedAt: desk.clock.now() });
    await desk.takes(comments('/trial', caio));
    expect((await desk.waits()).slice(2)).toEqual(['⚙️ refused-not-allowed']);
  });

  test('is an administrator where the command is for administrators', async () => {
    const desk = deskOf(trial('admin'));
    await withThread(desk);
    await desk.takes(comments('/ensayo'), comments('/ensayo', caio));
    expect(await desk.waits()).toEqual(['⚙️ refused-not-allowed', '⚙️ help-versions']);
  });

  test('learns that the command stands alone, and nothing is sent', async () => {
    const desk = deskOf(trial('team'));
    await withThread(desk);
    await desk.takes(comments('/prova obrigado'), comments('/xyz'));
    expect(await desk.waits()).toEqual(['⚙️ refused-stands-alone', '⚙️ refused-unknown-command']);
  });
});

describe('a command outside the threads of clients', () => {
  const row = groupCommand({
    ...shared,
    who: 'team',
    permission: null,
    becomes: (_, typed) => sayUnder(typed, said),
  });
  const inGroup = (text: string, from = bia) =>
    message(without(aComment({ message_thread_id: 77, text, from }), 'reply_to_message'), 30_000 + from.id);

  test('is carried out for the person who typed it', async () => {
    const desk = deskOf(row);
    desk.telegram.memberships.set(bia.id, 'member');
    await desk.takes(inGroup('/prova'));
    expect(await desk.waits(bia.id)).toEqual(['⚙️ help-versions']);
  });

  test('by an outsider does nothing, and other words cost no question to Telegram', async () => {
    const desk = deskOf(row);
    await desk.takes(inGroup('/prova', eva));
    expect(desk.telegram.questions).toBe(1);
    await desk.takes(inGroup('/fim'), inGroup('bom dia'));
    expect(desk.telegram.questions).toBe(1);
    expect(await desk.waits(eva.id)).toEqual([]);
  });
});

describe('the help', () => {
  /** The names of commands in all that waits to be said. */
  async function namesSaid(desk: ReturnType<typeof aReception>, owner: number): Promise<unknown[]> {
    const { entries } = await desk.outbox.waiting(owner as never);
    return entries
      .map((entry) => entry.effect as DeskEffect)
      .flatMap((effect) => (effect.kind === 'say' ? [effect.text].flat() : []))
      .flatMap(({ params }) => params?.['command'] ?? []);
  }

  const one = { language: 'pt', boards: [] } as const;

  test('names every command that the agent may use, in the language of the desk', async () => {
    const desk = aReception(redis, { locale: 'es' });
    await withThread(desk);
    await desk.takes(comments('/ajuda'));
    expect(await namesSaid(desk, 700)).toEqual([
      '/p',
      '/cerrar',
      '/fs',
      '/ban',
      '/versiones',
      '/buscar',
      '/ayuda',
      '/tos',
    ]);
  });

  test.each([
    ['en', '/close'],
    ['es-ar', '/cerrar'],
    ['pt-br', '/fim'],
    ['de', '/fim'],
  ])(
    'names the commands in the language of a reader whose Telegram speaks %s',
    async (language_code, name) => {
      const desk = aReception(redis);
      const reader = { ...bia, language_code };
      desk.telegram.memberships.set(bia.id, 'member');
      await withThread(desk);
      await desk.takes(comments('/help', reader), writes('/help', reader));
      expect(await namesSaid(desk, 700)).toContain(name);
      expect(await namesSaid(desk, bia.id)).toContain(name);
      await desk.takes(comments('/search', reader));
      expect((await namesSaid(desk, 700)).at(-1)).toBe(language_code === 'en' ? '/search' : '/buscar');
    },
  );

  test('leaves out what the agent may not use', async () => {
    const rows = allRows.commands.rows;
    const hidden = { ...trial('team', 'settings.manage'), help: 'command-ban' } as const;
    const table = new CommandTable([...rows, hidden]);
    const isOpen = ({ permission }: CommandRow) => permission !== 'settings.manage';
    expect(table.help('thread', one, isOpen)).toHaveLength(12);
    expect(table.help('thread', one, () => true)).toHaveLength(13);
  });

  test('shows the move to another board on a desk of several boards', () => {
    const { commands } = allRows;
    const keys = (...names: string[]) => {
      const boards = names.map((name, number) => ({ number: number as BoardNumber, name }));
      return commands.help('thread', { ...one, boards }, () => true).map(({ key }) => key);
    };
    expect(keys('Suporte')).not.toContain('command-move');
    expect(keys('Suporte', 'Vendas')).toContain('command-move');
  });

  test('is given in private as well, with the commands of the threads', async () => {
    const desk = aReception(redis);
    desk.telegram.memberships.set(bia.id, 'member');
    await desk.takes(writes('/ayuda', bia));
    expect(await desk.waits(bia.id)).toEqual(
      [
        'help-agent',
        'command-priority',
        'command-close',
        'command-close-silently',
        'command-ban',
        'command-versions',
        'command-search',
        'command-help',
        'command-terms',
        'command-queue',
        'command-people',
        'command-note',
      ].map((key) => `⚙️ ${key}`),
    );
  });
});

test('commands without a permission are these: what they tell is for the whole audience', () => {
  const open = allRows.commands.rows.filter(({ permission }) => permission === null);
  const names = (audience: 'client' | 'team') =>
    new Set(
      open.flatMap((row) => ((row.who === 'client') === (audience === 'client') ? [row.names.en[0]] : [])),
    );
  expect(names('team')).toEqual(new Set(['start', 'versions', 'help', 'tos']));
  expect(names('client')).toEqual(new Set(['start', 'help', 'tos']));
});

test('a person who may see no ticket may not search', () => {
  const row = allRows.commands.find('thread', 'team', 'buscar') as CommandRow;
  const person = { id: bia.id as UserId, role: agentRole, boards: [0], departments: [] };
  expect(mayUse(row, person, 0)).toBe(true);
  expect(mayUse(row, { ...person, role: restrictedAgentRole }, 0)).toBe(true);
  const blind = { ...agentRole, permissions: ['tickets.reply'] as const };
  expect(mayUse(row, { ...person, role: blind }, 0)).toBe(false);
});

test('a desk without a feature has neither its commands nor its line in the help', async () => {
  const without = deskFeatures(new Set(['messageHistory']));
  const names = without.rows.commands.rows.map((row) => row.names.pt[0]);
  expect(names).toContain('fim');
  expect(names).not.toContain('versoes');
  const desk = aReception(redis, { rows: without.rows });
  await withThread(desk);
  await desk.takes(comments('/versoes'));
  expect(await desk.waits()).toEqual(['⚙️ refused-unknown-command']);
});
