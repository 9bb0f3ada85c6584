import { expect, test } from 'vitest';
import { browserOfFile } from '../support/chromium.ts';
import { startDesk } from '../support/desk.ts';
import { openConsole } from './console-page.ts';

const browser = browserOfFile();

const FOCUSED =
  "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()";

test('a person with a keyboard alone begins at the top, writes, walks, answers, reacts and deletes', async () => {
  await using desk = await startDesk({ sandbox: { seed: true } });
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  const { keyboard } = page;
  const focused = () => page.evaluate<string>(FOCUSED);
  await keyboard.press('Tab');
  expect(await focused()).toBe('Tour');
  for (let step = 0; step < 40 && (await focused()) !== 'Mensagem de Ana Souza'; step += 1) {
    await keyboard.press('Tab');
  }
  await keyboard.type('sou eu');
  await keyboard.press('Enter');
  const ana = view.client('Ana Souza');
  await ana.message('Que bom ter você aqui').waitFor();
  await keyboard.type('e mais isto');
  await keyboard.press('Enter');
  await view.thread('Ana Souza').getByText('e mais isto').waitFor();

  await keyboard.press('Shift+Tab');
  await keyboard.press('Shift+Tab');
  expect(await focused()).toBe('Conversa de Ana Souza com o bot');
  await keyboard.press('ArrowUp');
  expect(await focused()).toContain('e mais isto');
  await keyboard.press('Delete');
  await ana.message('e mais isto').waitFor({ state: 'detached' });
  expect(await focused()).toContain('Que bom ter você aqui');
  await keyboard.press('a');
  expect(await focused()).toBe('Reagir com 👍');
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await ana.message('Que bom ter você aqui').getByRole('button', { name: '❤' }).waitFor();
  expect(await focused()).toContain('Que bom ter você aqui');
  await keyboard.press('r');
  expect(await focused()).toBe('Mensagem de Ana Souza');
  await keyboard.type('obrigada');
  await keyboard.press('Enter');
  await ana.message('obrigada').getByText('Balcão').waitFor();
  expect(view.problems).toEqual([]);
});
