import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { typedCommand } from '../../src/router/slash-command.ts';

const command = (name: string, rest = '', bot: string | null = null) => ({ name, bot, rest });

test.each([
  ['/p 3', command('p', '3')],
  ['/P 3', command('p', '3')],
  ['/p@Bot 3', command('p', '3', 'bot')],
  ['/p@other 3', command('p', '3', 'other')],
  ['/p\n3', command('p', '3')],
  ['/p   3  ', command('p', '3')],
  ['/p', command('p')],
  ['/p@Bot', command('p', '', 'bot')],
  ['/p3', command('p3')],
  ['/fim', command('fim')],
  ['/FIM ', command('fim')],
  ['/fim agora', command('fim', 'agora')],
  ['/fim\n\nagora\nmesmo', command('fim', 'agora\nmesmo')],
  ['/ação', command('ação')],
  ['/start', command('start')],
  ['/start abc', command('start', 'abc')],
  ['/start oi tudo bem', command('start', 'oi tudo bem')],
])('%j is a command', (text, expected) => {
  expect(typedCommand(text)).toEqual(expected);
});

test.each([
  '',
  '/',
  '//x',
  '/ p',
  ' /p',
  'p 3',
  '/p@ 3',
  '/p! 3',
  '/p-3',
  '/@Bot',
  '/p@Bot@Bot',
  '/p,',
  'a/p',
  '/🟦',
])('%j is no command', (text) => {
  expect(typedCommand(text)).toBeNull();
});

test('an address is no command', () => {
  expect(typedCommand('/etc/passwd')).toBeNull();
  expect(typedCommand('/p/3')).toBeNull();
});

test('no text makes it fail, and a command never has blanks in its name', () => {
  const slashed = fc.string({ unit: 'binary' }).map((text) => `/${text}`);
  fc.assert(
    fc.property(slashed, (text) => {
      const typed = typedCommand(text);
      expect(typed?.name ?? 'none').toMatch(/^[\p{L}\p{N}_\p{M}]+$/u);
      expect(typed?.rest ?? '').toBe((typed?.rest ?? '').trim());
    }),
  );
});
