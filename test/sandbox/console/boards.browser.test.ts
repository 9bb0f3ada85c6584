import { expect, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { browserOfFile } from '../../support/chromium.ts';
import { barriersEverywhere, type ConsolePage, openConsole } from './console-page.ts';
import { call, nextOf } from './other-bot.ts';

const browser = browserOfFile();

const seeded = { seed: true, copyDelayMs: 5 };

const boardTab = ({ page }: ConsolePage, name: RegExp | string) =>
  page.getByRole('list', { name: 'Quadros' }).getByRole('button', { name });

test('a board is added in the page, and its channel, thread and team stand apart', async () => {
  await using sandbox = await startSandbox(seeded);
  await using view = await openConsole(browser(), sandbox.url);
  const { page } = view;
  await call(sandbox, 'sendMessage', { chat_id: sandbox.channelId, text: '🟦 Primeiro quadro' });
  await view.post('Primeiro quadro').waitFor();
  expect(await page.getByRole('list', { name: 'Quadros' }).isVisible()).toBe(false);

  await view.button('Opções do canal').click();
  await page.getByRole('menuitem', { name: 'Novo quadro…' }).click();
  await page.getByLabel('Título do canal').fill('Vendas');
  await page.getByLabel('Dono').selectOption({ label: 'Caio Melo' });
  await page.getByRole('dialog').getByRole('button', { name: 'Adicionar' }).click();
  await page.getByRole('heading', { name: 'Vendas', level: 2 }).waitFor();
  await page.getByText('1 pessoa na equipe').waitFor();
  await page.getByRole('heading', { name: 'O canal está vazio' }).waitFor();
  const board = sandbox.views.boards().at(-1);
  expect(sandbox.views.members(board?.channelId ?? 0)).toContainEqual(
    expect.objectContaining({ userId: 502, role: 'creator' }),
  );

  await call(sandbox, 'sendMessage', { chat_id: board?.channelId, text: '🟩 Segundo quadro' });
  await view.post('Segundo quadro').waitFor();
  expect(await view.post('Primeiro quadro').count()).toBe(0);
  await view.comment('Caio Melo', 'Aqui é das vendas');
  await page.getByRole('region', { name: 'Comentários de' }).getByText('Aqui é das vendas').waitFor();
  const [post] = sandbox.views.channel(undefined, board?.channelId);
  expect(sandbox.views.thread(post?.id ?? 0, undefined, board?.channelId)).toMatchObject([
    { text: 'Aqui é das vendas', from: { id: 502 } },
  ]);

  await boardTab(view, 'Atendimento').click();
  await view.post('Primeiro quadro').waitFor();
  await page.getByText('3 pessoas na equipe').waitFor();
  expect(await view.post('Segundo quadro').count()).toBe(0);
  await boardTab(view, 'Vendas').click();
  await view.post('Segundo quadro').getByText('1 comentário').click();
  await page.getByRole('region', { name: 'Comentários de' }).getByText('Aqui é das vendas').waitFor();
  expect(view.problems).toEqual([]);
});

test('news of another board are counted, and a link leads there', async () => {
  await using sandbox = await startSandbox(seeded);
  const board = sandbox.addBoard({ title: 'Vendas', ownerId: 501 });
  const post = { chat_id: board.channelId, text: '🟦 Pedido das vendas' };
  const sent = (await call(sandbox, 'sendMessage', post)) as { message_id: number };
  await expect.poll(() => sandbox.views.post(sent.message_id, board.channelId)?.rootId).toBeTypeOf('number');
  sandbox.people.start(701);
  const link = `https://t.me/c/${String(board.channelId).slice(4)}/${sent.message_id}`;
  await call(sandbox, 'sendMessage', { chat_id: 701, text: link });
  await using view = await openConsole(browser(), sandbox.url);
  await boardTab(view, 'Vendas').waitFor();

  sandbox.people.comment(501, sent.message_id, 'Primeiro aviso', { channelId: board.channelId });
  sandbox.people.comment(501, sent.message_id, 'Segundo aviso', { channelId: board.channelId });
  await boardTab(view, /^Vendas 2 novas/).waitFor();
  await view.client('Ana Souza').chat.getByRole('link').click();
  await view.page.getByRole('region', { name: 'Comentários de' }).getByText('Segundo aviso').waitFor();
  await boardTab(view, /^Vendas$/).waitFor();

  await view.page.reload();
  await view.page.getByRole('heading', { name: 'Vendas', level: 2 }).waitFor();
  await view.page.getByRole('region', { name: 'Comentários de' }).getByText('Segundo aviso').waitFor();
  expect(view.problems).toEqual([]);
});

test('people, rights, posts and limits are those of the open board', async () => {
  await using sandbox = await startSandbox(seeded);
  const board = sandbox.addBoard({ title: 'Vendas', ownerId: 501 });
  await using view = await openConsole(browser(), sandbox.url);
  const { page } = view;
  await boardTab(view, 'Vendas').click();
  await page.getByRole('tab', { name: 'Mundo' }).click();
  await page.getByText('Papéis no quadro Vendas.').waitFor();
  await page.getByRole('combobox', { name: 'Papel de Duda Nunes' }).selectOption({ label: 'agente' });
  await page.getByText('2 pessoas na equipe').waitFor();
  expect(sandbox.views.member(board.channelId, 503).status).toBe('member');
  expect(sandbox.views.member(board.groupId, 503).status).toBe('member');

  await view.button('Publicar no canal').click();
  const field = page.getByRole('textbox', { name: 'Publicação de Bia Rocha' });
  await field.fill('Só das vendas');
  await field.press('Enter');
  await view.post('Só das vendas').waitFor();
  expect(sandbox.views.channel(undefined, board.channelId)).toMatchObject([{ text: 'Só das vendas' }]);
  expect(sandbox.views.channel()).toEqual([]);

  await call(sandbox, 'sendMessage', { chat_id: board.channelId, text: 'Do bot' });
  await page.getByRole('tab', { name: 'Chamadas' }).click();
  await page.getByText('canal Vendas', { exact: true }).waitFor();
  expect(await page.getByRole('meter', { name: 'Canal' }).getAttribute('aria-valuenow')).toBe('1');
  await boardTab(view, 'Atendimento').click();
  await expect.poll(() => page.getByRole('meter', { name: 'Canal' }).getAttribute('aria-valuenow')).toBe('0');

  await boardTab(view, 'Vendas').click();
  await page.getByRole('tab', { name: 'Falhas' }).click();
  await page.getByRole('switch', { name: 'Administrador do canal' }).click();
  await page.getByText('O bot está fora do lugar').waitFor();
  expect(sandbox.views.member(board.channelId, sandbox.botId).status).not.toBe('administrator');
  expect(sandbox.views.member(sandbox.channelId, sandbox.botId).status).toBe('administrator');
  await view.button('Consertar tudo').click();
  await page.getByText('Nada vai falhar.').waitFor();
  expect(sandbox.views.member(board.channelId, sandbox.botId).status).toBe('administrator');
  expect(view.problems).toEqual([]);
});

test('boards are reached by keys, in light and dark, at a desk and on a phone', async () => {
  await using sandbox = await startSandbox(seeded);
  for (const title of ['Vendas', 'Assistência técnica e trocas', 'Financeiro']) {
    const { channelId } = sandbox.addBoard({ title, ownerId: 501 });
    await call(sandbox, 'sendMessage', { chat_id: channelId, text: `Post de ${title}` });
  }
  await using view = await openConsole(browser(), sandbox.url);
  await boardTab(view, 'Atendimento').focus();
  await view.page.keyboard.press('ArrowRight');
  await view.page.keyboard.press('Enter');
  await view.post('Post de Vendas').waitFor();
  expect(await boardTab(view, 'Vendas').evaluate((element) => element.matches(':focus'))).toBe(true);
  expect(await barriersEverywhere(view, view.toChannel)).toEqual([]);
  expect(view.problems).toEqual([]);
});

test('the group shows copies and loose messages with their buttons, and people write there', async () => {
  await using sandbox = await startSandbox(seeded);
  const board = sandbox.addBoard({ title: 'Vendas', ownerId: 501 });
  await call(sandbox, 'sendMessage', { chat_id: board.channelId, text: 'Post das vendas' });
  await call(sandbox, 'sendMessage', {
    chat_id: board.groupId,
    text: 'Aviso solto',
    reply_markup: { inline_keyboard: [[{ text: 'Entendi', callback_data: 'ok' }]] },
  });
  await using view = await openConsole(browser(), sandbox.url);
  const { page } = view;
  await boardTab(view, 'Vendas').click();
  await view.button('Opções do canal').click();
  await page.getByRole('menuitem', { name: 'Abrir o grupo' }).click();
  const group = page.getByRole('region', { name: /^Grupo Vendas/ });
  await group.getByText('Post das vendas').waitFor();
  const pressed = nextOf(sandbox, 'callback_query');
  await group.getByRole('button', { name: 'Entendi' }).click();
  const { id, from } = await pressed;
  expect(from?.id).toBe(501);
  await call(sandbox, 'answerCallbackQuery', { callback_query_id: id, text: 'Anotado' });
  await page.getByRole('alert').getByText('Anotado').waitFor();

  const field = page.getByRole('textbox', { name: 'Mensagem de Bia Rocha no grupo' });
  await field.fill('Oi, gente');
  await field.press('Enter');
  await group.getByText('Oi, gente').waitFor();
  expect(sandbox.views.group(undefined, board.channelId).at(-1)).toMatchObject({
    text: 'Oi, gente',
    from: { id: 501 },
  });
  expect(await barriersEverywhere(view, view.toChannel)).toEqual([]);
  await view.button('Voltar').click();
  await view.post('Post das vendas').click();
  await page.getByRole('heading', { name: 'Post das vendas', level: 3 }).waitFor();
  expect(view.problems).toEqual([]);
});
