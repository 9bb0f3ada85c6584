import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

const HOUR_MS = 3_600_000;

async function deskWithAdmin(): Promise<TestDesk> {
  const desk = await startDesk();
  desk.admin('chefe').starts();
  await desk.settle();
  await listens(desk);
  return desk;
}

/** The desk has noted the listening. */
async function listens(desk: TestDesk): Promise<void> {
  const before = await desk.redis.get(desk.keys.awake);
  await eventually(async () => {
    desk.pass(30_000);
    expect(await desk.redis.get(desk.keys.awake)).not.toBe(before);
  });
  await desk.settle();
}

async function awayFor(desk: TestDesk, ms: number): Promise<void> {
  await desk.stop();
  desk.pass(ms);
  await desk.restart();
  await listens(desk);
}

const reports = (desk: TestDesk): string[] =>
  desk
    .client('chefe')
    .received()
    .flatMap(({ text }) => (text?.includes('fora do ar') === true ? [text] : []));

test('a desk that was down for more than a day says what is lost, once', async () => {
  await using desk = await deskWithAdmin();
  await awayFor(desk, 30 * HOUR_MS);
  expect(reports(desk)).toHaveLength(1);
  expect(reports(desk)[0]).toMatch(/De? .*\d\d:\d\d a .*\d\d:\d\d se perdeu/i);
  expect(desk.log.filter((line) => line.includes('gap.found'))).toHaveLength(1);
  await desk.restart();
  await listens(desk);
  expect(reports(desk)).toHaveLength(1);
});

test('a night is no gap: Telegram has kept everything', async () => {
  await using desk = await deskWithAdmin();
  await awayFor(desk, 23 * HOUR_MS);
  expect(reports(desk)).toEqual([]);
  expect(desk.log.join('')).not.toContain('gap.found');
});

test('a desk that could not reach Telegram for more than a day says so as well', async () => {
  await using desk = await deskWithAdmin();
  desk.sandbox.faults.next(
    { method: 'getUpdates', times: 1000 },
    { error_code: 502, description: 'Bad Gateway' },
  );
  // Ends the question that is open.
  desk.client('ana').writes('oi');
  await eventually(() => expect(desk.log.join('')).toContain('network.down'));
  desk.pass(25 * HOUR_MS);
  desk.sandbox.faults.clear();
  await listens(desk);
  expect(reports(desk)).toHaveLength(1);
});
