import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CannedAnswer } from '../../../machines/desk/canned.ts';
import type { Document } from '../../../machines/desk/document.ts';
import type { EpochMs } from '../../../machines/ids.ts';
import { codeIn, ranked } from '../../../src/features/canned-answers/answers.ts';
import { fillNow, fillWhole } from '../../../src/features/canned-answers/inline.ts';

const value = (code: string, text: string): CannedAnswer => ({
  code,
  text,
  entities: [],
  file: null,
  labels: [],
  state: 'approved',
  suggestedBy: null,
});

const answer = (code: string, text = ''): Document<CannedAnswer> => ({
  kind: 'canned',
  id: code,
  version: 1,
  author: { kind: 'operator' },
  at: 0 as EpochMs,
  archived: false,
  value: value(code, text),
});

const all = [
  answer('prazo-de-entrega', 'Entregamos em 5 dias úteis.'),
  answer('entrega', 'A sua encomenda está a caminho.'),
  answer('troca', 'A entrega da troca é grátis. São 7 dias.'),
  answer('pix', 'Chave 123'),
];
const find = (typed: string, used: Record<string, number> = {}) =>
  ranked(all, typed, new Map(Object.entries(used))).map(({ id }) => id);

test('the code begins, the code contains, the text contains', () => {
  expect(find('entrega')).toEqual(['entrega', 'prazo-de-entrega', 'troca']);
  expect(find('prazo de')).toEqual(['prazo-de-entrega']);
});

test('accents and capitals do not count, and the text contains every word', () => {
  expect(find('ÚTEIS dias')).toEqual(['prazo-de-entrega']);
  expect(find('gratis sao')).toEqual(['troca']);
  expect(find('gratis pix')).toEqual([]);
});

test('without words the most used come first, and use breaks a tie', () => {
  expect(find('', { pix: 3, troca: 9 })).toEqual(['troca', 'pix', 'entrega', 'prazo-de-entrega']);
  expect(find('dias', { troca: 1 })).toEqual(['troca', 'prazo-de-entrega']);
});

test('signs alone find what the text contains', () => {
  expect(find('.')).toEqual(['entrega', 'prazo-de-entrega', 'troca']);
  expect(find('(')).toEqual([]);
});

test('the order never depends on the order of the documents, and no answer comes twice', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(all, { minLength: all.length }),
      fc.string({ maxLength: 4 }),
      (some, typed) => {
        const ids = ranked(some, typed, new Map()).map(({ id }) => id);
        expect(ids).toEqual(find(typed));
        expect(new Set(ids).size).toBe(ids.length);
      },
    ),
  );
});

test.each([
  ['Prazo de Entrega', 'prazo-de-entrega'],
  ['  Saudação!  ', 'saudacao'],
  ['👋', null],
  ['a'.repeat(60), 'a'.repeat(40)],
])('the code of %j is %j', (typed, code) => {
  expect(codeIn(typed)).toBe(code);
});

const oi = value('oi', "{{ agent.first_name }}: oi {{ contact.first_name || 'amigo' }}");
const agent = { 'agent.first_name': '{{ contact.id }}' };

test('for a thread the values of the agent stand, and the values of the client wait', () => {
  expect(fillNow(agent)(oi)?.text).toBe(
    "{\u2060{\u2060 contact.id }}: oi {{ contact.first_name || 'amigo' }}",
  );
});

test('elsewhere the fallback stands in, and without a fallback there is no result', () => {
  expect(fillWhole(agent)(oi)?.text).toBe('{{ contact.id }}: oi amigo');
  expect(fillWhole(agent)(value('x', 'oi {{ contact.name }}'))).toBeNull();
  expect(fillWhole(agent)(value('x', 'oi {{ agent.phone_number }}'))?.text).toBe('oi ');
});
