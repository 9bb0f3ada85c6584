import { expect, test } from 'vitest';
import type { EpochMs } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { renderFact } from '../../src/cli/facts.ts';
import { createFactReader, factStream, trimFacts } from '../../src/store/facts.ts';
import { testRedis } from '../support/redis.ts';
import { followed } from '../support/shown-stream.ts';
import { DAY_MS, type DeskStores, deskStores, wrote } from '../support/stores.ts';

const redis = testRedis();

async function deskWithFacts(messages = 3) {
  const desk = deskStores(redis);
  const dispatch = createDispatchBeside(desk.clients);
  for (let n = 1; n <= messages; n += 1) await dispatch(wrote(700, n));
  return { ...desk, dispatch };
}

const counts = ({ keys }: DeskStores) => redis.hgetall(keys.feature('reports')('counts'));
const count = ({ keys }: DeskStores, by: number) =>
  [['HINCRBY', keys.feature('reports')('counts'), 'messages', String(by)]] as [
    ['HINCRBY', string, string, string],
  ];

test('a commit appends its facts in order, and one that is not made appends none', async () => {
  const desk = await deskWithFacts(2);
  await desk.dispatch(wrote(700, 2));
  const facts = (await factStream(redis, desk.keys).newest(10)).map(({ fact }) => fact.type);
  expect(facts).toEqual(['ticket.opened', 'message.received', 'message.received']);
});

test('a reader goes on where it stood, also after a restart', async () => {
  const desk = await deskWithFacts(3);
  const reader = createFactReader(redis, desk.keys, 'reports');
  const first = await reader.next(2);
  expect(first.map(({ fact }) => fact.type)).toEqual(['ticket.opened', 'message.received']);
  expect(await reader.advance(first.at(-1)?.place ?? '', count(desk, 1))).toBe(true);
  const again = createFactReader(redis, desk.keys, 'reports');
  const rest = await again.next(10);
  expect(rest).toHaveLength(2);
  expect(await again.advance(rest.at(-1)?.place ?? '', count(desk, 2))).toBe(true);
  expect(await again.next(10)).toEqual([]);
  expect(await counts(desk)).toEqual({ messages: '3' });
  expect(await createFactReader(redis, desk.keys, 'webhooks').next(10)).toHaveLength(4);
});

test('what a reader makes of facts is made once, though its answer is lost or another process reads too', async () => {
  const desk = await deskWithFacts(1);
  const one = createFactReader(redis, desk.keys, 'reports');
  const two = createFactReader(redis, desk.keys, 'reports');
  const facts = await one.next(10);
  await two.next(1);
  const last = facts.at(-1)?.place ?? '';
  expect(await one.advance(last, count(desk, 1))).toBe(true);
  expect(await one.advance(last, count(desk, 1))).toBe(true);
  expect(await two.advance(facts[0]?.place ?? '', count(desk, 1))).toBe(false);
  expect(await counts(desk)).toEqual({ messages: '1' });
});

test('a reader writes keys of features only, and an engine key leaves the cursor in place', async () => {
  const desk = await deskWithFacts(1);
  const reader = createFactReader(redis, desk.keys, 'reports');
  const last = (await reader.next(10)).at(-1)?.place ?? '';
  await expect(reader.advance(last, [['SADD', desk.keys.clients, '701']])).rejects.toThrow(
    /belongs to an engine/,
  );
  expect(await redis.sismember(desk.keys.clients, '701')).toBe(0);
  expect(await redis.hget(desk.keys.factCursors, 'reports')).toBeNull();
  expect(await reader.advance(last, count(desk, 1))).toBe(true);
});

test('facts are kept 7 days, longer while a reader has still to read them, and 9 days at most', async () => {
  const desk = await deskWithFacts(1);
  const facts = await factStream(redis, desk.keys).newest(10);
  const [first] = facts;
  const now = (days: number) => (Number(first?.place.split('-')[0]) + days * DAY_MS) as EpochMs;
  const left = async () => (await factStream(redis, desk.keys).after('0', 10)).length;
  const reader = createFactReader(redis, desk.keys, 'reports');
  const [read] = await reader.next(1);
  await reader.advance(read?.place ?? '', []);
  await trimFacts(redis, desk.keys, now(6.9));
  expect(await left()).toBe(2);
  await trimFacts(redis, desk.keys, now(8));
  expect(await left()).toBe(2);
  await trimFacts(redis, desk.keys, now(9.1));
  expect(await left()).toBe(0);
});

test('npm run facts shows the newest, and with --follow those that come', async () => {
  const desk = await deskWithFacts(2);
  const lines = await followed(factStream(redis, desk.keys), 1, renderFact, () =>
    desk.dispatch(wrote(700, 3)),
  );
  expect(lines).toHaveLength(2);
  for (const line of lines)
    expect(line).toMatch(
      /^\S+Z {2}\d+-\d+ {2}700 {2}message\.received {2}desk {2}ticket=1 {2}n=[23] {2}kind=text$/,
    );
});
