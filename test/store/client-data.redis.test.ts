import { expect, test } from 'vitest';
import type { ClientEvent } from '../../machines/client/event.ts';
import type { EpochMs, MessageNumber, PostId, ThreadMessageId } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { forgetClient } from '../../src/store/client-data.ts';
import { testRedis } from '../support/redis.ts';
import { aCommit, client, type DeskStores, deskStores, T0, user, wrote } from '../support/stores.ts';

const redis = testRedis();
const ana = client(700);
const closes: ClientEvent = {
  type: 'agent.closed',
  message: 40 as ThreadMessageId,
  silently: false,
  by: { id: null, name: 'Bia' },
};

function aDesk() {
  const desk = deskStores(redis);
  const dispatch = createDispatchBeside(desk.clients);
  const happens = (id: string, event: ClientEvent, at: number) =>
    dispatch({ id, owner: ana, actor: { kind: 'desk' }, at: at as EpochMs, event });
  return { ...desk, dispatch, happens };
}

/** The keys with Ana's name or words. */
async function keysNaming(desk: DeskStores): Promise<string[]> {
  const dump = await desk.dump();
  return Object.keys(dump).filter((key) =>
    /Ana|segredo/.test(Buffer.from(dump[key] ?? '', 'base64').toString('latin1')),
  );
}

const erasure = (messages: number, ticket: number) => ({
  erasings: 1,
  messages: messages as MessageNumber,
  ticket,
  at: (T0 + 1) as EpochMs,
});

test('the commit of an erasing takes journal, waiting effects, rows of the open ticket and pending updates', async () => {
  const desk = aDesk();
  await desk.dispatch(wrote(700, 1, { text: 'segredo' }));
  await desk.intake.setAside(user(700), { message: { text: 'segredo' } });
  expect(await keysNaming(desk)).not.toEqual([]);
  await desk.happens('erase', { type: 'client.erased' }, T0 + 1);
  expect(await desk.intake.pendingPeople()).toEqual([]);
  expect(await redis.hlen(desk.keys.openTickets)).toBe(0);
  expect(await redis.zcard(desk.keys.contacts)).toBe(0);
  const waiting = Object.values(await redis.hgetall(desk.keys.outbox(ana)));
  expect(waiting.map((entry) => /"kind":"(\w+)"/.exec(entry)?.[1])).toEqual(['forgetClient']);
  expect(await keysNaming(desk)).toEqual([]);
});

test('every closed ticket goes, however many', async () => {
  const desk = aDesk();
  const before = redis.pipeline().set(desk.keys.tickets, 200);
  for (let n = 1; n <= 200; n += 1) {
    before
      .zadd(desk.keys.closedTickets, T0, n)
      .zadd(desk.keys.closedOf(ana), T0, n)
      .hset(desk.keys.closedRows(n), n, JSON.stringify({ client: ana, name: 'Ana' }));
  }
  await before.exec();
  await desk.dispatch(wrote(700, 1));
  await desk.happens('close', closes, T0);
  await desk.dispatch(wrote(701, 2));
  await desk.dispatch({
    id: 'close 701',
    owner: client(701),
    actor: { kind: 'desk' },
    at: T0,
    event: closes,
  });
  await desk.happens('erase', { type: 'client.erased' }, T0);
  await forgetClient(redis, desk.keys, ana, erasure(1, 201));
  expect(await redis.zrange(desk.keys.closedTickets, '0', '-1')).toEqual(['202']);
  expect(await redis.exists(desk.keys.closedOf(ana))).toBe(0);
  const rows = await Promise.all([0, 64, 128, 192].map((n) => redis.hkeys(desk.keys.closedRows(n))));
  expect(rows).toEqual([[], [], [], ['202']]);
});

test('messages and tickets after the erasing stay, and a repeat changes nothing', async () => {
  const desk = aDesk();
  await desk.dispatch(wrote(700, 1));
  await desk.happens('close', closes, T0);
  await desk.happens('erase', { type: 'client.erased' }, T0 + 1);
  await desk.dispatch(wrote(700, 2, { at: (T0 + 2) as EpochMs }));
  await desk.happens('close again', closes, T0 + 3);
  const numbers = async () =>
    (await desk.log.before(ana, 9 as MessageNumber, 9)).map(({ n, message }) => [n, message]);
  for (let times = 0; times < 2; times += 1) {
    await forgetClient(redis, desk.keys, ana, erasure(1, 1));
    expect(await numbers()).toEqual([[2, 2]]);
    expect(await redis.zrange(desk.keys.closedOf(ana), '0', '-1')).toEqual(['2']);
    expect(await redis.hkeys(desk.keys.closedRows(1))).toEqual(['2']);
  }
});

test('the posts from before the erasing are named, whoever else has posts', async () => {
  const desk = aDesk();
  const post = (id: number) => [id as PostId];
  await desk.clients.commit(aCommit({ once: 'a', posts: post(7) }));
  await desk.clients.commit(aCommit({ once: 'b', posts: post(8), owner: user(701) }));
  await desk.clients.commit(aCommit({ once: 'c', posts: post(9), erasings: 1 }));
  await desk.clients.commit(aCommit({ once: 'd', posts: post(10) }));
  for (let times = 0; times < 2; times += 1)
    expect(await forgetClient(redis, desk.keys, ana, erasure(0, 0))).toEqual([10, 7]);
});

test('updates that the desk could not handle go when they are about the client, and are older', async () => {
  const desk = aDesk();
  const about = (id: number, update_id: number) => ({ update_id, message: { from: { id } } });
  await desk.intake.park(about(700, 1), 'boom', T0);
  await desk.intake.park(about(701, 2), 'boom', T0);
  await desk.intake.park({ update_id: 3, channel_post: { text: '🟦 700 👤 Ana' } }, 'boom', T0);
  await desk.intake.park(about(700, 4), 'boom', (T0 + 5) as EpochMs);
  await forgetClient(redis, desk.keys, ana, erasure(0, 0));
  const left = (await redis.lrange(desk.keys.poison, 0, -1)).map((row) => /"update_id":(\d)/.exec(row)?.[1]);
  expect(left).toEqual(['2', '4']);
});
