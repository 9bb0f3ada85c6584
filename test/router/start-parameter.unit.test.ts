import { expect, test } from 'vitest';
import { startParameter } from '../../src/router/start-parameter.ts';

const origin = (words: string) => ({ kind: 'origin', origin: words });

test.each([
  ['', { kind: 'none' }],
  ['site', origin('site')],
  ['a_B-9', origin('a_B-9')],
  ['x'.repeat(64), origin('x'.repeat(64))],
  ['d-vendas', { kind: 'department', slug: 'vendas', origin: null }],
  ['d-vendas-site', { kind: 'department', slug: 'vendas', origin: 'site' }],
  ['d-vendas-black_friday-2', { kind: 'department', slug: 'vendas', origin: 'black_friday-2' }],
  [`d-${'a'.repeat(20)}`, { kind: 'department', slug: 'a'.repeat(20), origin: null }],
  [`i-${'Ab9_-'.repeat(4)}Zz`, { kind: 'invitation', code: `${'Ab9_-'.repeat(4)}Zz` }],
  ['p-1042', { kind: 'ticket', number: 1042 }],
])('%j behind /start is %j', (text, expected) => {
  expect(startParameter(text)).toEqual(expected);
});

test.each([
  'd-',
  'd-Vendas',
  'd-vendas-',
  `d-${'a'.repeat(21)}`,
  'd',
  `i-${'a'.repeat(21)}`,
  `i-${'a'.repeat(23)}`,
  'p-0',
  'p-012',
  'p-12a',
  'p-',
  `p-${'9'.repeat(16)}`,
])('%j is an origin like any other', (text) => {
  expect(startParameter(text)).toEqual(origin(text));
});

test.each(['x'.repeat(65), 'oi tudo bem', 'olá', 'a\nb', 'abc\n', 'd-vendas site'])(
  '%j behind /start was typed, and is a message',
  (text) => {
    expect(startParameter(text)).toBeNull();
  },
);
