import { expect, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { browserOfFile } from '../../support/chromium.ts';
import { barriersEverywhere, openConsole } from './console-page.ts';
import { call, nextOf } from './other-bot.ts';

const browser = browserOfFile();

const seeded = { seed: true, copyDelayMs: 5 };
const CALLBACK = { text: 'Confirmar', callback_data: 'yes' };

test('a client and every member of the team press buttons in their private chats', async () => {
  await using sandbox = await startSandbox(seeded);
  for (const userId of [701, 502, 503]) {
    sandbox.people.start(userId);
    const reply_markup = { inline_keyboard: [[CALLBACK]] };
    await call(sandbox, 'sendMessage', { chat_id: userId, text: `Confirma, ${userId}?`, reply_markup });
  }
  await using view = await openConsole(browser(), sandbox.url);
  const press = async (userId: number, answer: Record<string, unknown>): Promise<void> => {
    const pressed = nextOf(sandbox, 'callback_query');
    const message = view.page.getByRole('listitem').filter({ hasText: `Confirma, ${userId}?` });
    await message.getByRole('button', { name: 'Confirmar' }).click();
    const { id, from, data } = await pressed;
    expect([from?.id, data]).toEqual([userId, 'yes']);
    await call(sandbox, 'answerCallbackQuery', { callback_query_id: id, ...answer });
  };
  await press(701, { text: 'Confirmado' });
  await view.page.getByRole('alert').getByText('Confirmado').waitFor();

  const agent = view.page.getByRole('combobox', { name: 'Pessoa da equipe' });
  await agent.selectOption({ label: 'Caio Melo' });
  await press(502, { text: 'É com o administrador', show_alert: true });
  await view.page.getByRole('dialog', { name: 'Balcão' }).getByText('É com o administrador').waitFor();
  await view.button('Fechar').last().click();

  await agent.selectOption({ label: 'Duda Nunes' });
  await press(503, { url: 'https://t.me/balcao_bot?start=p-7' });
  await view.client('Duda Nunes').message('/start p-7').waitFor();
  expect(view.problems).toEqual([]);
});

test('buttons stand under a post, a comment and a client’s message, for all to use', async () => {
  await using sandbox = await startSandbox(seeded);
  sandbox.people.start(701);
  const post = { chat_id: sandbox.channelId, text: '🟦 Pedido 7' };
  const postId = ((await call(sandbox, 'sendMessage', post)) as { message_id: number }).message_id;
  await expect.poll(() => sandbox.views.post(postId)?.rootId).toBeTypeOf('number');
  const link = `https://t.me/c/${String(sandbox.channelId).slice(4)}/${postId}`;
  await call(sandbox, 'sendMessage', {
    chat_id: sandbox.groupId,
    text: 'O cliente espera',
    reply_parameters: { message_id: sandbox.views.post(postId)?.rootId },
    reply_markup: {
      inline_keyboard: [
        [
          { text: 'Assumir', callback_data: 'take', style: 'success' },
          { text: 'Encerrar', callback_data: 'close', style: 'danger' },
        ],
        [{ text: 'Respostas', switch_inline_query_current_chat: 'prazo' }],
      ],
    },
  });
  await call(sandbox, 'sendMessage', {
    chat_id: 701,
    text: 'Seu pedido',
    reply_markup: {
      inline_keyboard: [
        [{ text: 'Ver o post', url: link }],
        [{ text: 'Vim da vitrine', url: 'https://t.me/balcao_bot?start=vitrine' }],
        [{ text: 'Copiar código', copy_text: { text: 'BR-7' } }],
      ],
    },
  });
  await using view = await openConsole(browser(), sandbox.url, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const ana = view.client('Ana Souza');

  await ana.message('Seu pedido').getByRole('link', { name: 'Ver o post' }).click();
  const comment = view.page.getByRole('region', { name: 'Comentários de' }).getByText('O cliente espera');
  await comment.waitFor();
  const pressed = nextOf(sandbox, 'callback_query');
  await view.button('Assumir').click();
  const { id, from } = await pressed;
  expect(from?.id).toBe(501);
  await call(sandbox, 'answerCallbackQuery', { callback_query_id: id, text: 'É da Bia agora' });
  await view.page.getByRole('alert').getByText('É da Bia agora').waitFor();

  await view.button('Respostas').click();
  const field = view.page.getByRole('textbox', { name: 'Comentário de Bia Rocha' });
  expect(await field.inputValue()).toBe('@balcao_bot prazo');
  await field.fill('');

  await ana.message('Seu pedido').getByRole('link', { name: 'Vim da vitrine' }).click();
  await ana.message('/start vitrine').waitFor();
  await ana.message('Seu pedido').getByRole('button', { name: 'Copiar código' }).click();
  await view.page.getByRole('alert').getByText('Copiado.').waitFor();
  expect(await view.page.evaluate<string>('navigator.clipboard.readText()')).toBe('BR-7');

  expect(await barriersEverywhere(view, view.toChannel)).toEqual([]);
  expect(view.problems).toEqual([]);
});

test('a press that the bot never answers is told, and the button works again', async () => {
  await using sandbox = await startSandbox(seeded);
  sandbox.people.start(701);
  const reply_markup = { inline_keyboard: [[CALLBACK]] };
  await call(sandbox, 'sendMessage', { chat_id: 701, text: 'Confirma?', reply_markup });
  await using view = await openConsole(browser(), sandbox.url);
  const key = view.client('Ana Souza').message('Confirma?').getByRole('button', { name: 'Confirmar' });
  await key.click();
  await view.page.getByRole('alert').getByText('O bot não respondeu ao botão.').waitFor();
  expect(await key.isEnabled()).toBe(true);
  expect(view.problems).toEqual([]);
});

test('buttons under a post hide its comments, until the assumption is switched off', async () => {
  await using sandbox = await startSandbox(seeded);
  const post = {
    chat_id: sandbox.channelId,
    text: '🟦 Pedido 7',
    reply_markup: { inline_keyboard: [[CALLBACK]] },
  };
  await call(sandbox, 'sendMessage', post);
  await using view = await openConsole(browser(), sandbox.url);
  await view.post('Pedido 7').getByRole('button', { name: 'Comentários escondidos' }).click();
  await view.page.getByText('O post tem botões, e botões escondem os comentários.').waitFor();
  const field = view.page.getByRole('textbox', { name: 'Comentário de Bia Rocha' });
  expect(await field.isVisible()).toBe(false);

  await view.page.getByRole('tab', { name: 'Mundo' }).click();
  const hides = view.page.getByRole('switch', { name: 'Botões no post escondem os comentários' });
  expect(await hides.isChecked()).toBe(true);
  await hides.click();
  await field.waitFor();
  await view.comment('Bia Rocha', 'Agora dá');
  await view.page.getByRole('region', { name: 'Comentários de' }).getByText('Agora dá').waitFor();

  const toWorld = (): Promise<void> =>
    view.page.getByRole('navigation', { name: 'Painéis' }).getByRole('button', { name: /^API/ }).click();
  expect(await barriersEverywhere(view, toWorld)).toEqual([]);
  expect(view.problems).toEqual([]);
});
