import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Keyboard } from '../../machines/keyboard.ts';
import { checkedLink } from '../../src/sandbox/bot-api/entities/links.ts';
import { inlineMarkup, opens, problemIn } from '../../src/telegram/keyboard.ts';

const press = (data: string): Keyboard => [[{ text: 'ok', press: data }]];
const url = (to: string): Keyboard => [[{ text: 'ok', url: to }]];
const buttons = (count: number) => Array.from({ length: count }, (_, n) => ({ text: 'b', press: `${n}` }));

describe('a keyboard', () => {
  test('is written in the words of the Bot API, without its empty rows', () => {
    const keyboard: Keyboard = [
      [
        { text: 'Assumir', press: 'take' },
        { text: 'Pagar', url: 'https://loja.example/7' },
      ],
      [],
    ];
    expect(inlineMarkup(keyboard)).toEqual({
      inline_keyboard: [
        [
          { text: 'Assumir', callback_data: 'take' },
          { text: 'Pagar', url: 'https://loja.example/7' },
        ],
      ],
    });
  });

  test.each([press('é'.repeat(32)), url('tg://user?id=700'), url('http://loja.example:8080/?a=1#b')])(
    'such as %j is what Telegram takes',
    (...rows) => {
      expect(problemIn(rows)).toBeNull();
    },
  );

  test.each<[string, Keyboard, string]>([
    ['sends no 65 bytes back', press(`${'é'.repeat(32)}x`), 'A button sends 1 to 64 bytes back, not 65'],
    ['sends something', press(''), 'A button sends 1 to 64 bytes back, not 0'],
    ['has a text on each button', [[{ text: ' ', press: 'x' }]], 'A button without a text'],
    ['opens no script', url('javascript:alert(1)'), 'No URL that a button can open: javascript:alert(1)'],
    ['has at most 12 buttons in a row', [buttons(13)], 'More than 12 buttons in a row'],
    ['has at most 300 buttons', Array.from({ length: 26 }, () => buttons(12)), 'More than 300 buttons'],
  ])('%s', (_, keyboard, problem) => {
    expect(problemIn(keyboard)).toBe(problem);
    expect(() => inlineMarkup(keyboard)).toThrow(problem);
  });
});

test('a URL that passes here passes at Telegram', () => {
  const odd = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.stringMatching(/^(https?|tg|ftp|mailto):\/{0,2}[a-z.:@[\]\d%/?#-]{0,20}$/),
  );
  fc.assert(
    fc.property(odd, (link) => {
      expect(opens(link) && checkedLink(link) === undefined).toBe(false);
    }),
    { numRuns: 2000 },
  );
});
