import { expect, test } from 'vitest';
import { browserOfFile } from '../../support/chromium.ts';
import { startDesk } from '../../support/desk.ts';
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

test('however many clients and posts there are, Tab soon gets to the thread, and arrows walk among them', async () => {
  await using desk = await startDesk({ sandbox: { seed: true } });
  const { people } = desk.sandbox;
  for (let number = 1; number <= 30; number += 1) {
    people.write(people.add({ firstName: `Pessoa ${number}` }), 'oi');
  }
  await desk.settle();
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { keyboard } = view.page;
  const focused = () => view.page.evaluate<string>(FOCUSED);
  await view.post('Pessoa 30').waitFor();
  const seen: string[] = [];
  const tabTo = async (name: RegExp) => {
    for (let step = 0; step < 16; step += 1) {
      await keyboard.press('Tab');
      seen.push(await focused());
      if (name.test(await focused())) return;
    }
    throw new Error(`Not there after: ${seen.join(' | ')}`);
  };
  await tabTo(/Ana Souza/u);
  await keyboard.press('ArrowRight');
  expect(await focused()).toContain('Bruno Lima');
  await keyboard.press('End');
  expect(await focused()).toContain('Pessoa 30');
  await keyboard.press('Enter');
  await view.client('Pessoa 30').field.waitFor();
  await tabTo(/^Abrir .* Pessoa 30 #30/u);
  await keyboard.press('ArrowUp');
  expect(await focused()).toMatch(/^Abrir .* Pessoa 29 #29/u);
  await keyboard.press('Enter');
  await tabTo(/^Comentário de Bia Rocha$/u);
  await keyboard.type('olá');
  await keyboard.press('Enter');
  await view.thread('Pessoa 29').getByText('olá').waitFor();
  expect(view.problems).toEqual([]);
});
