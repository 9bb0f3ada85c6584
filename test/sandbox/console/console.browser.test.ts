import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { browserOfFile } from '../../support/chromium.ts';
import { startDesk } from '../../support/desk.ts';
import { barriers, openConsole, PHONE } from './console-page.ts';

const browser = browserOfFile();

const seeded = { sandbox: { seed: true } };

test('a conversation, from the first message to the second ticket', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const ana = view.client('Ana Souza');

  await ana.writes('Oi, a luminária chegou quebrada');
  const post = view.post('Ana Souza');
  await post.filter({ hasText: '🟦' }).waitFor();
  await post.getByRole('img', { name: 'fixado' }).waitFor();
  await view.button(/^1 post fixado/).waitFor();

  await view.thread('Ana Souza').getByText('Oi, a luminária chegou quebrada').waitFor();
  await view.comment('Bia Rocha', 'Oi, Ana! Vamos trocar.');
  await ana.message('Oi, Ana! Vamos trocar.').waitFor();

  await view.comment('Bia Rocha', '# conferir o estoque');
  await view.thread('Ana Souza').getByText('Nota · o cliente não recebe').waitFor();

  await view.comment('Bia Rocha', '/p 5');
  await post.filter({ hasText: '🟥' }).waitFor();

  await view.comment('Bia Rocha', '/fim');
  await post.filter({ hasText: '⬜️' }).waitFor();
  await post.getByRole('img', { name: 'fixado' }).waitFor({ state: 'detached' });
  await view.button(/posts? fixado/).waitFor({ state: 'hidden' });
  await ana.message('Encerramos este atendimento').waitFor();

  await ana.writes('Mais uma coisa');
  await post.filter({ hasText: '🟦' }).waitFor();
  await ana.message('Que bom ter você de volta!').waitFor();

  await desk.settle();
  expect(await ana.chat.getByText('conferir o estoque').count()).toBe(0);
  expect(await view.page.getByRole('article').count()).toBe(1);
  expect(view.problems).toEqual([]);
});

test('the link in a notice opens the post, and the name in it the phone of the client', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  await view.client('Ana Souza').writes('Primeira');
  await view.thread('Ana Souza').getByText('Primeira').waitFor();
  await view.client('Bruno Lima').choose();
  await view.client('Bruno Lima').writes('Segunda');

  const notices = view.client('Bia Rocha');
  await notices.message('Bruno Lima').getByRole('link', { name: 'Abrir conversa' }).click();
  await view.thread('Bruno Lima').getByText('Segunda').waitFor();
  expect(view.page.url()).toBe(`${desk.sandbox.url}/`);

  await notices.message('Ana Souza').getByRole('button', { name: 'Ana Souza' }).click();
  await view.client('Ana Souza').message('Primeira').waitFor();
  expect(view.problems).toEqual([]);
});

test('a new client comes by a link with a parameter, edits, blocks the bot and returns', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  await view.button('Novo cliente').click();
  await view.page.getByLabel('Nome', { exact: true }).fill('Zélia');
  await view.page.getByRole('dialog').getByRole('button', { name: 'Adicionar' }).click();
  const zelia = view.client('Zélia');
  await view.page.getByRole('heading', { name: 'Escreva como cliente' }).waitFor();

  await view.button('Iniciar com parâmetro…').click();
  await view.page.getByLabel(/^Parâmetro/).fill('vitrine');
  await view.page.getByRole('dialog').getByRole('button', { name: 'Iniciar' }).click();
  await zelia.message('Olá, Zélia!').waitFor();
  await zelia.writes('Quanto custa a de mesa?');
  await view.thread('Zélia').getByText('Origem: vitrine').waitFor();

  await zelia.message('Quanto custa a de mesa?').waitFor();
  await zelia.field.press('ArrowUp');
  await zelia.field.fill('Quanto custa a de chão?');
  await zelia.field.press('Enter');
  await zelia.message('Quanto custa a de chão?').getByText('editada').waitFor();
  await view.thread('Zélia').getByText('Quanto custa a de chão?').waitFor();

  await view.page.locator('#client').getByRole('button', { name: 'Mais opções' }).click();
  await view.page.getByRole('menuitem', { name: 'Bloquear o bot' }).click();
  await view.page.getByText('Zélia bloqueou o bot.').waitFor();
  await zelia.field.waitFor({ state: 'hidden' });
  await view.button('Desbloquear o bot').click();
  await zelia.field.waitFor();
  expect(view.problems).toEqual([]);
});

test('a photo and a reply reach the other side, and quotes show what is answered', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const ana = view.client('Ana Souza');
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';
  await view.page.locator('#client input[type="file"]').setInputFiles({
    name: 'vidro.png',
    mimeType: 'image/png',
    buffer: Buffer.from(pixel, 'base64'),
  });
  await view.page.locator('#client').getByText('vidro.png').waitFor();
  await ana.writes('Foi assim que chegou');
  const shown = view.thread('Ana Souza').getByRole('listitem').filter({ hasText: 'Foi assim que chegou' });
  await shown.getByRole('img', { name: 'Foto' }).waitFor();

  await shown.hover();
  await shown.getByRole('button', { name: 'Responder' }).click();
  await view.comment('Bia Rocha', 'Que pena, trocamos sim');
  const answer = ana.message('Que pena, trocamos sim');
  await answer.getByRole('button', { name: 'Ana Souza Foi assim que chegou' }).waitFor();
  expect(view.problems).toEqual([]);
});

test('what people write stays text, with the formatting that Telegram gives it', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const markup = '<img src=x onerror="document.title=1"><b>não</b>';
  desk.sandbox.people.rename(701, { firstName: '<i>Ana</i>' });
  desk.sandbox.people.write(701, {
    text: `${markup} forte leve`,
    entities: [
      { type: 'bold', offset: markup.length + 1, length: 10 },
      { type: 'italic', offset: markup.length + 7, length: 4 },
      { type: 'text_link', offset: 0, length: 4, url: 'javascript:alert(1)' },
    ],
  });
  const message = view.client('<i>Ana</i>').message(markup);
  await message.waitFor();
  expect(await message.locator('img').count()).toBe(0);
  expect(await message.locator('a').count()).toBe(0);
  expect((await message.locator('b').allTextContents()).join('')).toBe('forte leve');
  expect(await message.locator('b i, i b').textContent()).toBe('leve');
  await view.thread('<i>Ana</i>').getByText(markup).waitFor();
  expect(view.problems).toEqual([]);
});

test('drafts, focus and the place in a long chat survive what others write', async () => {
  await using desk = await startDesk(seeded);
  const { people } = desk.sandbox;
  for (let line = 1; line <= 40; line += 1) people.write(701, `linha ${line} da conversa`);
  await desk.settle();
  await using view = await openConsole(browser(), desk.sandbox.url);
  const ana = view.client('Ana Souza');
  await ana.message('linha 40 da conversa').waitFor();
  await ana.field.fill('rascunho da Ana');
  await ana.message('linha 1 da conversa').scrollIntoViewIfNeeded();
  await view.page.locator('#client .below').waitFor();
  await ana.field.focus();
  const placeBefore = await ana.chat.evaluate(
    (element) => (element as unknown as { scrollTop: number }).scrollTop,
  );

  people.comment(501, desk.sandbox.views.channel()[0]?.id ?? 0, 'chegou?');
  await view.page.locator('#client').getByRole('button', { name: '1 mensagem nova' }).waitFor();
  const placeAfter = await ana.chat.evaluate(
    (element) => (element as unknown as { scrollTop: number }).scrollTop,
  );
  expect(placeAfter).toBe(placeBefore);
  expect(await ana.field.inputValue()).toBe('rascunho da Ana');
  expect(await ana.field.evaluate((element) => element.matches(':focus'))).toBe(true);

  await view.client('Bruno Lima').choose();
  expect(await view.client('Bruno Lima').field.inputValue()).toBe('');
  await ana.choose();
  expect(await ana.field.inputValue()).toBe('rascunho da Ana');
  expect(view.problems).toEqual([]);
});

test('a refused act says why and gives the text back', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const ana = view.client('Ana Souza');
  const tooLong = 'a'.repeat(4097);
  await ana.writes(tooLong);
  await view.page.getByRole('alert').getByText('4096').waitFor();
  expect(await ana.field.inputValue()).toBe(tooLong);
});

test('nobody is kept out, in light and dark, at a desk and on a phone', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  expect(await barriers(view.page)).toEqual([]);

  await view.client('Ana Souza').writes('Oi, vi em https://example.com e gostei');
  await view.thread('Ana Souza').getByText('gostei').waitFor();
  await view.comment('Bia Rocha', '# vip');
  await view.comment('Bia Rocha', 'Olá!');
  await view.client('Ana Souza').message('Olá!').waitFor();
  desk.sandbox.people.write(702, 'Bom dia');
  await view.button(/^Bruno Lima 1 nova/).waitFor();
  await view.post('Bruno Lima').getByText('1 nova').waitFor();
  for (const viewport of [{ width: 1440, height: 860 }, PHONE]) {
    await view.page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await view.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await barriers(view.page), `${colorScheme}, ${viewport.width} px`).toEqual([]);
    }
  }
  expect(view.problems).toEqual([]);
});

test('on a phone there is one pane at a time, and nothing is wider than it', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url, { viewport: PHONE, hasTouch: true });
  const tabs = view.page.getByRole('navigation', { name: 'Painéis' });
  const tab = (name: RegExp | string) => tabs.getByRole('button', { name });
  await view.client('Ana Souza').writes('Oi do celular');
  await tab('Canal com novidades').click();
  await view.client('Ana Souza').field.waitFor({ state: 'hidden' });
  await view.button(/^Abrir 🟦/).click();
  await view.comment('Bia Rocha', 'Oi, Ana!');
  await view.thread('Ana Souza').getByText('Oi, Ana!').waitFor();
  await view.button('Voltar').click();
  await view.post('Ana Souza').waitFor();
  await tab(/^Avisos/).click();
  await view.client('Bia Rocha').message('Ana Souza').waitFor();
  await tab(/^API/).click();
  await view.page.getByRole('region', { name: 'Chamadas da Bot API' }).getByText('pinChatMessage').waitFor();
  await tab(/^Cliente/).click();
  await view.client('Ana Souza').message('Oi, Ana!').waitFor();
  const width = await view.page.evaluate<number>('document.documentElement.scrollWidth');
  expect(width).toBe(PHONE.width);
  expect(view.problems).toEqual([]);
});

test('the page speaks English to those who ask, and remembers it', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  await view.button('English').click();
  await view.page.getByRole('heading', { name: 'Write as a client' }).waitFor();
  await view.page.reload();
  await view.page.getByRole('heading', { name: 'The channel is empty' }).waitFor();
  expect(await view.page.locator('html').getAttribute('lang')).toBe('en');
  await using abroad = await openConsole(browser(), desk.sandbox.url, { locale: 'es-AR' });
  await abroad.page.getByRole('heading', { name: 'The channel is empty' }).waitFor();
  expect(view.problems).toEqual([]);
});

test('the page goes on when its server has been away', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'balcao-console-'));
  const dataFile = join(folder, 'telegram.jsonl');
  const before = await startSandbox({ seed: true, dataFile });
  await using view = await openConsole(browser(), before.url);
  const status = view.page.getByRole('status');
  await status.getByText('Conectado').waitFor();
  const ana = view.client('Ana Souza');
  await ana.field.fill('rascunho');
  await before.close();
  await status.getByText('Reconectando…').waitFor();

  await using after = await startSandbox({ dataFile, port: Number(new URL(before.url).port) });
  after.people.write(701, 'enquanto isso');
  await status.getByText('Conectado').waitFor();
  await ana.message('enquanto isso').waitFor();
  expect(await ana.field.inputValue()).toBe('rascunho');
  rmSync(folder, { recursive: true, force: true });
});
