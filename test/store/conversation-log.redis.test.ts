import { expect, test } from 'vitest';
import type { TakenMessage } from '../../machines/client/taken-message.ts';
import type { AgentId, MessageNumber, PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';
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
  replyTo: 40 as ThreadMessageId,
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
    { ...commented(2, 41), at: T0 },
    { ...written(1, 5), at: T0 },
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
