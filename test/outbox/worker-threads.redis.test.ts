import { expect, test } from 'vitest';
import { POST_UNCONFIRMED_MS } from '../../machines/client/timeouts.ts';
import type { Call, CallAnswer } from '../../src/telegram/call.ts';
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
import { CHANNEL_ID, GROUP_ID } from '../support/updates.ts';

const redis = testRedis();
const ROOT_GONE = refused(400, 'Bad Request: message to be replied not found');
const POST_GONE = refused(400, 'Bad Request: message to edit not found');

function door() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

const posts = (calls: readonly Call[]): number => textsTo(calls, CHANNEL_ID).length;
const repliesTo = (call: Call): number | undefined =>
  'reply_parameters' in call.params ? call.params.reply_parameters?.message_id : undefined;

test('a thread whose root is gone is replaced, and what waited is said in the new one', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  const old = (await desk.record(700))?.state.context.thread.post;
  desk.telegram.answering = (call) => (repliesTo(call) === 31 ? ROOT_GONE : undefined);
  await desk.writes(700, 2, 'one');
  await desk.writes(700, 3, 'two');
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['one']);
  expect(posts(desk.calls)).toBe(1);
  await desk.copied(700, 200);
  const inNew = desk.calls.filter((call) => repliesTo(call) === 200);
  expect(inNew.map(asTold)).toEqual([
    expect.stringContaining('A conversa continua aqui'),
    'sendMessage group one ↩200',
    'sendMessage group two ↩200',
  ]);
  const told = desk.calls.map(asTold);
  expect(told).toContain('editMessageText channel ⬜️ 700 👤 Ana\n#1');
  expect(told).toContain(`unpinChatMessage channel ${old}`);
  expect(desk.told.filter(([name]) => name === 'threadLost')).toEqual([['threadLost', 700]]);
  expect(await desk.waiting(700)).toEqual([]);
});

test('a post and its root that are found gone at the same time are replaced by one post', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  const { open, opened } = door();
  desk.telegram.answering = async (call): Promise<CallAnswer> => {
    if (call.method === 'editMessageText' && !asTold(call).includes('⬜️')) return POST_GONE;
    if (repliesTo(call) === 31) {
      // Told only after the channel's answer has led to the next thread.
      await opened;
      return ROOT_GONE;
    }
    return { ok: true, messageIds: [500] };
  };
  await desk.writes(700, 2, 'one');
  await desk.event(700, {
    type: 'agent.prioritized',
    message: 60 as never,
    priority: 3,
    by: { id: null, name: 'Bia' },
  });
  expect((await desk.record(700))?.state.context.thread.threadNumber).toBe(2);
  open();
  await desk.settles();
  expect((await desk.record(700))?.state.context.thread.threadNumber).toBe(2);
  expect(posts(desk.calls)).toBe(1);
  await desk.copied(700, 600);
  expect(
    textsTo(
      desk.calls.filter((call) => repliesTo(call) === 600),
      GROUP_ID,
    ),
  ).toContain('one');
});

/** A post with an unknown outcome. */
async function unconfirmed(): Promise<DeliveryDesk> {
  const desk = deliveryDesk(redis);
  desk.telegram.answering = (call) => (call.params.chat_id === CHANNEL_ID ? lostAnswer : undefined);
  await desk.writes(700, 1, 'oi');
  expect(posts(desk.calls)).toBe(1);
  desk.telegram.answering = () => undefined;
  return desk;
}

const copyNaming = (desk: DeliveryDesk, post: number, root: number) =>
  desk.event(700, { type: 'copy.arrived', post: post as never, root: root as never });

test('an unconfirmed post is not sent again before its copy had time to come', async () => {
  const desk = await unconfirmed();
  await desk.passes(POST_UNCONFIRMED_MS - 1);
  expect(posts(desk.calls)).toBe(1);
  await copyNaming(desk, 7, 31);
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['oi']);
  await desk.passes(10 * POST_UNCONFIRMED_MS);
  expect(posts(desk.calls)).toBe(1);
  // The face of the post is unknown: asserted once.
  expect(desk.calls.map(asTold)).toContain('editMessageText channel 🟦 700 👤 Ana\n#1');
  expect(desk.calls.map(asTold)).toContain('pinChatMessage channel 7');
  expect(await desk.waiting(700)).toEqual([]);
});

test('an unconfirmed post whose copy does not come is sent again, once', async () => {
  const desk = await unconfirmed();
  await desk.passes(POST_UNCONFIRMED_MS);
  expect(posts(desk.calls)).toBe(2);
  await desk.passes(10 * POST_UNCONFIRMED_MS);
  expect(posts(desk.calls)).toBe(2);
  await desk.copied(700, 31);
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['oi']);
});

test('a post that was refused for a time is no unconfirmed post', async () => {
  const desk = deliveryDesk(redis);
  let isLimited = true;
  desk.telegram.answering = (call) => {
    if (call.params.chat_id !== CHANNEL_ID || !isLimited) return undefined;
    isLimited = false;
    return refused(429, 'Too Many Requests: retry after 14', 14);
  };
  await desk.writes(700, 1, 'oi');
  await desk.passes(14_000);
  expect(posts(desk.calls)).toBe(2);
  expect((await desk.record(700))?.state.value.thread).toEqual({ opening: 'awaitingCopy' });
});

test('a post that was on its way when the desk was killed waits for its copy', async () => {
  const killed = deliveryDesk(redis);
  killed.telegram.answering = (call) =>
    call.params.chat_id === CHANNEL_ID ? new Promise<CallAnswer>(() => {}) : undefined;
  await killed.writes(700, 1, 'oi');
  expect(posts(killed.calls)).toBe(1);

  const next = deliveryDesk(redis, { desk: killed.desk, clock: killed.clock });
  await next.starts();
  await next.settles();
  expect(posts(next.calls)).toBe(0);
  await copyNaming(next, 7, 31);
  expect(textsTo(next.calls, GROUP_ID)).toEqual(['oi']);
  expect(posts(next.calls)).toBe(0);
});

test('a message that was on its way when the desk was killed may appear twice, the others once, in order', async () => {
  const killed = deliveryDesk(redis);
  await killed.serves(700, 31);
  killed.telegram.answering = (call) =>
    call.params.chat_id === GROUP_ID ? new Promise<CallAnswer>(() => {}) : undefined;
  for (const n of [2, 3, 4]) await killed.writes(700, n, `m${n}`);
  expect(textsTo(killed.calls, GROUP_ID)).toEqual(['m2']);

  const next = deliveryDesk(redis, { desk: killed.desk, clock: killed.clock });
  await next.starts();
  await next.settles();
  expect(textsTo(next.calls, GROUP_ID)).toEqual(['m2', 'm3', 'm4']);
  expect(await next.waiting(700)).toEqual([]);
});

test('an outcome on which the chart fails is kept, and what Telegram did is not done again', async () => {
  const desk = deliveryDesk(redis);
  const { open, opened } = door();
  desk.telegram.answering = async (call): Promise<CallAnswer> => {
    if (call.params.chat_id === CHANNEL_ID) await opened;
    return { ok: true, messageIds: [7] };
  };
  await desk.writes(700, 1, 'oi');
  const key = desk.keys.client(user(700));
  const record = JSON.parse((await redis.hget(key, 's')) ?? '');
  // A version of another process: the desk reads the record again.
  const broken = { ...record, state: { ...record.state, value: { x: 'y' } } };
  await redis.hset(key, 'v', '99', 's', JSON.stringify(broken));
  open();
  await desk.settles();
  expect(posts(desk.calls)).toBe(1);
  expect(desk.told.map(([name]) => name)).toContain('troubled');
  await redis.hset(key, 's', JSON.stringify(record));
  await desk.passes(60_000);
  expect(posts(desk.calls)).toBe(1);
  expect(await desk.outbox.parked(user(700))).toMatchObject([{ kind: 'openPost' }]);
});

test('a desk that stops finishes the calls under way and makes no others', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  const { open, opened } = door();
  desk.telegram.answering = async () => {
    await opened;
    return { ok: true, messageIds: [500] };
  };
  await desk.writes(700, 2, 'one');
  await desk.writes(700, 3, 'two');
  expect(desk.worker.idle()).toBe(false);
  const stopped = desk.worker.stop();
  open();
  await stopped;
  expect(textsTo(desk.calls, GROUP_ID)).toEqual(['one']);
  expect(await desk.waiting(700)).toEqual(['relayToThread']);
  expect(await desk.links.threadOf(700 as never, 2 as never)).toMatchObject({ message: 500 });
});

test('a desk that stops does not wait for a rate limit to end', async () => {
  const desk = deliveryDesk(redis);
  await desk.serves(700, 31);
  desk.telegram.answering = () => refused(429, 'Too Many Requests: retry after 3600', 3600);
  await desk.writes(700, 2, 'one');
  await desk.worker.stop();
  expect(desk.worker.idle()).toBe(true);
  expect(await desk.waiting(700)).toEqual(['relayToThread']);
});
