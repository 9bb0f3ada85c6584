import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ClientEvent } from '../../machines/client/event.ts';
import type { EpochMs, PrivateMessageId, Priority, ThreadMessageId } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { checkIndexes } from '../../src/cli/check-indexes.ts';
import { clientIds } from '../../src/store/client-ids.ts';
import { readRow, searchWords, type TicketRow, trimClosed } from '../../src/store/indexes.ts';
import { testRedis } from '../support/redis.ts';
import {
  client,
  type DeskStores,
  deskStores,
  REPORT_DAYS,
  DAY_MS,
  T0,
  user,
  wrote,
} from '../support/stores.ts';

const redis = testRedis();
const bia = { id: null, name: 'Bia' };
const comment = 40 as ThreadMessageId;

function aDesk() {
  const desk = deskStores(redis);
  const dispatch = createDispatchBeside(desk.clients);
  let commands = 0;
  const happens = (owner: number, event: ClientEvent, at: number = T0) =>
    dispatch({
      id: `c${(commands += 1)}`,
      owner: user(owner),
      actor: { kind: 'desk' },
      at: at as EpochMs,
      event,
    });
  return {
    ...desk,
    dispatch,
    happens,
    check: (closedSince = T0) => checkIndexes({ ...desk, redis, closedSince }),
  };
}

const openRows = async ({ keys }: DeskStores): Promise<TicketRow[]> =>
  Object.values(await redis.hgetall(keys.openTickets)).map(readRow);

const closes: ClientEvent = { type: 'agent.closed', message: comment, silently: false, by: bia };
const prioritizes = (priority: Priority): ClientEvent => ({
  type: 'agent.prioritized',
  message: comment,
  priority,
  by: bia,
});

test('tickets of different clients are numbered by the desk, and listed while they are open', async () => {
  const desk = aDesk();
  await desk.dispatch(wrote(700, 1));
  await desk.dispatch(wrote(701, 2));
  await desk.happens(701, prioritizes(5));
  expect(await openRows(desk)).toMatchObject([
    { number: 1, client: 700, name: 'Ana', status: 'queued', priority: 1, turn: 'team', waitingSince: T0 },
    { number: 2, client: 701, name: 'Ana', priority: 5 },
  ]);
});

test('a closed ticket leaves the open ones, and its summary is kept for REPORT_DAYS', async () => {
  const desk = aDesk();
  await desk.dispatch(wrote(700, 1));
  await desk.happens(700, closes, T0 + 5);
  expect(await openRows(desk)).toEqual([]);
  expect(await redis.zrange(desk.keys.closedTickets, '0', '-1', 'WITHSCORES')).toEqual(['1', String(T0 + 5)]);
  expect(await redis.zrange(desk.keys.closedOf(client(700)), '0', '-1')).toEqual(['1']);
  const row = await redis.hget(desk.keys.closedRows(1), '1');
  expect(JSON.parse(row ?? '{}')).toMatchObject({
    number: 1,
    status: 'closed',
    closeReason: 'closed',
    closedBy: bia,
  });
  const leftMs = await redis.pttl(desk.keys.closedRows(1));
  expect(leftMs).toBeGreaterThan(REPORT_DAYS * DAY_MS - 60_000);
});

test('a ticket that goes on is closed no more; one that the next ticket follows stays among the closed', async () => {
  const desk = aDesk();
  await desk.dispatch(wrote(700, 1));
  await desk.happens(700, closes);
  await desk.dispatch(wrote(700, 2, { at: (T0 + 60_000) as EpochMs }));
  expect(await redis.zcard(desk.keys.closedTickets)).toBe(0);
  expect(await redis.exists(desk.keys.closedRows(1))).toBe(0);
  await desk.happens(700, closes, T0 + 61_000);
  await desk.dispatch(wrote(700, 3, { at: (T0 + DAY_MS) as EpochMs }));
  expect(await openRows(desk)).toMatchObject([{ number: 2 }]);
  expect(await redis.zrange(desk.keys.closedTickets, '0', '-1')).toEqual(['1']);
});

test('numbers of closed tickets are dropped with their rows', async () => {
  const desk = aDesk();
  await desk.dispatch(wrote(700, 1));
  await desk.happens(700, closes, T0 + 5);
  await desk.dispatch(wrote(701, 2));
  await desk.happens(701, closes, T0 + 6);
  await trimClosed(redis, desk.keys, (T0 + 5) as EpochMs);
  expect(await redis.zcard(desk.keys.closedTickets)).toBe(2);
  await trimClosed(redis, desk.keys, (T0 + 6) as EpochMs);
  expect(await redis.zrange(desk.keys.closedTickets, '0', '-1')).toEqual(['2']);
  expect(await redis.hkeys(desk.keys.closedRows(1))).toEqual(['2']);
});

test('the list of a client keeps the closed tickets of REPORT_DAYS', async () => {
  const desk = aDesk();
  const at = (days: number) => (T0 + days * DAY_MS) as EpochMs;
  for (const [index, days] of [0, 1, REPORT_DAYS + 1].entries()) {
    await desk.dispatch(wrote(700, index + 1, { at: at(days) }));
    await desk.happens(700, closes, at(days));
  }
  expect(await redis.zrange(desk.keys.closedOf(client(700)), '0', '-1')).toEqual(['2', '3']);
});

test('an erased client leaves the list of clients, and returns with the next message', async () => {
  const desk = aDesk();
  await desk.dispatch(wrote(700, 1));
  await desk.dispatch(wrote(701, 2));
  const listed = async () => (await clientIds(redis, desk.keys)).toSorted((a, b) => a - b);
  expect(await listed()).toEqual([700, 701]);
  await desk.happens(700, { type: 'client.erased' });
  expect(await listed()).toEqual([701]);
  expect((await desk.check()).difference).toBeNull();
  await desk.dispatch(wrote(700, 3));
  expect(await listed()).toEqual([700, 701]);
});

test('a client is found by every word of the name, the username and the id, without accents', async () => {
  const desk = aDesk();
  const profile = { firstName: 'João Pedro', lastName: 'Araújo', username: 'JoaoP' };
  await desk.dispatch(wrote(700, 1, { profile }));
  const words = async () => (await redis.zrange(desk.keys.contacts, '0', '-1')).map((m) => m.split('\u0000'));
  expect(await words()).toEqual(['700', 'araujo', 'joao', 'joaop', 'pedro'].map((word) => [word, '700']));
  await desk.dispatch(wrote(700, 2, { profile: { ...profile, firstName: 'Zé', username: null } }));
  expect(await words()).toEqual(['700', 'araujo', 'ze'].map((word) => [word, '700']));
});

test.each([
  ['Conceição D’Ávila-Souza', ['conceicao', 'd', 'avila', 'souza']],
  ['  \u202Eابن ', ['ابن']],
  ['😀', []],
])('%s is searched by %j', (name, words) => {
  expect(searchWords(name)).toEqual(words);
});

describe('npm run check-indexes', () => {
  const event = fc.oneof(
    fc.constant(closes),
    fc.constantFrom<Priority>(1, 3, 5).map(prioritizes),
    fc.constant<ClientEvent>({ type: 'agent.banned', message: comment, by: bia }),
    fc.constant<ClientEvent>({
      type: 'agent.commented',
      message: comment,
      by: bia,
      content: { kind: 'text', text: 'olá', entities: [] },
    }),
    fc.constant<ClientEvent>({
      type: 'client.wrote',
      message: 5 as PrivateMessageId,
      content: { kind: 'text', text: 'oi', entities: [] },
    }),
  );

  test('finds no difference, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.integer({ min: 700, max: 703 }), event, fc.integer({ min: 1, max: 3_600_000 })),
          {
            maxLength: 40,
          },
        ),
        async (happenings) => {
          const desk = aDesk();
          let at: number = T0;
          for (const [owner, happening, ms] of happenings) {
            at += ms;
            await desk.happens(owner, happening, at);
          }
          expect((await desk.check()).difference).toBeNull();
        },
      ),
      { numRuns: 30 },
    );
  });

  test.each<[string, (desk: DeskStores) => Promise<unknown>, RegExp]>([
    [
      'a row that says something else',
      (d) => redis.hset(d.keys.openTickets, '1', '{"client":700}'),
      /#1 of client 700/,
    ],
    ['a row that is missing', (d) => redis.hdel(d.keys.openTickets, '1'), /#1 of client 700 is open/],
    ['a row too many', (d) => redis.hset(d.keys.openTickets, '9', '{"client":700}'), /lists ticket #9/],
    [
      'a closed one that is missing',
      (d) => redis.zrem(d.keys.closedTickets, '2'),
      /#2 of client 701 is closed/,
    ],
    ['a client who is missing', (d) => redis.srem(d.keys.clients, '700'), /Client 700 has data/],
    ['a client too many', (d) => redis.sadd(d.keys.clients, '999'), /lists client 999, who has no record/],
    [
      'a word that is missing',
      (d) => redis.zrem(d.keys.contacts, 'ana\u0000700'),
      /Client 700 is not found by "ana"/,
    ],
    [
      'a word too many',
      (d) => redis.zadd(d.keys.contacts, 0, 'eva\u0000700'),
      /client 700, who has no such word/,
    ],
  ])('names the first difference: %s', async (_what, spoil, words) => {
    const desk = aDesk();
    await desk.dispatch(wrote(700, 1));
    await desk.dispatch(wrote(701, 2));
    await desk.happens(701, closes);
    expect(await desk.check()).toEqual({ clients: 2, difference: null });
    await spoil(desk);
    expect((await desk.check()).difference).toMatch(words);
  });

  /** A ticket closed at T0, and nothing since. */
  async function withClosed() {
    const desk = aDesk();
    await desk.dispatch(wrote(700, 1));
    await desk.happens(700, closes);
    return desk;
  }
  const afterwards = (T0 + 1) as EpochMs;

  test('finds no difference when the rows of an old ticket were dropped', async () => {
    const desk = await withClosed();
    await trimClosed(redis, desk.keys, afterwards);
    expect((await desk.check(afterwards)).difference).toBeNull();
    expect((await desk.check()).difference).toMatch(/#1 of client 700 is closed/);
  });

  test.each<[string, (desk: DeskStores) => Promise<unknown>]>([
    ['the row', (d) => redis.del(d.keys.closedRows(1))],
    ['the list of the client', (d) => redis.del(d.keys.closedOf(client(700)))],
  ])('finds no difference when %s expired before the rest of an old ticket', async (_what, expire) => {
    const desk = await withClosed();
    await expire(desk);
    expect((await desk.check(afterwards)).difference).toBeNull();
  });

  test('names a row of an old ticket that says something else', async () => {
    const desk = await withClosed();
    await redis.hset(desk.keys.closedRows(1), '1', '{"client":700}');
    expect((await desk.check(afterwards)).difference).toMatch(/#1 of client 700 is closed/);
  });
});
