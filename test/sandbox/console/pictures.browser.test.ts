import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { browserOfFile } from '../../support/chromium.ts';
import { startDesk } from '../../support/desk.ts';
import { openConsole, PHONE } from './console-page.ts';

/** `PICTURES=.github/images npx vitest run test/sandbox/console/pictures.browser.test.ts` takes the README's pictures again. */
const FOLDER = process.env['PICTURES'] ?? mkdtempSync(join(tmpdir(), 'balcao-pictures-'));

const browser = browserOfFile();

test('a morning at the counter, as clients, agents and an administrator see it', async () => {
  await using desk = await startDesk({ sandbox: { seed: true } });
  await using view = await openConsole(browser(), desk.sandbox.url, {
    deviceScaleFactor: 1.5,
    reducedMotion: 'reduce', // No colour is on its way to another.
  });
  const { page } = view;
  const { people, views } = desk.sandbox;
  const takePicture = async (name: string): Promise<void> => {
    const path = join(FOLDER, `${name}.png`);
    await page.screenshot({ path });
    expect(statSync(path).size).toBeGreaterThan(20_000);
  };
  const postOf = (name: string): number => views.channel().find(({ text }) => text.includes(name))?.id ?? 0;

  people.start(703, 'vitrine');
  people.write(703, 'Bom dia! Vocês fazem entrega em Campinas?');
  people.write(702, 'Meu pedido 4821 não chegou ainda 😕');
  await desk.settle();
  people.comment(502, postOf('Carla'), 'Bom dia, Carla! Fazemos sim, em dois dias úteis.');
  people.comment(503, postOf('Bruno'), '/p 4');
  await desk.settle();
  people.comment(502, postOf('Carla'), '/fim');
  people.comment(503, postOf('Bruno'), 'Oi, Bruno! Vou falar com a transportadora agora mesmo.');
  await desk.settle();

  const ana = view.client('Ana Souza');
  await ana.writes('Oi! Comprei uma luminária e o vidro chegou quebrado. Vocês trocam?');
  await view
    .post('Ana Souza')
    .getByRole('button', { name: /^Abrir/ })
    .click();
  await view.thread('Ana Souza').getByText('Vocês trocam?').waitFor();
  await view.comment('Bia Rocha', '/p 3');
  await view.post('Ana Souza').filter({ hasText: '🟨' }).waitFor();
  await view.comment(
    'Bia Rocha',
    'Oi, Ana! Que pena 😟 Trocamos sim, sem custo. Pode mandar uma foto da caixa?',
  );
  people.comment(502, postOf('Ana'), '# o fornecedor já avisou desse lote');
  await ana.message('Trocamos sim').waitFor();
  await ana.writes('Claro! Entregam na **sexta** depois das 13h?');
  await desk.settle();
  await view.comment('Bia Rocha', 'Sexta, depois das 13h. Combinado!');
  const answer = ana.message('Combinado!');
  await answer.waitFor();
  await answer.hover();
  await answer.getByRole('button', { name: 'Reagir' }).click();
  await page.getByRole('button', { name: 'Reagir com 🙏' }).click();
  await desk.settle();
  await view.thread('Ana Souza').getByRole('group', { name: 'Reações' }).waitFor();
  await page.mouse.move(0, 0);
  await page.getByRole('textbox', { name: 'Comentário de Bia Rocha' }).focus();
  await view.client('Bia Rocha').message('Ana Souza').waitFor();

  await takePicture('console-light');
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('tab', { name: 'Falhas' }).click();
  await takePicture('console-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(PHONE);
  await takePicture('console-phone');
  expect(view.problems).toEqual([]);
});
