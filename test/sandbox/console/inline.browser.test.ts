import { expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start.ts';
import { browserOfFile } from '../../support/chromium.ts';
import { barriersEverywhere, openConsole } from './console-page.ts';
import { call, nextOf } from './other-bot.ts';

const browser = browserOfFile();

const seeded = { seed: true, copyDelayMs: 5 };

const article = (number: number): Record<string, unknown> => ({
  type: 'article',
  id: String(number),
  title: `Resposta ${number}`,
  input_message_content: { message_text: `Texto da resposta ${number}` },
});

/** Answers the next inline query with results from `first` on. */
async function answer(
  sandbox: Sandbox,
  first: number,
  params: Record<string, unknown>,
): Promise<{ chat_type?: string; offset?: string }> {
  const query = await nextOf(sandbox, 'inline_query');
  const results = [first, first + 1, first + 2].map(article);
  await call(sandbox, 'answerInlineQuery', { inline_query_id: query.id, results, ...params });
  return query;
}

test('results come page by page, and the chosen one stands in the thread', async () => {
  await using sandbox = await startSandbox(seeded);
  const post = { chat_id: sandbox.channelId, text: '🟦 Pedido 7' };
  const postId = ((await call(sandbox, 'sendMessage', post)) as { message_id: number }).message_id;
  await using view = await openConsole(browser(), sandbox.url);
  await view.button(/^Abrir 🟦/).click();
  const field = view.page.getByRole('textbox', { name: 'Comentário de Bia Rocha' });

  const firstPage = answer(sandbox, 1, { next_offset: 'page-2' });
  await field.fill('@balcao_bot prazo');
  expect(await firstPage).toMatchObject({ chat_type: 'supergroup', offset: '' });
  await view.page.getByRole('option', { name: /^Resposta 3/ }).waitFor();

  const secondPage = answer(sandbox, 4, { next_offset: '' });
  await view.button('Mais resultados').click();
  expect(await secondPage).toMatchObject({ offset: 'page-2' });
  await view.page.getByRole('option', { name: /^Resposta 6/ }).waitFor();
  expect(await view.page.locator('.inline-results').getByRole('option').count()).toBe(6);
  expect(await view.button('Mais resultados').count()).toBe(0);
  expect(await barriersEverywhere(view, view.toChannel)).toEqual([]);

  await view.page.getByRole('option', { name: /^Resposta 5/ }).click();
  await view.page.getByRole('region', { name: 'Comentários de' }).getByText('Texto da resposta 5').waitFor();
  const [comment] = sandbox.views.thread(postId);
  expect(comment).toMatchObject({ from: { id: 501 }, via_bot: { id: sandbox.botId } });
  expect(view.problems).toEqual([]);
});

test('the button above the results leads to the private chat, and the keyboard reaches everything', async () => {
  await using sandbox = await startSandbox(seeded);
  await using view = await openConsole(browser(), sandbox.url);
  const ana = view.client('Ana Souza');
  const asked = answer(sandbox, 1, {
    next_offset: '3',
    button: { text: 'Falar com a equipe', start_parameter: 'ajuda' },
  });
  await ana.field.fill('@balcao_bot ');
  await asked;
  await view.page.getByRole('option', { name: /^Resposta 1/ }).waitFor();
  const isFocused = (name: string): Promise<boolean> =>
    view.page.locator(':focus').filter({ hasText: name }).isVisible();

  await ana.field.press('ArrowDown');
  expect(await isFocused('Resposta 1')).toBe(true);
  for (let step = 0; step < 3; step += 1) await view.page.keyboard.press('ArrowDown');
  expect(await isFocused('Mais resultados')).toBe(true);
  await view.page.keyboard.press('Escape');
  expect(await ana.field.evaluate((element) => element.matches(':focus'))).toBe(true);

  await view.button('Falar com a equipe').click();
  await ana.message('/start ajuda').waitFor();
  expect(view.problems).toEqual([]);
});

test('each member of the team asks the bot in private, and an administrator in the channel', async () => {
  await using sandbox = await startSandbox(seeded);
  sandbox.people.start(503);
  await using view = await openConsole(browser(), sandbox.url);
  await view.page.getByRole('combobox', { name: 'Pessoa da equipe' }).selectOption({ label: 'Duda Nunes' });
  const duda = view.client('Duda Nunes');
  const inPrivate = answer(sandbox, 1, {});
  await duda.field.fill('@balcao_bot oi');
  expect(await inPrivate).toMatchObject({ chat_type: 'sender' });
  await view.page.getByRole('option', { name: /^Resposta 2/ }).click();
  await duda.message('Texto da resposta 2').waitFor();

  await view.button('Publicar no canal').click();
  const inChannel = answer(sandbox, 7, {});
  await view.page.getByRole('textbox', { name: 'Publicação de Bia Rocha' }).fill('@balcao_bot aviso');
  expect(await inChannel).toMatchObject({ chat_type: 'channel' });
  await view.page.getByRole('option', { name: /^Resposta 8/ }).click();
  await view.post('Texto da resposta 8').waitFor();
  expect(view.problems).toEqual([]);
});
