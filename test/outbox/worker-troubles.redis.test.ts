import { expect, test } from 'vitest';
import {
  asTold,
  type DeliveryDesk,
  deliveryDesk,
  lostAnswer,
  refused,
  textsTo,
} from '../support/delivery-desk.ts';
import { testRedis } from '../support/redis.ts';
import { user } from '../support/stores.ts';
import { GROUP_ID } from '../support/updates.ts';

const redis = testRedis();

async function deskServing(...owners: number[]): Promise<DeliveryDesk> {
  const desk = deliveryDesk(redis);
  for (const owner of owners) await desk.serves(owner, owner + 1000);
  return desk;
}

/** Lets every back-off run out. */
async function waitsOut(desk: DeliveryDesk): Promise<void> {
  for (let n = 0; n < 60 && desk.clock.waits().length > 0; n += 1)
    await desk.passes(desk.clock.waits()[0] ?? 0);
}

test('three private chats refused within a second: nothing at all is sent until Telegram allows it', async () => {
  const desk = await deskServing(700, 701, 702, 703);
  desk.telegram.answering = ({ params }) =>
    params.chat_id !== GROUP_ID && desk.calls.length <= 3 ? refused(429, 'Too Many Requests', 10) : undefined;
  for (const owner of [700, 701, 702]) await desk.comments(owner, owner, `to ${owner}`);
  expect(desk.told.filter(([name]) => name === 'allPaused')).toEqual([['allPaused', 10_000]]);
  await desk.comments(703, 50, 'to 703');
  await desk.writes(703, 2, 'to the team');
  expect(desk.calls).toHaveLength(3);
  await desk.passes(9999);
  expect(desk.calls).toHaveLength(3);
  await desk.passes(1);
  expect(desk.calls.slice(3).map(asTold).sort()).toEqual([
    'sendMessage 700 to 700',
    'sendMessage 701 to 701',
    'sendMessage 702 to 702',
    'sendMessage 703 to 703',
    'sendMessage group to the team ↩1703',
  ]);
});

test('two private chats refused at once hold back nobody else', async () => {
  const desk = await deskServing(700, 701, 702);
  desk.telegram.answering = ({ params }) =>
    [700, 701].includes(params.chat_id) ? refused(429, 'Too Many Requests', 10) : undefined;
  for (const owner of [700, 701, 702]) await desk.comments(owner, owner, `to ${owner}`);
  expect(textsTo(desk.calls, 702)).toEqual(['to 702']);
  expect(desk.told.filter(([name]) => name === 'allPaused')).toEqual([]);
});

test('a message that only ever meets an error of the server is parked once others have gone through', async () => {
  const desk = await deskServing(700, 701);
  desk.telegram.answering = ({ params }) =>
    params.chat_id === 700 ? refused(500, 'Internal Server Error') : undefined;
  await desk.comments(700, 50, 'poison');
  await desk.comments(700, 51, 'after it');
  for (let n = 0; n < 30; n += 1) await desk.passes(desk.clock.waits()[0] ?? 30_000);
  expect(await desk.outbox.parked(user(700))).toEqual([]);

  await desk.comments(701, 52, 'others');
  await desk.passes(60_000);
  expect(await desk.outbox.parked(user(700))).toMatchObject([
    { kind: 'relayToClient', reason: 'Internal Server Error' },
  ]);
  expect(textsTo(desk.calls, 700).at(-1)).toBe('after it');
});

test('a message whose answer is always lost reaches nobody more than twenty times', async () => {
  const desk = await deskServing(700);
  desk.telegram.answering = ({ params }) => (params.chat_id === 700 ? lostAnswer : undefined);
  await desk.comments(700, 50, 'perhaps');
  await waitsOut(desk);
  expect(textsTo(desk.calls, 700)).toHaveLength(20);
  expect(await desk.outbox.parked(user(700))).toMatchObject([{ kind: 'relayToClient', reason: 'No answer' }]);
  expect(textsTo(desk.calls, GROUP_ID)).toEqual([expect.stringContaining('NÃO foi entregue')]);
});

test('while Telegram cannot be reached, nothing is given up, however long it takes', async () => {
  const desk = await deskServing(700);
  desk.telegram.answers = false;
  desk.telegram.answering = () => lostAnswer;
  await desk.comments(700, 50, 'patience');
  await waitsOut(desk);
  expect(textsTo(desk.calls, 700).length).toBeGreaterThan(50);
  desk.telegram.answering = () => ({ ok: false, failure: 'unsent', description: 'ECONNREFUSED' });
  await waitsOut(desk);
  expect(await desk.outbox.parked(user(700))).toEqual([]);
  expect(await desk.waiting(700)).toEqual(['relayToClient']);
});

const NO_RIGHT = 'Bad Request: not enough rights to send text messages to the chat';

test('a message that the group refuses while it takes others is parked, and holds up nobody for long', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  await desk.serves(701, 41);
  desk.telegram.answering = (call) =>
    'text' in call.params && call.params.text === 'veneno' ? refused(400, NO_RIGHT) : undefined;
  await desk.writes(700, 10, 'veneno');
  await desk.writes(701, 11, 'oi');
  for (let n = 0; n < 4; n += 1) await desk.passes(5000);
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['veneno', 'veneno', 'oi', 'veneno']);
  expect(await desk.waiting(700)).toEqual([]);
  expect(await desk.parked.entries(user(700))).toMatchObject([{ effect: { kind: 'relayToThread' } }]);
  expect(textsTo(desk.calls, 700)).toHaveLength(1);
});

test('a group that refuses everything loses nothing', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  await desk.serves(701, 41);
  desk.telegram.answering = (call) => (call.params.chat_id === GROUP_ID ? refused(400, NO_RIGHT) : undefined);
  await desk.writes(700, 10, 'a');
  await desk.writes(701, 11, 'b');
  await desk.passes(300_000);
  desk.telegram.answering = () => undefined;
  desk.calls.length = 0;
  await desk.passes(120_000);
  expect(textsTo(desk.calls, GROUP_ID).sort()).toEqual(['a', 'b']);
});
