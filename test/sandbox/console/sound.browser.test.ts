import { expect, test } from 'vitest';
import { browserOfFile } from '../../support/chromium.ts';
import { startDesk } from '../../support/desk.ts';
import { barriers, openConsole } from './console-page.ts';

const browser = browserOfFile();

const seeded = { sandbox: { seed: true } };

/** Slow enough to be playing still at the next look. */
const SLOWLY = `(() => {
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function () {
    this.playbackRate = 0.0625;
    return play.call(this);
  };
})()`;

test('a voice message is recorded, reaches the team, and is played where it stands', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url, { permissions: ['microphone'] });
  const { page } = view;
  await page.evaluate(SLOWLY);
  const client = page.locator('#client');
  await client.getByRole('button', { name: 'Mensagem de voz' }).click();
  const dialog = page.getByRole('dialog', { name: 'Mensagem de voz' });
  await dialog
    .getByRole('timer')
    .getByText(/^0:0[1-9]$/)
    .waitFor();
  expect(await barriers(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Enviar' }).click();
  const voice = view.client('Ana Souza').chat.getByRole('group', { name: 'Mensagem de voz' });
  await voice.getByRole('button', { name: 'Tocar' }).click();
  await voice.getByRole('button', { name: 'Pausar' }).waitFor();
  await view.thread('Ana Souza').getByRole('group', { name: 'Mensagem de voz' }).waitFor();
  await desk.settle();
  const [sent] = desk.sandbox.views.private(701);
  expect(sent?.voice).toMatchObject({ mime_type: 'audio/webm' });
  expect(sent?.voice?.file_size).toBeGreaterThan(1000);
  expect(await barriers(page)).toEqual([]);
  expect(view.problems).toEqual([]);
});

test('who has no microphone sends a tone, and what cannot be played is a file', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  await page.evaluate(SLOWLY);
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
  await tone.getByText('0:00 / 0:02').waitFor();
  await tone.getByRole('button', { name: 'Pausar' }).click();
  await tone.getByRole('button', { name: 'Tocar' }).waitFor();
  expect(view.problems).toEqual([]);
});

/** A second of a moving square, as a phone would film it. */
const FILM = `(async () => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
  const pen = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(25));
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start();
  await new Promise((resolve) => {
    let frame = 0;
    const timer = setInterval(() => {
      pen.fillRect((frame += 1), 10, 8, 8);
      if (frame === 25) resolve(clearInterval(timer));
    }, 40);
  });
  await new Promise((resolve) => { recorder.onstop = resolve; recorder.stop(); });
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
})()`;

test('a video is as large as it was filmed, alone and in an album', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  const bytes = Buffer.from(await page.evaluate<string>(FILM), 'base64');
  const { chat, field } = view.client('Ana Souza');
  const picker = page.locator('#client input[type="file"]');
  const film = (name: string) => ({ name, mimeType: 'video/webm', buffer: bytes });
  await picker.setInputFiles([film('um.webm')]);
  await field.press('Enter');
  const alone = chat.locator('video.film');
  await alone.waitFor();
  expect(desk.sandbox.views.private(701)[0]?.video).toMatchObject({ width: 64, height: 48 });
  await picker.setInputFiles([film('um.webm'), film('dois.webm')]);
  await field.press('Enter');
  await chat
    .getByRole('link', { name: /^Vídeo 0:01: ampliar/ })
    .last()
    .click();
  const large = page.getByRole('dialog', { name: 'Imagem ampliada' });
  await large.getByText('2 de 2').waitFor();
  const width = "document.querySelector('.lightbox video')?.videoWidth";
  await expect.poll(() => page.evaluate(width)).toBe(64);
  await page.keyboard.press('Escape');
  expect(await barriers(page)).toEqual([]);
  expect(view.problems).toEqual([]);
});
