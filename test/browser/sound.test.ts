import { expect, test } from 'vitest';
import { browserOfFile } from '../support/chromium.ts';
import { startDesk } from '../support/desk.ts';
import { barriers, openConsole } from './console-page.ts';

const browser = browserOfFile();

const seeded = { sandbox: { seed: true } };

test('a voice message is recorded, reaches the team, and is played where it stands', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url, { permissions: ['microphone'] });
  const { page } = view;
  const client = page.locator('#client');
  await client.getByRole('button', { name: 'Anexar' }).click();
  await page.getByRole('menuitem', { name: 'Mensagem de voz' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mensagem de voz' });
  await dialog.getByRole('timer').getByText('0:01').waitFor();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Enviar' }).click();
  const voice = view.client('Ana Souza').chat.getByRole('group', { name: 'Mensagem de voz' });
  await voice.getByRole('button', { name: 'Tocar' }).click();
  await voice.getByRole('button', { name: 'Pausar' }).waitFor();
  await view.thread('Ana Souza').getByRole('group', { name: 'Mensagem de voz' }).waitFor();
  await desk.settle();
  const [sent] = desk.sandbox.look.private(701);
  expect(sent?.voice).toMatchObject({ mime_type: 'audio/webm' });
  expect(sent?.voice?.file_size).toBeGreaterThan(1000);
  expect(await barriers(page)).toEqual([]);
  expect(view.problems).toEqual([]);
});

test('who has no microphone sends a tone, and what cannot be played is a file', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  const { chat } = view.client('Ana Souza');
  desk.sandbox.people.write(701, { audio: { fileName: 'ruido.mp3', title: 'Ruído', bytes: 'bm9pc2U=' } });
  await chat.getByRole('group', { name: 'Ruído' }).getByRole('button', { name: 'Tocar' }).click();
  await chat.getByRole('link', { name: /^Ruído/ }).waitFor();

  await page.locator('#client').getByRole('button', { name: 'Anexar' }).click();
  await page.getByRole('menuitem', { name: 'Mensagem de voz' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Som de teste' }).click();
  const tone = chat.getByRole('group', { name: 'Mensagem de voz' });
  await tone.getByText('0:02').waitFor();
  await tone.getByRole('slider', { name: 'Posição' }).focus();
  await page.keyboard.press('ArrowRight');
  await tone.getByRole('button', { name: 'Tocar' }).click();
  await tone.getByText(/^0:0[12] \/ 0:02$/).waitFor();
  await tone.getByRole('button', { name: 'Tocar' }).waitFor();
  expect(view.problems).toEqual([]);
});
