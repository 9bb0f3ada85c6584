import { expect, test } from 'vitest';
import type { TakenMessage } from '../../machines/client/taken-message.ts';
import type { AgentId, MessageNumber, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
import type { Outcome } from '../../src/actor/command.ts';
import { newRecord } from '../../src/actor/record.ts';
import { testRedis } from '../support/redis.ts';
import { aCommit, client, DAY_MS, type DeskStores, deskStores, LOG_DAYS, T0 } from '../support/stores.ts';

const redis = testRedis();
const number = (n: number) => n as MessageNumber;

const written = (n: number, message: number): TakenMessage => ({
  n: number(n),
  from: 'client',
  by: null,
  kind: 'text',
  ticket: 3,
  message: message as PrivateMessageId,
  replyTo: null,
});
const commented = (n: number, message: number): TakenMessage => ({
  n: number(n),
  from: 'agent',
  by: 500 as AgentId,
  kind: 'photo',
  ticket: 3,
  message: message as ThreadMessageId,
  replyTo: number(1),
});

const takesIn = async (desk: DeskStores, taken: TakenMessage): Promise<void> => {
  const expected = Number(await redis.hget(desk.keys.client(client(700)), 'v'));
  const state = { expected, before: null, record: newRecord(client(700), T0) };
  const committed = await desk.clients.commit(aCommit({ once: `u${taken.n}`, taken: [taken], state }));
  expect(committed).toMatchObject({ status: 'committed' });
};

test('the commit that takes a message in writes the row of the message', async () => {
  const desk = deskStores(redis);
  await takesIn(desk, written(1, 5));
  await takesIn(desk, commented(2, 41));
  expect(await desk.log.before(client(700), number(2), 10)).toEqual([
    { ...commented(2, 41), at: T0, delivery: { is: 'waiting' } },
    { ...written(1, 5), at: T0, delivery: { is: 'waiting' } },
  ]);
  expect(await desk.log.before(client(701), number(2), 10)).toEqual([]);
});

test('the log is read from any number down, across the hashes', async () => {
  const desk = deskStores(redis);
  for (let n = 60; n <= 70; n += 1) await takesIn(desk, written(n, n));
  const numbers = (await desk.log.before(client(700), number(68), 6)).map(({ n }) => n);
  expect(numbers).toEqual([68, 67, 66, 65, 64, 63]);
});

test('the log is kept for LOG_DAYS', async () => {
  const desk = deskStores(redis);
  await takesIn(desk, written(1, 5));
  const keys = [
    desk.keys.log(client(700), number(1)),
    desk.keys.privateNumbers(client(700), 5 as PrivateMessageId),
  ];
  for (const key of keys) {
    expect(await redis.pttl(key)).toBeGreaterThan(LOG_DAYS * DAY_MS - 5000);
    expect(await redis.pttl(key)).toBeLessThanOrEqual(LOG_DAYS * DAY_MS);
  }
});

const delivered = async (desk: DeskStores, outcome: Omit<Outcome, 'entry'>): Promise<void> => {
  const effects = [{ kind: 'say' }];
  const committed = await desk.clients.commit(aCommit({ effects }));
  const [entry] = committed.status === 'committed' ? committed.entries : [];
  await desk.clients.commit(aCommit({ outcome: { entry: entry?.id ?? '', ...outcome } }));
};
const link = (n: number, parts: number[]) =>
  ({ n: number(n), to: 'thread', parts: parts as ThreadMessageId[], print: 'p' }) as const;

test('the outcome completes the row: sent, or failed with the parked entry', async () => {
  const desk = deskStores(redis);
  for (const n of [1, 2, 3]) await takesIn(desk, written(n, n));
  await delivered(desk, {
    links: [link(1, [60, 61])],
    undelivered: [
      { n: number(2), entry: null },
      { n: number(3), entry: '9' },
    ],
  });
  const log = await desk.log.before(client(700), number(3), 3);
  expect(log.map(({ delivery }) => delivery)).toEqual([
    { is: 'failed', entry: '9' },
    { is: 'failed', entry: null },
    { is: 'sent', parts: [60, 61], print: 'p' },
  ]);
});

test('a merged message stands for its messages, also after one of them stands elsewhere', async () => {
  const desk = deskStores(redis);
  for (const n of [1, 2]) await takesIn(desk, written(n, n));
  await delivered(desk, { links: [link(1, [60]), link(2, [60])] });
  await delivered(desk, { links: [link(2, [60])] });
  const merged = { numbers: [1, 2], parts: [1, 2], message: 2, client: 700 };
  expect(await desk.links.privateOf(60 as ThreadMessageId)).toMatchObject(merged);
  await delivered(desk, { links: [link(2, [70])] });
  expect(await desk.links.privateOf(60 as ThreadMessageId)).toMatchObject(merged);
  expect(await desk.links.privateOf(70 as ThreadMessageId)).toMatchObject({ numbers: [2], parts: [2] });
  expect(await desk.links.threadOf(client(700), 2 as PrivateMessageId)).toMatchObject({ parts: [70] });
});

test('a message has no counterpart before the delivery, and a note never has one', async () => {
  const desk = deskStores(redis);
  await takesIn(desk, written(1, 5));
  const note = { ...commented(2, 41), from: 'note', content: { kind: 'refused', what: 'x' } } as TakenMessage;
  await takesIn(desk, note);
  expect(await desk.links.threadOf(client(700), 5 as PrivateMessageId)).toBeNull();
  expect(await desk.links.privateOf(41 as ThreadMessageId)).toBeNull();
  expect(await desk.log.before(client(700), number(2), 1)).toMatchObject([{ delivery: { is: 'none' } }]);
});
