import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { browserOfFile } from '../../support/chromium.ts';
import { startDesk } from '../../support/desk.ts';
import { barriers, openConsole, PHONE } from './console-page.ts';

const browser = browserOfFile();

const seeded = { sandbox: { seed: true } };

test('faults are caused and mended, and the calls tell what became of them', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  await view.client('Ana Souza').writes('oi');
  await view.thread('Ana Souza').getByText('oi').waitFor();
  await desk.settle();
  await page.getByRole('tab', { name: 'Falhas' }).click();
  await page.getByRole('combobox', { name: 'Onde' }).selectOption('cliente aberto');
  await page.getByRole('combobox', { name: 'Vezes' }).selectOption('3×');
  await view.button(/^Erro 502/).click();
  await page.getByText('Faltam 3 falhas').waitFor();
  await view.button('Consertar tudo').click();
  await page.getByText('Nada vai falhar.').waitFor();

  await page.getByRole('combobox', { name: 'Vezes' }).selectOption('1×');
  await view.button(/^Queda depois/).click();
  await view.comment('Bia Rocha', 'Uma resposta que chega duas vezes');
  await expect
    .poll(() => view.client('Ana Souza').message('Uma resposta que chega duas vezes').count())
    .toBe(2);
  await page.getByRole('combobox', { name: 'Cópias no grupo' }).selectOption('ficam retidas');
  await page.getByText('Cópias no grupo: ficam retidas').waitFor();
  desk.sandbox.people.write(702, 'sem cópia');
  await view
    .post('Bruno Lima')
    .getByRole('button', { name: /^Abrir/ })
    .click();
  await page.getByText('O Telegram está copiando o post para o grupo…').waitFor();
  await view.button('Consertar tudo').click();
  await view.thread('Bruno Lima').getByText('sem cópia').waitFor();

  await page.getByRole('tab', { name: 'Chamadas' }).click();
  const calls = page.getByRole('region', { name: 'Chamadas da Bot API' });
  await calls.getByText('sendMessage').first().click();
  await calls
    .getByText(/text: /)
    .first()
    .waitFor();
  await page.getByRole('meter', { name: 'Grupo' }).waitFor();
  expect(view.problems).toEqual([]);
});

test('updates of one chat wait while others pass, and an album arrives in part', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  const { people, views } = desk.sandbox;
  people.write(701, 'oi');
  await view.thread('Ana Souza').getByText('oi').waitFor();
  await page.getByRole('tab', { name: 'Falhas' }).click();
  await page.getByRole('switch', { name: 'Do cliente aberto' }).check();
  await page.getByText('Há atualizações retidas').waitFor();
  people.write(701, 'fica para depois');
  people.write(702, 'passa na frente');
  await view.post('Bruno Lima').waitFor();
  expect(views.group().some(({ text }) => text === 'fica para depois')).toBe(false);
  await view.button('Consertar tudo').click();
  await view.thread('Ana Souza').getByText('fica para depois').waitFor();

  await view.button(/^Álbum pela metade/).click();
  await page.getByText('Falta 1 falha').waitFor();
  people.writeAlbum(701, [{ photo: {} }, { photo: {} }, { photo: {} }]);
  await page.getByText('Nada vai falhar.').waitFor();
  await page.getByRole('tab', { name: 'Chamadas' }).click();
  await page.getByText('failed to send message #2').waitFor();
  expect(view.problems).toEqual([]);
});

test('the bot loses its place and gets it back; time goes ahead; the team grows', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  const { views, channelId, botId } = desk.sandbox;
  await page.getByRole('tab', { name: 'Falhas' }).click();
  const place = page.getByRole('switch', { name: 'Administrador do canal' });
  await place.uncheck();
  await expect.poll(() => views.member(channelId, botId).status).toBe('left');
  await page.getByText('O bot está fora do lugar').waitFor();
  await view.button('Consertar tudo').click();
  await expect.poll(() => views.member(channelId, botId).status).toBe('administrator');
  await page.getByText('Nada vai falhar.').waitFor();
  await place.uncheck();
  await place.check();
  const link = page.getByRole('switch', { name: 'Grupo ligado ao canal' });
  await link.uncheck();
  await link.check();

  await page.getByRole('tab', { name: 'Mundo' }).click();
  await view.button('+1 h').click();
  await view.button('+1 min').click();
  await page.getByText('adiantado em 1 h 1 min').waitFor();
  await page.getByRole('switch', { name: 'Recusar com 429' }).check();
  await expect.poll(() => desk.sandbox.control.show().limits).toBe('telegram');
  await view.button('Novo agente').click();
  await page.getByLabel('Nome', { exact: true }).fill('Gil');
  await page.getByRole('dialog').getByRole('button', { name: 'Adicionar' }).click();
  await page.getByRole('combobox', { name: 'Papel de Gil' }).selectOption('administrador');
  await expect
    .poll(() => views.users().find(({ firstName }) => firstName === 'Gil')?.channelRole)
    .toBe('administrator');
  expect(view.problems).toEqual([]);
});

test('the state is exported, emptied, and imported again', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  await view.client('Ana Souza').writes('guarde isto');
  await view.thread('Ana Souza').getByText('guarde isto').waitFor();
  await desk.settle();
  await page.getByRole('tab', { name: 'Mundo' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Exportar' }).click();
  const file = await (await download).path();
  expect(readFileSync(file, 'utf8')).toContain('guarde isto');

  await view.button('Recomeçar…').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Recomeçar' }).click();
  await page.getByRole('heading', { name: 'O canal está vazio' }).waitFor();
  await view.client('Ana Souza').writes('tudo novo');
  await view.thread('Ana Souza').getByText('tudo novo').waitFor();
  await desk.settle();

  await page.locator('#calls input[type="file"]').setInputFiles(file);
  await page.getByRole('alert').getByText('O estado foi importado.').waitFor();
  await view.client('Ana Souza').choose();
  await view.client('Ana Souza').message('guarde isto').waitFor();
  expect(view.problems).toEqual([]);
});

test('nobody is kept out of what is behind the scenes, in light and dark, at a desk and on a phone', async () => {
  await using desk = await startDesk(seeded);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  await view.client('Ana Souza').writes('oi');
  await view.thread('Ana Souza').getByText('oi').waitFor();
  await page.setViewportSize(PHONE);
  await page.getByRole('navigation', { name: 'Painéis' }).getByRole('button', { name: /^API/ }).click();
  const found: string[] = [];
  for (const viewport of [{ width: 1440, height: 860 }, PHONE]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const name of ['Falhas', 'Mundo', 'Chamadas']) {
        await page.getByRole('tab', { name }).click();
        const where = `${name}, ${colorScheme}, ${viewport.width} px: `;
        found.push(...(await barriers(page)).map((barrier) => where + barrier));
      }
    }
  }
  expect(found).toEqual([]);
  await page.getByRole('tab', { name: 'Chamadas' }).press('ArrowRight');
  expect(await page.getByRole('tab', { name: 'Falhas' }).getAttribute('aria-selected')).toBe('true');
  expect(view.problems).toEqual([]);
});
