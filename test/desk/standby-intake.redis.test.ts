import { expect, test } from 'vitest';
import { createDispatch } from '../../src/actor/dispatch.ts';
import type { Effect } from '../../src/actor/effects.ts';
import { createReadUnread } from '../../src/outbox/read-unread-owners.ts';
import { BULK_HELD_AT_MOST } from '../../src/outbox/worker.ts';
import { createLeaseStore } from '../../src/store/lease.ts';
import { createKeys } from '../../src/store/keys.ts';
import { deliveryDesk, textsTo } from '../support/delivery-desk.ts';
import { eventually } from '../support/eventually.ts';
import { freshDeskId, testRedis } from '../support/redis.ts';
import { deskStores, user, wrote } from '../support/stores.ts';
import { GROUP_ID } from '../support/updates.ts';

const redis = testRedis();

/** A leader with Ana's thread at 31, and a standby with intake only. */
async function twoProcesses() {
  const id = freshDeskId();
  const { token } = await createLeaseStore(redis, createKeys(id)).take('one', 60_000, false);
  const refused: number[] = [];
  const fence = { token: () => token ?? 0, refused: (used: number) => void refused.push(used) };
  const holder = deliveryDesk(redis, { desk: id, fence, mayCall: async () => refused.length === 0 });
  await holder.serves(700, 31);
  const standby = createDispatch({
    store: deskStores(redis, id).clients,
    onCommitted() {},
    onBehind() {},
    waitOut: async () => false,
  });
  const catchUp = createReadUnread({
    hasRoom: () => holder.worker.hasRoom(),
    news: holder.news,
    reload: (owner) => holder.worker.reload(owner),
    over: new AbortController().signal,
  });
  return { holder, standby, catchUp, refused };
}

const at = (desk: { clock: { now(): number } }) => ({ at: desk.clock.now() }) as Parameters<typeof wrote>[2];

test('what the other process took in first goes out first, though nobody told of it yet', async () => {
  const { holder, standby } = await twoProcesses();
  await standby(wrote(700, 2, at(holder)));
  expect(holder.calls).toEqual([]);
  await holder.writes(700, 3);
  await holder.writes(700, 4);
  expect(textsTo(holder.calls, GROUP_ID)).toEqual(['message 2', 'message 3', 'message 4']);
});

test('what the other process took in goes out when the news is read, once', async () => {
  const { holder, standby, catchUp } = await twoProcesses();
  await standby(wrote(700, 2, at(holder)));
  await standby(wrote(700, 3, at(holder)));
  await Promise.all([catchUp.look(), catchUp.look()]);
  await holder.settles();
  expect(textsTo(holder.calls, GROUP_ID)).toEqual(['message 2', 'message 3']);
  expect(await holder.news.unread(10)).toEqual([]);
  await catchUp.look();
  await holder.settles();
  expect(holder.calls).toHaveLength(2);
});

test('news of an owner whose data cannot be read does not hold up the others', async () => {
  const { holder, standby, catchUp } = await twoProcesses();
  await standby(wrote(701, 1, at(holder)));
  await redis.hset(holder.keys.outbox(user(701)), 'broken', 'no entry');
  await standby(wrote(700, 2, at(holder)));
  await catchUp.look();
  await holder.settles();
  expect(textsTo(holder.calls, GROUP_ID)).toEqual(['message 2']);
  expect(holder.told).toContainEqual(['troubled', 'reload of 701', expect.anything()]);
  expect(await holder.news.unread(10)).toEqual([]);
});

test('a process that lost the lease in the middle of a call changes nothing more', async () => {
  const { holder, refused } = await twoProcesses();
  holder.telegram.answering = async () => {
    await createLeaseStore(redis, holder.keys).take('two', 60_000, true);
    return { ok: true, messageIds: [500] };
  };
  await holder.writes(700, 2);
  await holder.writes(700, 3);
  await eventually(() => expect(refused).toEqual([1]));
  await holder.settles();
  expect(textsTo(holder.calls, GROUP_ID)).toEqual(['message 2']);
  expect(await holder.waiting(700)).toEqual(['relayToThread', 'relayToThread']);
});

test('of a broadcast no more is read than leaves soon, and never instead of what people write', async () => {
  const { holder, standby, catchUp } = await twoProcesses();
  const effect: Effect = {
    kind: 'broadcast',
    bulk: true,
    campaign: 'natal',
    content: { kind: 'text', text: 'feliz natal', entities: [] },
  };
  const clients = Array.from({ length: BULK_HELD_AT_MOST + 250 }, (_, n) => user(1000 + n));
  for (const owner of clients)
    await standby({
      id: `natal:${owner}`,
      owner,
      actor: { kind: 'desk' },
      at: holder.clock.now(),
      effects: [effect],
    });
  await standby(wrote(700, 2, at(holder)));
  await catchUp.look();
  await holder.settles();
  expect(textsTo(holder.calls, GROUP_ID)).toEqual(['message 2']);
  const unread = await holder.news.unread(1000);
  expect(unread.map(({ owner }) => owner)).toEqual(clients.slice(-unread.length));
  expect(clients.length - unread.length).toBeGreaterThanOrEqual(BULK_HELD_AT_MOST);
  expect(clients.length - unread.length).toBeLessThan(BULK_HELD_AT_MOST + 100);
  await holder.passes(5000);
  await catchUp.look();
  expect((await holder.news.unread(1000)).length).toBeLessThan(unread.length);
});
