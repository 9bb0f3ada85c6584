import { expect, test } from 'vitest';
import { browserOfFile } from '../../support/chromium.ts';
import { startDesk } from '../../support/desk.ts';
import { barriers, openConsole } from './console-page.ts';

const browser = browserOfFile();

const seeded = { sandbox: { seed: true } };

test('an administrator posts in the channel, changes it, pins it and takes it away', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  const { views } = desk.sandbox;
  const field = page.getByRole('textbox', { name: 'Publicação de Bia Rocha' });
  await view.button('Publicar no canal').click();
  await field.fill('Amanhã **não** abrimos');
  await field.press('Enter');
  const post = view.post('Amanhã não abrimos');
  await post.getByText('não', { exact: true }).waitFor();
  await expect.poll(() => views.channel()[0]?.rootId).not.toBe(null);
  await post.getByRole('button', { name: /^Abrir/ }).click();
  await view.comment('Bia Rocha', 'feriado');
  await view.thread('Amanhã não abrimos').getByText('feriado').waitFor();
  expect(await barriers(page)).toEqual([]);

  const choose = async (item: string) => {
    await post.getByRole('button', { name: /^Opções de/ }).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  };
  await choose('Fixar');
  await post.getByRole('img', { name: 'fixado' }).waitFor();
  await choose('Reagir');
  await page.getByRole('button', { name: 'Reagir com 🎉' }).click();
  await post.getByRole('button', { name: '🎉' }).waitFor();
  await choose('Editar');
  await field.fill('Amanhã não abrimos, é feriado');
  await field.press('Enter');
  await view.post('é feriado').waitFor();
  expect(views.group()[0]?.text).toBe('Amanhã não abrimos, é feriado');
  await choose('Apagar');
  await post.waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'O canal está vazio' }).waitFor();
  expect(view.problems).toEqual([]);
});

test.each(['Apagar', 'Apagar a cópia no grupo'])(
  '“%s” on the bot’s post, and the desk opens another',
  async (item) => {
    await using desk = await startDesk(seeded);
    await using view = await openConsole(browser(), desk.sandbox.url);
    const { views, people } = desk.sandbox;
    await view.client('Ana Souza').writes('oi');
    await view.thread('Ana Souza').getByText('oi').waitFor();
    await desk.settle();
    const first = views.channel()[0]?.id ?? 0;
    await view
      .post('Ana Souza')
      .getByRole('button', { name: /^Opções de/ })
      .click();
    await view.page.getByRole('menuitem', { name: item, exact: true }).click();
    if (item === 'Apagar') {
      await view.post('Ana Souza').waitFor({ state: 'detached' });
      // The thread is still in the group. Only a change of the post finds the post gone.
      people.comment(501, first, '/p 4');
    }
    await view.client('Ana Souza').writes('vocês estão aí?');
    await expect.poll(() => views.channel().at(-1)?.id).toBeGreaterThan(first);
    await view
      .post('Ana Souza')
      .last()
      .getByRole('button', { name: /^Abrir/ })
      .click();
    await view.thread('Ana Souza').getByText('vocês estão aí?').waitFor();
    expect(view.problems).toEqual([]);
  },
);

test('only administrators post, and an album in the channel is one post', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { people } = desk.sandbox;
  const { page } = view;
  const pixel =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';
  await view.button('Publicar no canal').click();
  await page.locator('#channel .feed input[type="file"]').setInputFiles(
    ['a.png', 'b.png'].map((name) => ({
      name,
      mimeType: 'image/png',
      buffer: Buffer.from(pixel, 'base64'),
    })),
  );
  const field = page.getByRole('textbox', { name: 'Publicação de Bia Rocha' });
  await field.fill('A vitrine nova');
  await field.press('Enter');
  const post = view.post('A vitrine nova');
  await expect.poll(() => post.getByRole('img', { name: 'Foto' }).count()).toBe(2);
  expect(await page.getByRole('article').count()).toBe(1);
  expect(() => people.post(701, 'posso?')).toThrow('User 701 may not post in the channel.');
  expect(view.problems).toEqual([]);
});

test('in a long history older messages come when they are asked for, and the place is kept', async () => {
  await using desk = await startDesk(seeded);
  const { people, views } = desk.sandbox;
  people.write(701, 'a primeira de todas');
  await desk.settle();
  const postId = views.channel()[0]?.id ?? 0;
  for (let number = 1; number <= 450; number += 1) people.comment(501, postId, `# nota ${number}.`);
  await using view = await openConsole(browser(), desk.sandbox.url);
  await view
    .post('Ana Souza')
    .getByRole('button', { name: /^Abrir/u })
    .click();
  const thread = view.thread('Ana Souza');
  await thread.getByText('# nota 450.').waitFor();
  expect(await thread.getByText('# nota 250.').count()).toBe(0);
  const older = thread.getByRole('button', { name: 'Mostrar mais antigas' });
  await older.scrollIntoViewIfNeeded();
  const before = await thread.getByText('# nota 251.').boundingBox();
  await older.click();
  await thread.getByText('# nota 51.').waitFor();
  const after = await thread.getByText('# nota 251.').boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
  await older.click();
  await thread.getByText('a primeira de todas').waitFor();
  await older.waitFor({ state: 'hidden' });
  expect(await thread.getByRole('button', { name: /mensagens? novas?/u }).count()).toBe(0);
  expect(view.problems).toEqual([]);
});
