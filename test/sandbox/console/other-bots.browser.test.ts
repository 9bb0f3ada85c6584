import { expect, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { browserOfFile } from '../../support/chromium.ts';
import { openConsole, PHONE } from './console-page.ts';
import { call, nextOf } from './other-bot.ts';

const browser = browserOfFile();

test('any bot shows buttons under its posts, answers presses, and offers inline results', async () => {
  await using sandbox = await startSandbox({ seed: true, copyDelayMs: 5 });
  await using view = await openConsole(browser(), sandbox.url);
  const { page } = view;
  await call(sandbox, 'sendMessage', {
    chat_id: sandbox.channelId,
    text: '🟩 Pedido 7',
    reply_markup: { inline_keyboard: [[{ text: 'Assumir', callback_data: 'take' }]] },
  });
  const pressed = nextOf(sandbox, 'callback_query');
  await view.post('Pedido 7').getByRole('button', { name: 'Assumir' }).click();
  await call(sandbox, 'answerCallbackQuery', { callback_query_id: (await pressed).id, text: 'É seu agora' });
  await page.getByRole('alert').getByText('É seu agora').waitFor();

  const again = nextOf(sandbox, 'callback_query');
  await view.post('Pedido 7').getByRole('button', { name: 'Assumir' }).click();
  const alert = { text: 'Já é de alguém', show_alert: true };
  await call(sandbox, 'answerCallbackQuery', { callback_query_id: (await again).id, ...alert });
  await page.getByRole('dialog', { name: 'Balcão' }).getByText('Já é de alguém').waitFor();
  await page.keyboard.press('Escape');

  const asked = nextOf(sandbox, 'inline_query');
  const ana = view.client('Ana Souza');
  await ana.field.fill('@balcao_bot prazo');
  const result = {
    type: 'article',
    id: 'deadline',
    title: 'Prazo de entrega',
    input_message_content: { message_text: 'Entregamos em dois dias úteis.' },
  };
  const query = await asked;
  expect(query.chat_type).toBe('sender');
  expect(await call(sandbox, 'getMe', {})).toMatchObject({ supports_inline_queries: true });
  await call(sandbox, 'answerInlineQuery', { inline_query_id: query.id, results: [result] });
  await page.getByRole('option', { name: /^Prazo de entrega/ }).waitFor();
  await ana.field.press('ArrowDown');
  await page.keyboard.press('Enter');
  await ana.message('Entregamos em dois dias úteis.').getByText('via @balcao_bot').waitFor();
  expect(await ana.field.inputValue()).toBe('');
  expect(view.problems).toEqual([]);
});

/** A script for the page: counts the gauges with text cut off. */
const SPILLED =
  "[...document.querySelectorAll('.gauge')].filter((gauge) => gauge.scrollWidth > gauge.clientWidth).length";

test('a channel opens at its newest post, and what is used up is told beside the rest', async () => {
  await using sandbox = await startSandbox({ seed: true, copyDelayMs: 5 });
  for (let number = 1; number <= 20; number += 1) {
    for (const chatId of [sandbox.channelId, sandbox.groupId]) {
      await call(sandbox, 'sendMessage', { chat_id: chatId, text: `Pedido ${number} de hoje` });
    }
  }
  await using view = await openConsole(browser(), sandbox.url);
  for (const language of ['pt', 'en']) {
    await view.page.getByRole('meter', { name: language === 'pt' ? 'Grupo' : 'Group' }).waitFor();
    expect(await view.page.evaluate<number>(SPILLED)).toBe(0);
    await view.page.locator('#language').click();
  }
  await using phone = await openConsole(browser(), sandbox.url, { viewport: PHONE, hasTouch: true });
  await phone.page
    .getByRole('navigation')
    .getByRole('button', { name: /^Canal/ })
    .click();
  await expect
    .poll(() => phone.post('Pedido 20 de hoje').evaluate((card) => card.getBoundingClientRect().bottom))
    .toBeLessThan(PHONE.height);
  expect([...view.problems, ...phone.problems]).toEqual([]);
});

test('a link leads to a post that is older than all that are shown, and says when there is none', async () => {
  await using sandbox = await startSandbox({ seed: true, copyDelayMs: 5 });
  const sent: number[] = [];
  for (let number = 1; number <= 410; number += 1) {
    const post = { chat_id: sandbox.channelId, text: `Pedido ${number} de hoje` };
    sent.push(((await call(sandbox, 'sendMessage', post)) as { message_id: number }).message_id);
  }
  sandbox.people.start(701);
  const channel = String(sandbox.channelId).slice(4);
  const text = `t.me/c/${channel}/${sent[0]} e t.me/c/${channel}/99999`;
  await call(sandbox, 'sendMessage', { chat_id: 701, text });
  await using view = await openConsole(browser(), sandbox.url);
  const links = view.client('Ana Souza').chat.getByRole('link');
  expect(await view.post('Pedido 1 de hoje').count()).toBe(0);
  await links.first().click();
  await view.page.getByRole('region', { name: 'Pedido 1 de hoje', exact: true }).waitFor();
  await links.last().click();
  await view.page.getByRole('alert').getByText('não').waitFor();
  expect(view.problems).toEqual([]);
});
