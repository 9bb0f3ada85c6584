import { expect, test } from 'vitest';
import { passAwake } from '../../../src/base/adjustable-clock.ts';
import { createMovableClock } from '../../../src/sandbox/world/clock.ts';
import { browserOfFile } from '../../support/chromium.ts';
import { startDesk } from '../../support/desk.ts';
import { openConsole } from './console-page.ts';

const browser = browserOfFile();

const COPY_DELAY_MS = 90_000;
const PAUSE_SECONDS = 600;

test('the page turns the clock ahead, and what the desk and Telegram wait for falls due', async () => {
  const clock = createMovableClock();
  await using desk = await startDesk({ sandbox: { seed: true, clock, copyDelayMs: COPY_DELAY_MS } });
  clock.onAdvance(desk.pass);
  await using view = await openConsole(browser(), desk.sandbox.url);
  const { page } = view;
  await page.getByRole('tab', { name: 'Mundo' }).click();

  await view.client('Ana Souza').writes('oi');
  const post = view.post('Ana Souza');
  await post.waitFor();
  await page.getByText('O Telegram está copiando o post para o grupo…').waitFor();
  // The desk asks for a copy after half a minute. The copy comes after a minute and a half.
  await view.button('+1 min').click();
  await post.filter({ hasText: '⏳' }).waitFor();
  await view.button('+1 min').click();
  await view.thread('Ana Souza').getByText('oi').waitFor();
  await post.filter({ hasText: '⏳' }).waitFor({ state: 'detached' });

  const parameters = { retry_after: PAUSE_SECONDS };
  const storm = {
    error_code: 429,
    description: `Too Many Requests: retry after ${PAUSE_SECONDS}`,
    parameters,
  };
  desk.sandbox.faults.next({ chatId: 701, method: 'copyMessage' }, storm);
  desk.sandbox.faults.next({ chatId: 701, method: 'sendMessage' }, storm);
  await view.comment('Bia Rocha', 'depois da pausa');
  await page.getByRole('tab', { name: 'Chamadas' }).click();
  await page.getByText('retry after 600').first().waitFor();
  expect(await view.client('Ana Souza').message('depois da pausa').count()).toBe(0);
  await page.getByRole('tab', { name: 'Mundo' }).click();
  desk.sandbox.faults.clear();
  await view.button('+1 h').click();
  await view.client('Ana Souza').message('depois da pausa').waitFor();
  await page.getByText('adiantado em 1 h 2 min').waitFor();
  expect(view.problems).toEqual([]);
});

test('a day that is turned ahead is no outage, and what was today is yesterday', async () => {
  const clock = createMovableClock();
  await using desk = await startDesk({ sandbox: { seed: true, clock } });
  const passed: Promise<void>[] = [];
  clock.onAdvance((ms) => passed.push(passAwake(desk, ms)));
  await using view = await openConsole(browser(), desk.sandbox.url);
  const ana = view.client('Ana Souza');
  await ana.writes('oi');
  await view.thread('Ana Souza').getByText('oi').waitFor();
  await view.page.getByRole('tab', { name: 'Mundo' }).click();
  for (const ahead of ['1 d', '2 d']) {
    await view.button('+1 dia').click();
    await view.page.getByText(`adiantado em ${ahead}`).waitFor();
    await Promise.all(passed);
  }
  await ana.writes('e agora?');
  await view.thread('Ana Souza').getByText('e agora?').waitFor();
  await ana.chat.getByText('Hoje').waitFor();
  expect(await ana.chat.getByText('Ontem').count()).toBe(0);
  expect(desk.log.join('')).not.toContain('gap.found');
  expect(view.problems).toEqual([]);
});
