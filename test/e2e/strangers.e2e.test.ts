import { beforeEach, expect, test } from 'vitest';
import { realClock } from '../../src/sandbox/world/clock.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import { DAY_MS } from '../support/stores.ts';
import { tooMany } from './refusals.ts';

const HINT = 'Só quem é da equipe';
const STRANGERS = 40;

let desk: TestDesk;
let aheadMs = 0;

/** A public channel with the limits of Telegram, where Ana has a thread. */
beforeEach(async () => {
  aheadMs = 0;
  const clock = { ...realClock, now: () => realClock.now() + aheadMs };
  desk = await startDesk({
    notifyAdmins: false,
    sandbox: { limits: 'telegram', clock, publicChannel: true },
  });
  desk.client('ana').writes('oi');
  await desk.settle();
  return () => desk[Symbol.asyncDispose]();
});

const passes = (ms: number): void => {
  aheadMs += ms;
  desk.pass(ms);
};

function stranger(n: number): number {
  const { id } = desk.client(`curioso ${n}`);
  desk.sandbox.people.setRole(desk.sandbox.groupId, id, 'member');
  return id;
}

const comments = (id: number, text: string): number =>
  desk.sandbox.people.comment(id, desk.post('ana').id, text);

const hints = () => desk.comments('ana').filter(({ text }) => text?.includes(HINT) === true);

test('forty strangers in a public channel keep no client waiting', async () => {
  for (let n = 0; n < STRANGERS; n += 1) stranger(n);
  await desk.settle();
  const calls = desk.countCalls();
  for (let round = 0; round < 2; round += 1) {
    for (let n = 0; n < STRANGERS; n += 1) comments(desk.client(`curioso ${n}`).id, `eu também ${round}`);
  }
  desk.client('ana').writes('socorro');
  await desk.settle();
  expect(desk.thread('ana')).toContain('socorro');
  // No time has passed, and Telegram refused nothing: the message waited for nobody.
  expect(desk.sandbox.calls.filter(({ ok }) => !ok)).toEqual([]);
  expect(desk.log.join('')).not.toContain('lane.paused');
  expect(hints().length).toBeLessThanOrEqual(3);
  expect(calls().filter((method) => method === 'setMessageReaction')).toEqual([]);
  expect(calls()).toHaveLength(1 + hints().length);
});

test('a stranger is told once a day, and nothing of the stranger reaches the client', async () => {
  const id = stranger(1);
  await desk.settle();
  const first = comments(id, 'me passe seu pix');
  for (let n = 0; n < 10; n += 1) comments(id, `olá ${n}`);
  await desk.settle();
  await desk.restart();
  comments(id, 'alguém?');
  await desk.settle();
  expect(hints().map(({ reply_to_message: about }) => about?.message_id)).toEqual([first]);
  passes(DAY_MS);
  comments(id, 'bom dia');
  await desk.settle();
  expect(hints()).toHaveLength(2);
  expect(desk.client('ana').received()).toHaveLength(1);
});

test('a few strangers a minute are told, and the others at their next comment', async () => {
  const ids = [1, 2, 3, 4, 5].map(stranger);
  await desk.settle();
  for (const id of ids) comments(id, 'oi');
  await desk.settle();
  expect(hints()).toHaveLength(3);
  passes(60_000);
  for (const id of ids) comments(id, 'oi?');
  await desk.settle();
  expect(hints()).toHaveLength(5);
});

test('a hint that had to wait is dropped, and the client’s message goes first', async () => {
  const id = stranger(1);
  await desk.settle();
  desk.sandbox.faults.next({ method: 'sendMessage', chatId: desk.sandbox.groupId }, tooMany(70));
  desk.client('ana').writes('um');
  await eventually(() => expect(desk.log.join('')).toContain('lane.paused'));
  comments(id, 'oi');
  desk.client('ana').writes('dois');
  await eventually(async () => {
    expect(JSON.stringify((await desk.inspect('ana'))?.waiting)).toContain('"kind":"say"');
  });
  aheadMs += 70_000;
  await desk.passRest(70_000);
  await desk.settle();
  expect(desk.thread('ana').join('\n')).toContain('um\ndois');
  expect(hints()).toEqual([]);
});
