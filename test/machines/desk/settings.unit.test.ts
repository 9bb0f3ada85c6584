import { describe, expect, test } from 'vitest';
import { readDesk, workingHoursOf } from '../../../machines/desk/desk-settings.ts';
import { alwaysOpen } from '../../../machines/desk/working-hours.ts';
import { first, givenDesk, rules, shop, stored } from './documents.ts';

const problemsOf = (value: unknown) => {
  const parsed = rules.settings.parse(value, 'settings');
  return parsed.ok ? [] : parsed.problems;
};

test('until somebody changes something a desk runs on what the environment and the program say', () => {
  const { desk, damaged } = readDesk({ version: 0, documents: [] }, rules, null);
  expect(damaged).toEqual([]);
  expect(desk.version).toBe(0);
  expect(desk.settings).toEqual({
    kind: 'settings',
    id: 'settings',
    version: 0,
    author: { kind: 'environment' },
    at: 0,
    archived: false,
    value: {
      timeZone: 'America/Sao_Paulo',
      hours: null,
      reopenMinutes: 30,
      locale: 'pt-BR',
      collect: 'full',
      deskName: '',
      logDays: 90,
      reportDays: 400,
    },
  });
  expect(desk.texts['pt-BR'].value).toEqual(first.texts);
  expect(desk.texts.en.value).toEqual({ start: null, restart: null, end: null, terms: null });
  expect(desk.hours.size).toBe(0);
  expect(workingHoursOf(desk)).toBe(alwaysOpen);
});

test('what is stored counts, and a field that an older program did not know has its first value', () => {
  const desk = givenDesk(stored({ version: 4, value: { reopenMinutes: 45 } })).desk();
  expect(desk.settings).toMatchObject({ version: 4, value: { reopenMinutes: 45, collect: 'full' } });
});

test('null stands for the first value', () => {
  expect(rules.settings.parse({ reopenMinutes: null, hours: null }, 'settings')).toMatchObject({
    ok: true,
    value: { reopenMinutes: 30, hours: null },
  });
  expect(rules.texts.parse({ start: null }, 'pt-BR')).toMatchObject({ value: { start: first.texts.start } });
});

describe('a setting that cannot be is refused with the fix:', () => {
  test.each<[path: string, value: unknown, fix: RegExp]>([
    ['', null, /braces/],
    ['', [], /braces/],
    ['reopenMinute', { reopenMinute: 30 }, /reopenMinutes/],
    ['__proto__', JSON.parse('{"__proto__": {"reopenMinutes": 1}}'), /reopenMinutes/],
    ['reopenMinutes', { reopenMinutes: -1 }, /minutes from 0 to 43200/],
    ['reopenMinutes', { reopenMinutes: 1.5 }, /whole number/],
    ['reopenMinutes', { reopenMinutes: '30' }, /whole number/],
    ['collect', { collect: 'none' }, /full, minimal/],
    ['timeZone', { timeZone: 'Brasília' }, /America\/Sao_Paulo/],
    ['hours', { hours: 'Loja 2' }, /null for none/],
  ])('%s in %j', (path, value, fix) => {
    const problems = problemsOf(value);
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.fix).toMatch(fix);
  });

  test('all at once', () => {
    const problems = problemsOf({ reopenMinutes: -1, collect: 3, other: 1 });
    expect(problems.map(({ path }) => path).sort()).toEqual(['collect', 'other', 'reopenMinutes']);
  });
});

test('texts are checked as the environment checks them', () => {
  const bad = (text: unknown) => {
    const parsed = rules.texts.parse({ end: text }, 'en');
    return parsed.ok ? '' : parsed.problems.map(({ problem, fix }) => `${problem} ${fix}`).join('\n');
  };
  expect(bad('Bye {{ contact.first_name || "friend" }}')).toBe('');
  expect(bad('Bye {{ contact.age }}')).toMatch(/unknown placeholder, contact\.age\. Use one of these/);
  expect(bad('{{ contact.age }} {{')).toMatch(/contact\.age[^]*unpaired/);
  expect(bad('x'.repeat(4097))).toMatch(/Shorten it/);
  expect(bad('  ')).toMatch(/null for the built-in text/);
  expect(bad(7)).toMatch(/is not a text/);
});

test('hours have a name', () => {
  expect(rules.hours.parse(shop, 'shop')).toEqual({ ok: true, value: shop });
  for (const name of [undefined, '', ' ', 'x'.repeat(65), 3]) {
    expect(rules.hours.parse({ ...shop, name }, 'shop')).toMatchObject({
      ok: false,
      problems: [{ path: 'name' }],
    });
  }
  expect(rules.hours.parse({ week: {} }, 'shop')).toMatchObject({
    problems: [{ path: 'name' }, { path: 'timeZone' }],
  });
  expect(rules.hours.parse(7, 'shop')).toMatchObject({
    problems: [{ path: 'name' }, { name: 'hours-malformed' }],
  });
});

describe('what is stored and cannot be used is named', () => {
  const broken = [
    stored({ version: 3, value: { reopenMinutes: 'seven' } }),
    stored({ kind: 'hours', id: 'shop', version: 2, value: { ...shop, timeZone: 'America/Sampa' } }),
    { kind: 'texts', id: 'en', version: 0, unreadable: 'Unexpected end of JSON input' },
    stored({ kind: 'hours', id: 'A B', version: 1, value: shop }),
  ] as const;

  test('and the first value holds; hours without one are left out', () => {
    const { desk, damaged } = givenDesk(...broken).read();
    expect(damaged.map(({ kind, id, version, problems }) => [kind, id, version, problems[0]?.name])).toEqual([
      ['hours', 'shop', 2, 'time-zone-unknown'],
      ['hours', 'A B', 1, 'id-invalid'],
      ['texts', 'en', 0, 'document-unreadable'],
      ['settings', 'settings', 3, 'field-invalid'],
    ]);
    expect(desk.settings).toMatchObject({ version: 3, value: { reopenMinutes: 30 } });
    expect(desk.hours.size).toBe(0);
    expect(desk.texts.en).toMatchObject({ version: 0, value: { end: null } });
  });

  test('and a running desk keeps the last good value', () => {
    const before = givenDesk(
      stored({ version: 2, value: { reopenMinutes: 3 } }),
      stored({ kind: 'hours', id: 'shop', version: 1, value: shop }),
      stored({ kind: 'texts', id: 'en', version: 5, value: { end: 'Bye' } }),
    ).desk();
    const { desk } = readDesk({ version: 9, documents: broken }, rules, before);
    expect(desk.version).toBe(9);
    expect(desk.settings).toMatchObject({ version: 3, value: { reopenMinutes: 3 } });
    expect(desk.hours.get('shop')).toMatchObject({ version: 2, value: { timeZone: 'America/Sao_Paulo' } });
    expect(desk.texts.en.value.end).toBe('Bye');
  });
});
