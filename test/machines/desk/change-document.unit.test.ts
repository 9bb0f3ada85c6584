import { describe, expect, test } from 'vitest';
import { workingHoursOf } from '../../../machines/desk/desk-settings.ts';
import { bia, givenDesk, shop, stored } from './documents.ts';

const settings = { kind: 'settings', id: 'settings' } as const;
const hours = { kind: 'hours', id: 'shop' } as const;

const reason = (change: ReturnType<ReturnType<typeof givenDesk>['when']>) =>
  change.outcome === 'refused' ? change.problems.map(({ name }) => name).join() : change.outcome;

test('a change keeps everything else, counts the version, and notes who and when', () => {
  const desk = givenDesk(stored({ version: 4, value: { reopenMinutes: 45 } }));
  const change = desk.when({ ...settings, type: 'document.patched', patch: { collect: 'minimal' } });
  expect(change).toMatchObject({
    outcome: 'changed',
    before: 4,
    document: { version: 5, author: bia, at: 1001, value: { collect: 'minimal', reopenMinutes: 45 } },
  });
  expect(desk.desk().settings.value).toMatchObject({ collect: 'minimal', reopenMinutes: 45 });
});

test('what is so already makes no version', () => {
  const desk = givenDesk();
  expect(reason(desk.when({ ...settings, type: 'document.patched', patch: { reopenMinutes: 30 } }))).toBe(
    'unchanged',
  );
  expect(reason(desk.when({ ...settings, type: 'document.patched', patch: {} }))).toBe('unchanged');
  desk.when({ ...hours, type: 'document.written', value: shop });
  expect(reason(desk.when({ ...hours, type: 'document.written', value: { ...shop } }))).toBe('unchanged');
  expect(reason(desk.when({ ...hours, type: 'document.restored' }))).toBe('unchanged');
});

test('null goes back to the first value, which may be the environment’s', () => {
  const desk = givenDesk();
  const texts = { kind: 'texts', id: 'pt-BR' } as const;
  desk.when({ ...texts, type: 'document.patched', patch: { start: 'Oi!', end: 'Tchau!' } });
  expect(desk.desk().texts['pt-BR'].value).toMatchObject({ start: 'Oi!', end: 'Tchau!' });
  desk.when({ ...texts, type: 'document.patched', patch: { start: null } });
  expect(desk.desk().texts['pt-BR'].value).toMatchObject({
    start: 'Olá, {{ contact.first_name }}!',
    end: 'Tchau!',
  });
});

test('to write the whole document puts what is left out back to the first value', () => {
  const desk = givenDesk(stored({ version: 4, value: { reopenMinutes: 45 } }));
  desk.when({ ...settings, type: 'document.written', value: { collect: 'minimal' } });
  expect(desk.desk().settings).toMatchObject({
    version: 5,
    value: { collect: 'minimal', reopenMinutes: 30 },
  });
});

test('hours are created, chosen, changed, archived and restored; the desk keeps to them all the while', () => {
  const desk = givenDesk();
  const choose = { ...settings, type: 'document.patched', patch: { hours: 'shop' } } as const;
  expect(reason(desk.when(choose))).toBe('reference-unknown');
  expect(reason(desk.when({ ...hours, type: 'document.written', value: shop }))).toBe('changed');
  expect(reason(desk.when(choose))).toBe('changed');
  expect(workingHoursOf(desk.desk())).toEqual(shop);

  expect(reason(desk.when({ ...hours, type: 'document.patched', patch: { name: 'Loja 1' } }))).toBe(
    'changed',
  );
  expect(reason(desk.when({ ...hours, type: 'document.archived' }))).toBe('changed');
  expect(desk.desk().hours.get('shop')).toMatchObject({ version: 3, archived: true });
  expect(workingHoursOf(desk.desk())).toMatchObject({ name: 'Loja 1' });
  expect(reason(desk.when({ ...hours, type: 'document.archived' }))).toBe('unchanged');
  expect(reason(desk.when({ ...hours, type: 'document.patched', patch: { name: 'x' } }))).toBe(
    'document-archived',
  );
  expect(reason(desk.when({ ...hours, type: 'document.written', value: shop }))).toBe('document-archived');

  const other = { ...settings, type: 'document.patched', patch: { reopenMinutes: 1 } } as const;
  expect(reason(desk.when(other))).toBe('changed');
  desk.when({ ...settings, type: 'document.patched', patch: { hours: null } });
  expect(reason(desk.when(choose))).toBe('reference-unknown');
  expect(reason(desk.when({ ...hours, type: 'document.restored' }))).toBe('changed');
  expect(reason(desk.when(choose))).toBe('changed');
});

test('the refusal of unknown hours lists the hours that can be chosen', () => {
  const desk = givenDesk(stored({ kind: 'hours', id: 'shop', value: shop }));
  expect(desk.when({ ...settings, type: 'document.patched', patch: { hours: 'loja' } })).toMatchObject({
    problems: [{ path: 'hours', fix: 'Choose from: shop.' }],
  });
});

test('who saw another version is told so, whatever the change', () => {
  const desk = givenDesk(stored({ version: 4 }));
  for (const type of [
    'document.written',
    'document.patched',
    'document.archived',
    'document.restored',
  ] as const) {
    const event = { ...settings, type, expects: 3, value: {}, patch: {} };
    expect(desk.when(event)).toEqual({ outcome: 'conflict', version: 4 });
  }
  expect(
    reason(desk.when({ ...settings, type: 'document.patched', expects: 4, patch: { reopenMinutes: 1 } })),
  ).toBe('changed');
  expect(reason(desk.when({ ...hours, type: 'document.written', expects: 0, value: shop }))).toBe('changed');
});

describe('refused:', () => {
  const desk = givenDesk();
  test.each([
    ['a patch of nothing', { ...hours, type: 'document.patched', patch: { name: 'x' } }, 'document-missing'],
    ['archiving nothing', { ...hours, type: 'document.archived' }, 'document-missing'],
    ['archiving the settings', { ...settings, type: 'document.archived' }, 'document-fixed'],
    ['other settings', { kind: 'settings', id: 'more', type: 'document.written', value: {} }, 'id-invalid'],
    [
      'a language nobody speaks',
      { kind: 'texts', id: 'fr', type: 'document.written', value: {} },
      'id-invalid',
    ],
    ['an id with a dot', { kind: 'hours', id: 'a.b', type: 'document.written', value: shop }, 'id-invalid'],
    ['an id like -', { kind: 'hours', id: '-', type: 'document.written', value: shop }, 'id-invalid'],
    ['no object', { ...settings, type: 'document.patched', patch: [1] }, 'not-an-object'],
    ['what the parser refuses', { ...settings, type: 'document.patched', patch: { no: 1 } }, 'unknown-field'],
  ] as const)('%s', (_, event, name) => {
    expect(reason(desk.when(event))).toBe(name);
  });

  test('more hours than are kept', () => {
    const many = givenDesk(
      ...Array.from({ length: 500 }, (_, i) => stored({ kind: 'hours', id: `h${i}`, value: shop })),
    );
    expect(reason(many.when({ ...hours, type: 'document.written', value: shop }))).toBe('too-many-documents');
    const h1 = { kind: 'hours', id: 'h1', type: 'document.patched', patch: { name: 'x' } } as const;
    expect(reason(many.when(h1))).toBe('changed');
  });
});

describe('a damaged document', () => {
  const damaged = stored({ kind: 'hours', id: 'shop', version: 7, value: { ...shop, timeZone: 'Nowhere' } });

  test('is not patched, because the rest of it is unknown', () => {
    const desk = givenDesk(damaged);
    expect(reason(desk.when({ ...hours, type: 'document.patched', patch: { name: 'x' } }))).toBe(
      'document-damaged',
    );
    expect(reason(desk.when({ ...hours, type: 'document.archived' }))).toBe('document-damaged');
  });

  test('is written whole, and goes on from its version', () => {
    const desk = givenDesk(damaged);
    expect(desk.when({ ...hours, type: 'document.written', value: shop })).toMatchObject({
      before: 7,
      document: { version: 8 },
    });
    expect(desk.read().damaged).toEqual([]);
  });

  test('is written whole even if the value is the first one', () => {
    const desk = givenDesk(stored({ version: 3, value: 'x' }));
    expect(desk.when({ ...settings, type: 'document.written', value: {} })).toMatchObject({
      outcome: 'changed',
      before: 3,
    });
  });
});
