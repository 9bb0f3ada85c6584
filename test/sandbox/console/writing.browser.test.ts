import { expect, test } from 'vitest';
import { browserOfFile } from '../../support/chromium.ts';
import { startDesk } from '../../support/desk.ts';
import { openConsole } from './console-page.ts';

const browser = browserOfFile();

const seeded = { sandbox: { seed: true } };

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** Scripts for the page. The types of the page are missing in tests. */
const draggedPictures = (names: string[]): string => `(() => {
  const bytes = Uint8Array.from(atob('${PIXEL.toString('base64')}'), (letter) => letter.codePointAt(0));
  const dragged = new DataTransfer();
  for (const name of ${JSON.stringify(names)}) {
    dragged.items.add(new File([bytes], name, { type: 'image/png' }));
  }
  return dragged;
})()`;

const selectInWords = (passage: string): string => `(() => {
  const text = getSelection().anchorNode;
  const start = text.data.indexOf('${passage}');
  getSelection().setBaseAndExtent(text, start, text, start + ${passage.length});
})()`;

test('typed marks become formatting, and come back as marks when the message is edited', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const ana = view.client('Ana Souza');
  await ana.writes('um **forte __e leve__**, `a**b` e [site](https://example.com) 2**3');
  const message = ana.message('um forte e leve');
  await message.getByText('site').waitFor();
  expect(await message.locator('code').innerText()).toBe('a**b');
  expect((await message.locator('b').allTextContents()).join('')).toContain('forte');
  await view.thread('Ana Souza').getByRole('link', { name: 'site' }).waitFor();

  await ana.field.press('ArrowUp');
  expect(await ana.field.inputValue()).toBe(
    'um **forte __e leve__**, `a**b` e [site](https://example.com/) 2**3',
  );
  await ana.field.fill('palavra');
  await ana.field.press('Control+a');
  await ana.field.press('Control+b');
  expect(await ana.field.inputValue()).toBe('**palavra**');
  await ana.field.press('Enter');
  await ana.message('palavra').getByText('editada').waitFor();
  expect(await ana.message('palavra').locator('b').last().innerText()).toBe('palavra');
  expect(view.problems).toEqual([]);
});

test('several pictures are dropped as an album, and reach the team as one', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const files = await view.page.evaluateHandle(draggedPictures(['a.png', 'b.png']));
  const chat = view.page.locator('#client .chat');
  await chat.dispatchEvent('dragover', { dataTransfer: files });
  await chat.getByText('Solte aqui para anexar').waitFor();
  await chat.dispatchEvent('drop', { dataTransfer: files });
  await view.page.locator('#client').getByText('a.png, b.png').waitFor();
  await view.client('Ana Souza').writes('Frente e verso');
  const thread = view.thread('Ana Souza');
  await thread.getByText('Frente e verso').waitFor();
  await expect.poll(() => thread.getByRole('img', { name: 'Foto' }).count()).toBe(2);
  const albums = new Set(desk.sandbox.views.private(701).flatMap((sent) => sent.media_group_id ?? []));
  expect(albums.size).toBe(1);
  expect(view.problems).toEqual([]);
});

test('a voice message, a sticker, a contact, a place and a poll are sent from the menu', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const client = view.page.locator('#client');
  const ana = view.client('Ana Souza');
  const dialog = view.page.getByRole('dialog');
  const attach = async (name: string) => {
    await client.getByRole('button', { name: 'Anexar' }).click();
    await view.page.getByRole('menuitem', { name }).click();
  };
  await ana.writes('oi');
  await attach('Mensagem de voz');
  await dialog.getByText('Nenhum microfone').waitFor();
  await dialog.getByRole('button', { name: 'Som de teste' }).click();
  await ana.chat.getByRole('group', { name: 'Mensagem de voz' }).waitFor();
  await attach('Figurinha');
  await dialog.getByRole('button', { name: '🎉' }).click();
  await ana.chat.getByRole('img', { name: 'Figurinha' }).waitFor();
  await attach('Contato');
  await dialog.getByLabel('Nome').fill('Zeca');
  await dialog.getByLabel('Telefone').fill('+55 11 5555-0100');
  await dialog.getByRole('button', { name: 'Enviar' }).click();
  await ana.message('Zeca').waitFor();
  await attach('Localização');
  await dialog.getByRole('button', { name: 'Enviar' }).click();
  await ana.message('-23.5614, -46.6559').waitFor();
  await attach('Enquete');
  await dialog.getByLabel('Pergunta').fill('Que dia?');
  await dialog.getByRole('textbox', { name: 'Opção 1' }).fill('Hoje');
  await dialog.getByRole('textbox', { name: 'Opção 2' }).fill('Amanhã');
  await dialog.getByRole('button', { name: 'Enviar' }).click();
  await ana.message('Que dia?').waitFor();
  await desk.settle();
  const kinds = desk.sandbox.views.private(701).flatMap((sent) => Object.keys(sent));
  expect(kinds).toEqual(expect.arrayContaining(['voice', 'sticker', 'contact', 'location', 'poll']));
  await view.thread('Ana Souza').getByText('Que dia?').waitFor();
  expect(view.problems).toEqual([]);
});

test('a passage is quoted, and a reaction shows on the other side until it is taken back', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const ana = view.client('Ana Souza');
  await ana.writes('O vidro chegou quebrado e a caixa amassada');
  const comment = view.thread('Ana Souza').getByRole('listitem').filter({ hasText: 'amassada' });
  await comment.waitFor();
  await comment.locator('.words').dblclick();
  await view.page.evaluate(selectInWords('vidro chegou quebrado'));
  await comment.hover();
  await comment.getByRole('button', { name: 'Responder' }).click();
  await view.page.getByText('Citação de').waitFor();
  await view.comment('Bia Rocha', 'Só o vidro?');
  await ana
    .message('Só o vidro?')
    .getByRole('button', { name: /vidro chegou quebrado$/ })
    .waitFor();

  const answer = ana.message('Só o vidro?');
  await answer.hover();
  await answer.getByRole('button', { name: 'Reagir' }).click();
  await view.page.getByRole('button', { name: 'Reagir com 👍' }).click();
  const shown = view.thread('Ana Souza').getByRole('listitem').filter({ hasText: 'Só o vidro?' });
  await shown.getByRole('group', { name: 'Reações' }).getByText('👍').waitFor();
  await answer.getByRole('button', { name: '👍' }).click();
  await shown.getByRole('group', { name: 'Reações' }).waitFor({ state: 'detached' });
  expect(view.problems).toEqual([]);
});

test('an answer leads to what it answers, and a forward says whose it is', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { people } = desk.sandbox;
  const first = people.write(701, 'a primeira de todas');
  for (let line = 1; line <= 30; line += 1) people.write(701, `linha ${line} da conversa`);
  people.write(701, 'sobre aquilo', { replyTo: first });
  const ana = view.client('Ana Souza');
  const jump = ana.message('sobre aquilo').getByRole('button', { name: /a primeira de todas$/ });
  await jump.click();
  const target = ana.chat
    .getByRole('listitem')
    .filter({ hasText: /^(?!.*sobre aquilo).*a primeira de todas/s });
  await expect.poll(() => target.evaluate((element) => element.matches(':focus'))).toBe(true);

  await view.page.keyboard.press('Delete');
  await target.waitFor({ state: 'detached' });
  await view.page.locator('#client').getByRole('button', { name: 'Anexar' }).click();
  await view.page.getByRole('menuitem', { name: 'Mensagem encaminhada' }).click();
  const dialog = view.page.getByRole('dialog');
  await dialog.getByLabel('De quem é').fill('Zeca');
  await dialog.getByLabel('O que diz').fill('chega na sexta');
  await dialog.getByRole('button', { name: 'Enviar' }).click();
  await ana.message('chega na sexta').getByText('Encaminhada de Zeca').waitFor();
  expect(view.problems).toEqual([]);
});

test('words under a photo are changed and taken away, and the photo is exchanged', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const ana = view.client('Ana Souza');
  const client = view.page.locator('#client');
  const thread = view.thread('Ana Souza');
  desk.sandbox.people.write(701, { photo: { fileName: 'frente.png' }, caption: 'assim chegou' });
  const sent = ana.chat.getByRole('listitem').filter({ has: view.page.getByRole('img', { name: 'Foto' }) });
  await thread.getByText('assim chegou').waitFor();
  await sent.hover();
  await sent.getByRole('button', { name: 'Editar' }).click();
  await ana.field.fill('');
  await ana.field.press('Enter');
  await thread.getByText('assim chegou').waitFor({ state: 'detached' });
  expect(await thread.getByRole('img', { name: 'Foto' }).count()).toBe(1);

  const before = desk.sandbox.views.private(701).find(({ photo }) => photo !== undefined);
  await sent.hover();
  await sent.getByRole('button', { name: 'Editar' }).click();
  await client.getByRole('button', { name: 'Anexar' }).click();
  expect(await view.page.getByRole('menuitem').allTextContents()).toEqual(['Fotos e vídeos', 'Arquivos']);
  await view.page.keyboard.press('Escape');
  await client
    .locator('input[type="file"]')
    .setInputFiles({ name: 'verso.png', mimeType: 'image/png', buffer: PIXEL });
  await client.getByText('verso.png').waitFor();
  await ana.field.fill('o verso');
  await ana.field.press('Enter');
  await thread.getByText('o verso').waitFor();
  const after = desk.sandbox.views.private(701).find(({ photo }) => photo !== undefined);
  expect(after?.message_id).toBe(before?.message_id);
  expect(after?.photo?.[0]?.file_unique_id).not.toBe(before?.photo?.[0]?.file_unique_id);

  await ana.writes('texto');
  await ana.message('texto').waitFor();
  await ana.field.press('ArrowUp');
  await ana.field.fill('');
  expect(await client.getByRole('button', { name: 'Salvar' }).isDisabled()).toBe(true);
  expect(view.problems).toEqual([]);
});
