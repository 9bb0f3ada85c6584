import { expect, test } from 'vitest';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
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
  const leader = deliveryDesk(redis, { desk: id, fence, mayCall: async () => refused.length === 0 });
  await leader.serves(700, 31);
  const standby = createDispatchBeside(deskStores(redis, id).clients);
  const readUnread = createReadUnread({
    hasRoom: () => leader.worker.hasRoom(),
    unreadOwners: leader.unread,
    reload: (owner) => leader.worker.reload(owner),
    over: new AbortController().signal,
  });
  return { leader, standby, readUnread, refused };
}

const at = (desk: { clock: { now(): number } }) => ({ at: desk.clock.now() }) as Parameters<typeof wrote>[2];

test('what the other process took in first goes out first, though nobody told of it yet', async () => {
  const { leader, standby } = await twoProcesses();
  await standby(wrote(700, 2, at(leader)));
  expect(leader.calls).toEqual([]);
  await leader.writes(700, 3);
  await leader.writes(700, 4);
  expect(textsTo(leader.calls, GROUP_ID)).toEqual(['message 2', 'message 3', 'message 4']);
});

test('what the other process took in goes out when the unread owners are read, once', async () => {
  const { leader, standby, readUnread } = await twoProcesses();
  await standby(wrote(700, 2, at(leader)));
  await standby(wrote(700, 3, at(leader)));
  await Promise.all([readUnread.look(), readUnread.look()]);
  await leader.settles();
  expect(textsTo(leader.calls, GROUP_ID)).toEqual(['message 2', 'message 3']);
  expect(await leader.unread.unread(10)).toEqual([]);
  await readUnread.look();
  await leader.settles();
  expect(leader.calls).toHaveLength(2);
});

test('an unread owner whose data cannot be read does not hold up other owners', async () => {
  const { leader, standby, readUnread } = await twoProcesses();
  await standby(wrote(701, 1, at(leader)));
  await redis.hset(leader.keys.outbox(user(701)), 'broken', 'no entry');
  await standby(wrote(700, 2, at(leader)));
  await readUnread.look();
  await leader.settles();
  expect(textsTo(leader.calls, GROUP_ID)).toEqual(['message 2']);
  expect(leader.told).toContainEqual(['troubled', 'reload of 701', expect.anything()]);
  expect(await leader.unread.unread(10)).toEqual([]);
});

test('a process that lost the lease in the middle of a call changes nothing more', async () => {
  const { leader, refused } = await twoProcesses();
  leader.telegram.answering = async () => {
    await createLeaseStore(redis, leader.keys).take('two', 60_000, true);
    return { ok: true, messageIds: [500] };
  };
  await leader.writes(700, 2);
  await leader.writes(700, 3);
  await eventually(() => expect(refused).toEqual([1]));
  await leader.settles();
  expect(textsTo(leader.calls, GROUP_ID)).toEqual(['message 2']);
  expect(await leader.waiting(700)).toEqual(['relayToThread', 'relayToThread']);
});

test('of a broadcast no more is read than leaves soon, and never instead of what people write', async () => {
  const { leader, standby, readUnread } = await twoProcesses();
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
      at: leader.clock.now(),
      effects: [effect],
    });
  await standby(wrote(700, 2, at(leader)));
  await readUnread.look();
  await leader.settles();
  expect(textsTo(leader.calls, GROUP_ID)).toEqual(['message 2']);
  const unread = await leader.unread.unread(1000);
  expect(unread.map(({ owner }) => owner)).toEqual(clients.slice(-unread.length));
  expect(clients.length - unread.length).toBeGreaterThanOrEqual(BULK_HELD_AT_MOST);
  expect(clients.length - unread.length).toBeLessThan(BULK_HELD_AT_MOST + 100);
  await leader.passes(5000);
  await readUnread.look();
  expect((await leader.unread.unread(1000)).length).toBeLessThan(unread.length);
});
