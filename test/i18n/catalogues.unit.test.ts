import { readFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, test } from 'vitest';
import { DefectError } from '../../src/base/errors.ts';
import { languageOf } from '../../src/i18n/command-names.ts';
import { isTextKey, type TextKey, variablesOf } from '../../src/i18n/keys.ts';
import { locales } from '../../machines/locales.ts';
import { createTexts } from '../../src/i18n/texts.ts';
import { rows as allRows } from '../support/deliveries.ts';

const keys = Object.keys(variablesOf).filter(isTextKey);
type Catalogue = Map<string, unknown>;

function catalogue(locale: string): { source: string; texts: Catalogue } {
  const source = readFileSync(new URL(`../../src/i18n/${locale}.ftl`, import.meta.url), 'utf8');
  return { source, texts: new Map(new FluentResource(source).body.map(({ id, value }) => [id, value])) };
}

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

const sample = Object.fromEntries(
  Object.values(variablesOf)
    .flat()
    .map((name) => [name, `<${name}>`]),
);

describe.each(locales)('the catalogue %s', (locale) => {
  const { source, texts } = catalogue(locale);

  test('has every text and no other', () => {
    const written = [...source.matchAll(/^([a-z][\w-]*) =/gm)].map(([, key]) => key);
    expect(written).toHaveLength(keys.length);
    expect(new Set(written)).toEqual(new Set(keys));
    expect(new Set(texts.keys())).toEqual(new Set<string>(keys));
  });

  test.each(keys)('gives %s its variables, each once', (key) => {
    expect(variablesIn(texts.get(key)).toSorted()).toEqual([...variablesOf[key]].toSorted());
  });

  test('marks whatever the desk says in a thread with ⚙️', () => {
    const { say } = createTexts(locale);
    const inThread = keys.filter((key) => /^(note|refused|help)-/.test(key));
    expect(inThread.length).toBeGreaterThan(15);
    expect(inThread.filter((key) => !say(key, sample).startsWith('⚙️ '))).toEqual([]);
  });

  test('puts names in verbatim, without invisible marks', () => {
    const { say } = createTexts(locale);
    const named = keys.filter((key) => /\b(agent|client)\b/.test(variablesOf[key].join(' ')));
    for (const key of named) {
      const text = say(key, { ...sample, agent: '<{ $agent } & "Bia">', client: '<{ $agent } & "Bia">' });
      expect(text).toContain('<{ $agent } & "Bia">');
    }
    expect(keys.filter((key) => /[\u2066-\u2069]/.test(say(key, sample)))).toEqual([]);
  });

  test('fits the menu of Telegram', () => {
    const { say } = createTexts(locale);
    const menu = keys.filter((key) => key.startsWith('menu-'));
    expect(menu.filter((key) => say(key).length > 60 || say(key).includes('\n'))).toEqual([]);
  });

  test('explains every level and every command to the agent', () => {
    const { say } = createTexts(locale);
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
    const { say } = createTexts(locale);
    const { rows } = allRows.commands;
    const shown = (row: (typeof rows)[number]) => `/${row.names[languageOf(locale)][0]}`;
    const toClients = rows.filter(({ who }) => who === 'client').map(shown);
    expect(say('client-help').match(/^\/\w+/gm)).toEqual(toClients);
    const named = [...source.matchAll(/(?<![\w.}])\/[a-z]+/g)].map(([command]) => command);
    expect(named.filter((command) => !rows.map(shown).includes(command))).toEqual([]);
  });
});

test('a day is a day and two are days', () => {
  const { say } = createTexts('pt-BR');
  expect(say('terms', { days: 1, collect: 'full' })).toContain('Por 1 dia guardamos uma cópia');
  expect(say('terms', { days: 90, collect: 'full' })).toContain('Por 90 dias guardamos uma cópia');
});

test.each([
  ['pt-BR', 'o nome de usuário, o idioma e', 'não o nome de usuário nem o idioma'],
  ['en', 'username, language and', 'neither your username nor your language'],
  ['es', 'el nombre de usuario, el idioma y', 'no el nombre de usuario ni el idioma'],
] as const)('the terms in %s say whether username and language are kept', (locale, kept, notKept) => {
  const terms = (collect: string) => createTexts(locale).say('terms', { days: 90, collect });
  expect(terms('full')).toContain(kept);
  expect(terms('minimal')).toContain(notKept);
  expect(terms('minimal')).not.toContain(kept);
});

test('a client who sends a story is told so, whoever sends something unheard of is told too', () => {
  const { say } = createTexts('pt-BR');
  expect(say('cannot-pass-to-team', { kind: 'story' })).toContain('receber este story. Pode nos contar');
  expect(say('cannot-pass-to-team', { kind: 'hologram' })).toContain('este tipo de mensagem');
});

test('a text nobody wrote and a missing variable are our bugs', () => {
  const { say } = createTexts('en');
  // @ts-expect-error: the compiler already refuses it
  expect(() => say('nonsense')).toThrow(DefectError);
  expect(() => say('alert-created')).toThrow(DefectError);
});

test('a name is found where it stands, though the text holds the same letters before', () => {
  const { sayAndLocate } = createTexts('pt-BR');
  const { text, spans } = sayAndLocate('note-prioritized', { agent: 'prioridade', glyph: '🟧', level: 'a' }, [
    'agent',
    'level',
  ]);
  expect(text).toBe('⚙️ prioridade mudou a prioridade: 🟧 a');
  expect(spans.agent).toEqual({ offset: 3, length: 10 });
  expect(spans.level).toEqual({ offset: text.length - 1, length: 1 });
});

test('a name that the text does not hold has no place', () => {
  const { text, spans } = createTexts('pt-BR').sayAndLocate('note-client-blocked', { agent: 'Bia' }, [
    'agent',
  ]);
  expect(text).toMatch(/^⚙️ O cliente bloqueou/);
  expect(spans).toEqual({});
});
