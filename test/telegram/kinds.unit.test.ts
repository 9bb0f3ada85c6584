import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deskTexts } from '../support/deliveries.ts';
import { locales } from '../../machines/locales.ts';
import { type KindRow, type Kind, kindNames, rowOf } from '../../src/telegram/kinds.ts';

const README = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');

type Told = { names: string[]; passed: string; joins: string; edit: string; refused: string };

const table: Told[] = (README.slice(README.indexOf('| kind | to the other side |')).split('\n\n', 1)[0] ?? '')
  .split('\n')
  .slice(2)
  .map((line) => {
    const [names = '', passed = '', joins = '', edit = '', refused = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    return { names: names.split(', '), passed, joins, edit, refused };
  });

const PASSED = { sent: /^sent as a new message/, copied: /^copied/, refused: /^not:/ } satisfies Record<
  KindRow['pass'],
  RegExp
>;
const EDIT = {
  text: 'the text',
  file: 'the caption and the file',
  caption: 'the caption',
  nothing: '–',
} satisfies Record<KindRow['edit'], string>;
const JOINS = {
  text: 'one message',
  visual: 'one album',
  document: 'one album of documents',
  audio: 'one album of audios',
};

describe.each(kindNames)('the README on %s', (kind: Kind) => {
  const name = kind.replaceAll('_', ' ');
  const told = table.filter(({ names }) => names.includes(name));
  const row: KindRow = rowOf(kind);

  test('tells it once, as it is', () => {
    expect(told).toHaveLength(1);
    expect(told[0]?.passed).toMatch(PASSED[row.pass]);
    expect(told[0]?.edit).toBe(EDIT[row.edit]);
    expect(told[0]?.joins).toBe(row.joins === null ? '–' : JOINS[row.joins]);
    const refused = row.pass === 'refused' ? /^always$/ : row.refusedAs === 'other' ? /^–$/ : /^when /;
    expect(told[0]?.refused).toMatch(refused);
  });
});

test('the README names no kind that is none', () => {
  expect(table.flatMap(({ names }) => names).toSorted()).toEqual(
    kindNames.map((kind) => kind.replaceAll('_', ' ')).toSorted(),
  );
});

test.each(locales)('whatever is refused has a name of its own in %s, to both sides', (locale) => {
  const { say } = deskTexts(locale);
  for (const key of ['cannot-pass-to-team', 'reason-not-for-bots'] as const) {
    const names = new Set(kindNames.map((kind) => rowOf(kind).refusedAs));
    expect(new Set([...names].map((kind) => say(key, { kind }))).size).toBe(names.size);
    expect(say(key, { kind: 'hologram' })).toBe(say(key, { kind: 'other' }));
  }
});
