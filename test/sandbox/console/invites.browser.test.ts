import { expect, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { browserOfFile } from '../../support/chromium.ts';
import { barriersEverywhere, openConsole } from './console-page.ts';
import { call, nextOf } from './other-bot.ts';

const browser = browserOfFile();

const seeded = { seed: true, copyDelayMs: 5 };

test('a client opens an invitation that asks first, and an administrator lets the client in', async () => {
  await using sandbox = await startSandbox(seeded);
  await using view = await openConsole(browser(), sandbox.url);
  const { page } = view;
  await page.getByRole('tab', { name: 'Mundo' }).click();
  await view.button('Novo convite…').click();
  await page.getByLabel('Quem pode usar').selectOption({ label: 'Quem um administrador aceitar' });
  await page.getByRole('dialog').getByRole('button', { name: 'Adicionar' }).click();
  await page.getByText('canal · com pedido').waitFor();

  const [invite] = sandbox.views.invites(sandbox.channelId);
  sandbox.people.start(701);
  await call(sandbox, 'sendMessage', { chat_id: 701, text: `Entre por ${invite?.link}` });
  const asked = nextOf(sandbox, 'chat_join_request');
  await view.client('Ana Souza').chat.getByRole('link').click();
  await page.getByRole('alert').getByText('Ana Souza pediu para entrar.').waitFor();
  expect((await asked).from?.id).toBe(701);

  await page.getByText('Ana Souza quer entrar no canal').waitFor();
  expect(await barriersEverywhere(view, view.toChannel)).toEqual([]);
  await page.setViewportSize({ width: 1440, height: 860 });
  await view.button('Deixar Ana Souza entrar').click();
  await page.getByText('4 pessoas na equipe').waitFor();
  expect(sandbox.views.member(sandbox.channelId, 701).status).toBe('member');
  expect(await page.getByRole('list', { name: 'Pedidos para entrar' }).isVisible()).toBe(false);
  expect(view.problems).toEqual([]);
});

test('a request is refused, and an invitation for one person is used up after that person', async () => {
  await using sandbox = await startSandbox(seeded);
  const link = sandbox.people.invite(501, sandbox.groupId, { createsJoinRequest: true });
  sandbox.people.joinByLink(702, link);
  await using view = await openConsole(browser(), sandbox.url);
  const { page } = view;
  await page.getByText('Bruno Lima quer entrar no grupo').waitFor();
  await view.button('Recusar Bruno Lima').click();
  await page.getByText('Bruno Lima quer entrar no grupo').waitFor({ state: 'detached' });
  expect(sandbox.views.member(sandbox.groupId, 702).status).toBe('left');

  await page.getByRole('tab', { name: 'Mundo' }).click();
  await view.button('Novo convite…').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Adicionar' }).click();
  await page.getByText('canal · usos: 0 de 1').waitFor();
  const once = sandbox.views.invites(sandbox.channelId).at(-1)?.link ?? '';
  const enter = view.button(`Entrar como… por ${once}`);
  await enter.click();
  await page.getByRole('dialog').getByLabel('Pessoa').selectOption({ label: 'Carla' });
  await page.getByRole('dialog').getByRole('button', { name: 'Abrir' }).click();
  await page.getByRole('alert').getByText('Carla entrou.').waitFor();
  await page.getByText('canal · usos: 1 de 1').waitFor();
  expect(await enter.isDisabled()).toBe(true);
  expect(sandbox.views.member(sandbox.channelId, 703).status).toBe('member');

  await view.client('Ana Souza').choose();
  await page.locator('#client').getByRole('button', { name: 'Mais opções' }).click();
  await page.getByRole('menuitem', { name: 'Abrir um link…' }).click();
  await page.getByLabel('Endereço').fill(once);
  await page.getByRole('dialog').getByRole('button', { name: 'Abrir' }).click();
  await page.getByRole('alert').getByText('Este convite não existe, venceu ou já foi usado.').waitFor();
  expect(view.problems.filter((problem) => !problem.includes('400'))).toEqual([]);
});

test('a link that somebody types starts the bot, or opens a post', async () => {
  await using sandbox = await startSandbox(seeded);
  const post = { chat_id: sandbox.channelId, text: '🟦 Pedido 7' };
  const { message_id: postId } = (await call(sandbox, 'sendMessage', post)) as { message_id: number };
  await using view = await openConsole(browser(), sandbox.url);
  const { page } = view;
  const open = async (url: string): Promise<void> => {
    await page.locator('#client').getByRole('button', { name: 'Mais opções' }).click();
    await page.getByRole('menuitem', { name: 'Abrir um link…' }).click();
    await page.getByLabel('Endereço').fill(url);
    await page.getByRole('dialog').getByRole('button', { name: 'Abrir' }).click();
  };
  await open('https://t.me/balcao_bot?start=d-vendas-site');
  await view.client('Ana Souza').message('/start d-vendas-site').waitFor();
  await open(`https://t.me/c/${String(sandbox.channelId).slice(4)}/${postId}`);
  await page.getByRole('heading', { name: /Pedido 7$/, level: 3 }).waitFor();
  await open('https://example.com/');
  await page.getByRole('alert').getByText('Este link leva para fora do Telegram local.').waitFor();
  expect(view.problems).toEqual([]);
});
