import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import { locales } from '../../machines/locales.ts';
import { readSources } from '../../scripts/static/source-scan.ts';
import { DefectError } from '../../src/base/errors.ts';
import type { TextKey } from '../../src/i18n/catalogue.ts';
import { languageOf } from '../../src/i18n/command-names.ts';
import { engineTexts } from '../../src/i18n/engine-texts.ts';
import { createTexts } from '../../src/i18n/texts.ts';
import { catalogues, deskTexts, rows as allRows } from '../support/deliveries.ts';

const root = new URL('../../', import.meta.url);
/** Folder of a catalogue → keys. */
const all = [engineTexts, ...catalogues].map(({ folder, variables }) => ({
  folder,
  owner: folder.pathname.slice(root.pathname.length).replace(/texts\/$/, ''),
  variables: new Map(Object.entries<readonly string[]>(variables)),
}));
const { has } = deskTexts('pt-BR');
const keys = all.flatMap(({ variables }) => [...variables.keys()].filter(has));
const ownerOf = new Map(
  all.flatMap(({ owner, variables }) => [...variables.keys()].map((key) => [key, owner])),
);
const variables = new Map(all.flatMap((one) => [...one.variables]));
const variablesOf = (key: string) => variables.get(key) ?? [];

const read = (folder: URL, locale: string) => readFileSync(new URL(`${locale}.ftl`, folder), 'utf8');
const parsed = (source: string) =>
  new Map(new FluentResource(source).body.map(({ id, value }) => [id, value]));

/** Variables in a parsed text, each as often as a reader meets it. */
function variablesIn(pattern: unknown): string[] {
  if (Array.isArray(pattern)) return pattern.flatMap(variablesIn);
  if (typeof pattern !== 'object' || pattern === null || !('type' in pattern)) return [];
  if (pattern.type === 'var' && 'name' in pattern) return [String(pattern.name)];
  if (pattern.type === 'select' && 'selector' in pattern && 'variants' in pattern) {
    const variants = Array.isArray(pattern.variants) ? pattern.variants : [];
    const shown = new Set(variants.flatMap((variant: { value: unknown }) => variablesIn(variant.value)));
    return [...new Set([...variablesIn(pattern.selector), ...shown])];
  }
  return [];
}

const sample = Object.fromEntries([...variables.values()].flat().map((name) => [name, `<${name}>`]));
/** Says a text whose key comes from a list. */
const sayer = (locale: (typeof locales)[number]) => {
  const { sayRef } = deskTexts(locale);
  return (key: TextKey, params: Record<string, string> = sample) => sayRef({ key, params });
};

describe.each(locales)('the catalogue %s', (locale) => {
  const source = all.map(({ folder }) => read(folder, locale)).join('\n');
  const texts = parsed(source);
  const say = sayer(locale);

  test.each(all)('has every text of $owner once and no other', ({ folder, variables: own }) => {
    const written = [...read(folder, locale).matchAll(/^([a-z][\w-]*) =/gm)].map(([, key]) => key);
    expect(written).toHaveLength(own.size);
    expect(new Set(written)).toEqual(new Set(own.keys()));
  });

  test.each(keys)('gives %s its variables, each once', (key) => {
    expect(variablesIn(texts.get(key)).toSorted()).toEqual([...variablesOf(key)].toSorted());
  });

  test('marks whatever the desk says in a thread with ⚙️', () => {
    const inThread = keys.filter((key) => /^(note|refused|help)-/.test(key));
    expect(inThread.length).toBeGreaterThan(15);
    expect(inThread.filter((key) => !say(key).startsWith('⚙️ '))).toEqual([]);
  });

  test('puts names in verbatim, without invisible marks', () => {
    const named = keys.filter((key) => /\b(agent|client)\b/.test(variablesOf(key).join(' ')));
    for (const key of named) {
      const text = say(key, { ...sample, agent: '<{ $agent } & "Bia">', client: '<{ $agent } & "Bia">' });
      expect(text).toContain('<{ $agent } & "Bia">');
    }
    expect(keys.filter((key) => /[\u2066-\u2069]/.test(say(key)))).toEqual([]);
  });

  test('fits the menu of Telegram', () => {
    const menu = keys.filter((key) => key.startsWith('menu-'));
    expect(menu.filter((key) => say(key).length > 60 || say(key).includes('\n'))).toEqual([]);
  });

  test('explains every level and every command to the agent', () => {
    const levels: TextKey[] = ['level-1', 'level-2', 'level-3', 'level-4', 'level-5'];
    for (const [index, glyph] of ['🟦', '🟩', '🟨', '🟧', '🟥'].entries()) {
      const level = levels[index] ?? 'level-1';
      expect(say('help-priority')).toContain(`${glyph} ${index + 1} – ${say(level)}`);
    }
    for (const key of keys.filter((one) => one.startsWith('command-') && one !== 'command-note')) {
      expect(say(key, { command: '/x' })).toMatch(/^\/x /);
    }
    expect(say('command-note')).toMatch(/^# /);
  });

  test('tells clients of all their commands, and names no command that the language does not have', () => {
    const { rows } = allRows.commands;
    const shown = (row: (typeof rows)[number]) => `/${row.names[languageOf(locale)][0]}`;
    const toClients = rows.filter(({ who }) => who === 'client').map(shown);
    expect(say('client-help').match(/^\/\w+/gm)).toEqual(toClients);
    const named = [...source.matchAll(/(?<![\w.}])\/[a-z]+/g)].map(([command]) => command);
    expect(named.filter((command) => !rows.map(shown).includes(command))).toEqual([]);
  });
});

test('a day is a day and two are days', () => {
  const { say } = deskTexts('pt-BR');
  expect(say('terms', { days: 1, collect: 'full' })).toContain('Por 1 dia guardamos uma cópia');
  expect(say('terms', { days: 90, collect: 'full' })).toContain('Por 90 dias guardamos uma cópia');
});

test.each([
  ['pt-BR', 'o nome de usuário, o idioma e', 'não o nome de usuário nem o idioma'],
  ['en', 'username, language and', 'neither your username nor your language'],
  ['es', 'el nombre de usuario, el idioma y', 'no el nombre de usuario ni el idioma'],
] as const)('the terms in %s say whether username and language are kept', (locale, kept, notKept) => {
  const terms = (collect: string) => deskTexts(locale).say('terms', { days: 90, collect });
  expect(terms('full')).toContain(kept);
  expect(terms('minimal')).toContain(notKept);
  expect(terms('minimal')).not.toContain(kept);
});

test('a client who sends a story is told so, whoever sends something unheard of is told too', () => {
  const { say } = deskTexts('pt-BR');
  expect(say('cannot-pass-to-team', { kind: 'story' })).toContain('receber este story. Pode nos contar');
  expect(say('cannot-pass-to-team', { kind: 'hologram' })).toContain('este tipo de mensagem');
});

test('a text nobody wrote and a missing variable are our bugs', () => {
  const { say } = deskTexts('en');
  // @ts-expect-error: the compiler refuses the key
  expect(() => say('nonsense')).toThrow(DefectError);
  // @ts-expect-error: the compiler asks for the variable
  expect(() => say('alert-created')).toThrow(DefectError);
});

test('no text is defined twice', () => {
  expect(keys.length).toBe(new Set(keys).size);
  expect(() =>
    createTexts({
      locale: () => 'en',
      timeZone: () => 'UTC',
      catalogues: [...catalogues, catalogues[0] ?? engineTexts],
    }),
  ).toThrow(/override an existing message/);
});

test('every feature with texts is in the list of features', () => {
  const folders = readdirSync(new URL('src/features/', root), { recursive: true, encoding: 'utf8' });
  const withTexts = folders
    .filter((path) => path.endsWith('/texts.ts'))
    .map((path) => path.replace('texts.ts', ''));
  const listed = all.map(({ owner }) => owner).filter((owner) => owner !== 'src/i18n/');
  expect(listed.toSorted()).toEqual(withTexts.map((path) => `src/features/${path}`).toSorted());
});

describe('the code', () => {
  const spelled = readSources(fileURLToPath(root), ['src', 'machines'])
    .filter(({ path }) => !/texts\.ts$|^src\/sandbox\//.test(path))
    .flatMap(({ path, literals }) => literals.map(({ value }) => ({ path, value })));

  test('says every text', () => {
    const exact = new Set(spelled.map(({ value }) => value));
    // `health-${trouble}`
    const begins = [...exact].flatMap((value) => (/^[a-z-]+-\$\{$/.test(value) ? [value.slice(0, -2)] : []));
    const isSaid = (key: string) => exact.has(key) || begins.some((begin) => key.startsWith(begin));
    expect(begins).toContain('health-');
    expect(keys.filter((key) => !isSaid(key))).toEqual([]);
  });

  test('of an engine says texts of the engines, and a feature its own texts too', () => {
    const strange = spelled.filter(({ path, value }) => {
      const owner = value.includes('-') ? ownerOf.get(value) : undefined;
      const isOwn = owner === 'src/i18n/' || path.startsWith(owner ?? '') || path.startsWith('machines/');
      return !isOwn;
    });
    expect(strange).toEqual([]);
  });
});

test('a name is found where it stands, though the text holds the same letters before', () => {
  const { sayAndLocate } = deskTexts('pt-BR');
  const { text, spans } = sayAndLocate('note-prioritized', { agent: 'prioridade', glyph: '🟧', level: 'a' }, [
    'agent',
    'level',
  ]);
  expect(text).toBe('⚙️ prioridade mudou a prioridade: 🟧 a');
  expect(spans.agent).toEqual({ offset: 3, length: 10 });
  expect(spans.level).toEqual({ offset: text.length - 1, length: 1 });
});

test('a name that the text does not hold has no place', () => {
  const { text, spans } = deskTexts('pt-BR').sayAndLocate('note-client-blocked', { agent: 'Bia' }, ['agent']);
  expect(text).toMatch(/^⚙️ O cliente bloqueou/);
  expect(spans).toEqual({});
});
