import { expect, test } from 'vitest';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { tooMany } from './refusals.ts';

/** A desk by webhook, with an administrator who can be reached. */
async function deskOfBoss(): Promise<{ desk: TestDesk; told(): string[] }> {
  const desk = await startDesk({ webhook: true });
  const boss = desk.admin('boss');
  boss.starts();
  desk.client('ana').writes('oi');
  await desk.settle();
  const before = boss.texts().length;
  return { desk, told: () => boss.texts().slice(before) };
}

const ready = async (desk: TestDesk): Promise<string> =>
  (await fetch(new URL('/ready', desk.hook.url()))).text();

test('a pause of hours in the group is told with its end, shows in /ready, and its end is told', async () => {
  const { desk, told } = await deskOfBoss();
  await using running = desk;
  running.sandbox.faults.next({ method: 'sendMessage', chatId: running.sandbox.groupId }, tooMany(37_213));
  running.client('ana').writes('ainda está aí?');
  await eventually(() => expect(told()).toHaveLength(1));
  expect(told()[0]).toMatch(/^⏸ .*no grupo até \d\d\/\d\d\/\d{4}, \d\d:\d\d/);
  expect(await ready(running)).toContain('write nothing into the group until');

  await running.passRest(37_213_000);
  await running.settle();
  expect(running.thread('ana').at(-1)).toBe('ainda está aí?');
  await eventually(() => expect(told().slice(1)).toEqual([expect.stringMatching(/^▶️ .*acabou/)]));
  expect(await ready(running)).not.toContain('until');
});

test('a pause of some seconds is told to nobody', async () => {
  const { desk, told } = await deskOfBoss();
  await using running = desk;
  running.sandbox.faults.next({ method: 'sendMessage', chatId: running.sandbox.groupId }, tooMany(37));
  running.client('ana').writes('ainda está aí?');
  await running.passRest(37_000);
  await running.settle();
  expect(told()).toEqual([]);
  expect(await ready(running)).not.toContain('until');
});

test('a pause of hours at one client is told, and the others are served', async () => {
  const { desk, told } = await deskOfBoss();
  await using running = desk;
  const ana = running.client('ana');
  running.sandbox.faults.next({ method: 'sendMessage', chatId: ana.id }, tooMany(7200));
  running.agent('bia').comments('ana', 'olá');
  await eventually(() => expect(told()).toHaveLength(1));
  expect(told()[0]).toContain(String(ana.id));
  expect(await ready(running)).not.toContain('until');
  await running.passRest(7_200_000);
  await running.settle();
  expect(ana.lastMessage()).toBe('olá');
});
