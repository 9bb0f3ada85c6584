import { expect, test } from 'vitest';
import { browserOfFile } from '../../support/chromium.ts';
import { startDesk } from '../../support/desk.ts';
import { barriers, openConsole, PHONE } from './console-page.ts';

const browser = browserOfFile();

const STEPS = 12;

type Box = { x: number; y: number; width: number; height: number };

function meet(one: Box | null, other: Box | null): boolean {
  if (one === null || other === null) throw new Error('Both must be there to be seen');
  const overlap = (a: number, long: number, b: number, wide: number) => a < b + wide && b < a + long;
  return overlap(one.x, one.width, other.x, other.width) && overlap(one.y, one.height, other.y, other.height);
}

test.each([
  ['at a desk', {}],
  ['on a phone', { viewport: PHONE, hasTouch: true, colorScheme: 'dark' as const }],
])('the tour plays the whole story by itself, %s', async (_where, options) => {
  await using desk = await startDesk({ sandbox: { seed: true } });
  await using view = await openConsole(browser(), desk.sandbox.url, options);
  const card = view.page.getByRole('region', { name: 'Tour guiado' });
  await view.button('Tour').click();
  const found: string[] = [];
  for (let step = 1; step <= STEPS; step += 1) {
    await card.getByText(`Passo ${step} de ${STEPS}`).waitFor();
    if (step === 5) found.push(...(await barriers(view.page)));
    // The card may not cover the subject of the step.
    if (step === 10) {
      const refused = view.page.getByRole('region', { name: 'Chamadas da Bot API' }).getByText('429').first();
      await refused.waitFor();
      if (meet(await card.boundingBox(), await refused.boundingBox())) found.push('The card hides the calls');
    }
    await card.getByRole('button', { name: step < STEPS ? 'Próximo' : 'Concluir' }).click();
  }
  await card.waitFor({ state: 'detached' });
  expect(found).toEqual([]);
  const [post] = desk.sandbox.views.channel();
  expect(post?.text).toMatch(/^⬜️ \d+ 👤 Helena Prado\n#1$/u);
  const helena = desk.sandbox.views.users().find(({ firstName }) => firstName === 'Helena');
  const received = desk.sandbox.views.private(helena?.id ?? 0).map(({ text }) => text);
  expect(received).toContain('O entregador liga antes de chegar.');
  expect(received.join()).not.toContain('estoque');
  expect(view.problems).toEqual([]);
});

test('whoever has seen enough pauses the tour, or leaves it', async () => {
  await using desk = await startDesk({ sandbox: { seed: true } });
  await using view = await openConsole(browser(), desk.sandbox.url);
  await view.button('Tour').click();
  const card = view.page.getByRole('region', { name: 'Tour guiado' });
  await card.getByRole('button', { name: 'Pausar' }).click();
  await card.getByRole('button', { name: 'Continuar' }).waitFor();
  await card.getByRole('button', { name: 'Encerrar o tour' }).click();
  await card.waitFor({ state: 'detached' });
  expect(await view.button('Tour').getAttribute('aria-pressed')).toBe('false');
  expect(view.problems).toEqual([]);
});
