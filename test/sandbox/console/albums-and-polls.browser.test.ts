import { expect, test } from 'vitest';
import { browserOfFile } from '../../support/chromium.ts';
import { startDesk } from '../../support/desk.ts';
import { barriers, openConsole } from './console-page.ts';

const browser = browserOfFile();

const seeded = { sandbox: { seed: true } };

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==';
const photo = (name: string) => ({ photo: { fileName: name, bytes: PIXEL, width: 400, height: 300 } });
const file = (name: string) => ({ document: { fileName: name, bytes: PIXEL } });

test('an album is one message with one caption, and each item has its own menu', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { people, views } = desk.sandbox;
  people.writeAlbum(701, [{ ...photo('a.png'), caption: 'Frente e verso' }, photo('b.png'), photo('c.png')]);
  const ana = view.client('Ana Souza');
  const album = ana.chat.getByRole('listitem').filter({ hasText: 'Frente e verso' });
  await expect.poll(() => album.getByRole('img', { name: 'Foto' }).count()).toBe(3);
  const relayed = view.thread('Ana Souza').getByRole('listitem').filter({ hasText: 'Frente e verso' });
  await expect.poll(() => relayed.getByRole('img', { name: 'Foto' }).count()).toBe(3);

  const second = relayed.getByRole('group', { name: 'Foto, 2 de 3 do álbum' });
  await second.hover();
  await second.getByRole('button', { name: 'Mais opções' }).click();
  await view.page.getByRole('menuitem', { name: 'Reagir' }).click();
  await view.page.getByRole('button', { name: 'Reagir com 👀' }).click();
  const [, own] = views.private(701);
  await album
    .getByRole('group', { name: 'Foto, 2 de 3 do álbum' })
    .getByRole('button', { name: '👀' })
    .waitFor();
  expect(views.private(701)[1]?.reactions).toHaveLength(1);

  await ana.chat.focus();
  await ana.chat.press('ArrowUp');
  for (const key of ['ArrowUp', 'ArrowUp', 'e']) await view.page.keyboard.press(key);
  await ana.field.fill('o verso');
  await ana.field.press('Enter');
  await album.getByText('editada').waitFor();
  expect(views.private(701).find(({ message_id: id }) => id === own?.message_id)?.caption).toBe('o verso');
  expect(await barriers(view.page)).toEqual([]);
  expect(view.problems).toEqual([]);
});

test('files of an album stand below each other, and a late deletion leaves the others', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { people } = desk.sandbox;
  const [first] = people.writeAlbum(701, [
    { ...file('nota.pdf'), caption: 'A nota' },
    { ...file('foto.zip'), caption: 'As fotos' },
  ]);
  const ana = view.client('Ana Souza');
  const album = ana.chat.getByRole('listitem').filter({ hasText: 'A nota' });
  await album.getByRole('link', { name: /nota\.pdf/ }).waitFor();
  await album.getByText('As fotos').waitFor();
  await album.getByRole('group', { name: /^A nota, 1 de 2/ }).focus();
  await view.page.keyboard.press('Delete');
  await album.waitFor({ state: 'detached' });
  await ana
    .message('As fotos')
    .getByRole('link', { name: /foto\.zip/ })
    .waitFor();
  expect(desk.sandbox.views.private(701).some(({ message_id: id }) => id === first)).toBe(false);
  expect(view.problems).toEqual([]);
});

test('a picture opens large, shows its neighbours, and gives the focus back', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  desk.sandbox.people.writeAlbum(701, [photo('a.png'), photo('b.png')]);
  const { chat } = view.client('Ana Souza');
  const first = chat.getByRole('link', { name: 'Foto: ampliar' }).first();
  await first.click();
  const large = view.page.getByRole('dialog', { name: 'Imagem ampliada' });
  await large.getByText('1 de 2').waitFor();
  expect(await barriers(view.page)).toEqual([]);
  await view.page.keyboard.press('ArrowRight');
  await large.getByText('2 de 2').waitFor();
  await large.getByRole('link', { name: 'Baixar' }).waitFor();
  await large.getByRole('button', { name: 'Anterior' }).click();
  await view.page.keyboard.press('Escape');
  await large.waitFor({ state: 'detached' });
  expect(await first.evaluate((element) => element.matches(':focus'))).toBe(true);

  await chat.getByRole('group', { name: 'Foto, 2 de 2 do álbum' }).focus();
  await view.page.keyboard.press('Enter');
  await large.getByText('2 de 2').waitFor();
  await large.getByRole('button', { name: 'Fechar' }).click();

  desk.sandbox.people.write(701, { ...photo('segredo.png'), spoiler: true });
  const covered = chat.getByRole('link', { name: 'Foto escondida: mostrar' });
  await covered.click();
  await covered.waitFor({ state: 'detached' });
  expect(await large.count()).toBe(0);
  expect(view.problems).toEqual([]);
});

test('people vote, change their mind, and see what others chose', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { people, views } = desk.sandbox;
  people.write(701, 'oi');
  await desk.settle();
  const postId = views.channel()[0]?.id ?? 0;
  people.comment(501, postId, { poll: { question: 'Que dia?', options: ['Hoje', 'Amanhã'] } });
  const poll = view.client('Ana Souza').chat.getByRole('group', { name: 'Enquete: Que dia?' });
  await poll.getByRole('button', { name: 'Amanhã' }).click();
  await poll.getByText('100%').waitFor();
  await poll.getByText('1 voto').waitFor();
  await poll.getByText('seu voto').waitFor();
  expect(await barriers(view.page)).toEqual([]);
  await poll.getByRole('button', { name: 'Retirar voto' }).click();
  await poll.getByText('Ninguém votou ainda').waitFor();

  people.comment(501, postId, {
    poll: { question: 'Cores?', options: ['Azul', 'Verde'], allowsMultiple: true },
  });
  const several = view.thread('Ana Souza').getByRole('group', { name: 'Enquete: Cores?' });
  await several.getByRole('checkbox', { name: 'Azul' }).check();
  await several.getByRole('checkbox', { name: 'Verde' }).check();
  await several.getByRole('button', { name: 'Votar' }).click();
  await expect.poll(() => several.getByText('100%').count()).toBe(2);

  people.write(701, {
    poll: { question: 'Quanto é?', options: ['3', '4'], isQuiz: true, correctOptions: [1] },
  });
  const quiz = view.client('Ana Souza').chat.getByRole('group', { name: 'Enquete: Quanto é?' });
  await quiz.getByRole('button', { name: '3' }).click();
  await quiz.getByText('resposta errada').waitFor();
  await quiz.getByText('resposta certa').waitFor();
  expect(await quiz.getByRole('button').count()).toBe(0);
  expect(view.problems).toEqual([]);
});
