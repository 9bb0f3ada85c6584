import { expect, test } from 'vitest';
import type { EpochMs } from '../../machines/ids.ts';
import type { Fence } from '../../src/store/lease.ts';
import { createLeaseStore } from '../../src/store/lease.ts';
import { eventually } from '../support/eventually.ts';
import { testRedis } from '../support/redis.ts';
import { aCommit, deskStores, T0, user } from '../support/stores.ts';

const redis = testRedis();
const LONG_MS = 60_000;

/** A process of a desk: the stores carry the token of the last lease. */
function aProcess(name: string, desk?: number) {
  let token = 0;
  const refused: number[] = [];
  const fence: Fence = { token: () => token, refused: (with_) => void refused.push(with_) };
  const stores = deskStores(redis, desk, fence);
  const lease = createLeaseStore(redis, stores.keys);
  return {
    ...stores,
    lease,
    refused,
    takes: async (ttlMs = LONG_MS, evicting = false) => {
      const taken = await lease.take(name, ttlMs, evicting);
      if (taken.token !== null) token = taken.token;
      return taken;
    },
    renews: (ttlMs = LONG_MS) => lease.renew(token, name, ttlMs),
    releases: () => lease.release(token),
    unreadOf: async () => (await stores.unread.unread(10)).map(({ owner }) => owner),
    waiting: async (owner: number) => (await stores.outbox.waiting(user(owner))).entries,
    /** Something to be delivered comes in. */
    takesIn: (owner: number) =>
      stores.clients.commit(
        aCommit({
          owner: user(owner),
          effects: [{ kind: 'say', to: 'owner', text: [{ key: 'help-agent' }] }],
        }),
      ),
    isToBeTold: (owner: number) =>
      stores.clients.commit(
        aCommit({
          owner: user(owner),
          effects: [
            {
              kind: 'broadcast',
              bulk: true,
              campaign: 'natal',
              content: { kind: 'text', text: 'x', entities: [] },
            },
          ],
        }),
      ),
    delivers: (owner: number, entry: string) =>
      stores.clients.commit(aCommit({ owner: user(owner), fenced: true, outcome: { entry } })),
  };
}

function twoProcesses() {
  const one = aProcess('one');
  return { one, two: aProcess('two', one.desk) };
}

test('one process has the lease; the other is told who', async () => {
  const { one, two } = twoProcesses();
  expect(await one.takes()).toEqual({ token: 1, leader: 'one' });
  expect(await two.takes()).toEqual({ token: null, leader: 'one' });
  // Asked again because the answer was lost.
  expect(await one.takes()).toEqual({ token: 1, leader: 'one' });
});

test('a released lease is free at once, and the next token is higher', async () => {
  const { one, two } = twoProcesses();
  await one.takes();
  await one.releases();
  expect(await two.takes()).toEqual({ token: 2, leader: 'two' });
  expect(await one.renews()).toBe(false);
  // Too late: it is not ours to give.
  await one.releases();
  expect(await one.takes()).toEqual({ token: null, leader: 'two' });
});

test('an expired lease can be taken; renewing it is still possible while nobody has', async () => {
  const { one, two } = twoProcesses();
  await one.takes(1);
  await eventually(async () => expect(await redis.exists(one.keys.lease)).toBe(0));
  expect(await one.renews(1)).toBe(true);
  await eventually(async () => expect(await two.takes()).toEqual({ token: 2, leader: 'two' }));
  expect(await one.renews()).toBe(false);
});

test('a process that knows the other to be dead does not wait', async () => {
  const { one, two } = twoProcesses();
  await one.takes();
  expect(await two.takes(LONG_MS, true)).toEqual({ token: 2, leader: 'two' });
});

test('what the leader alone may do is refused to a process that lost the lease, and changes nothing', async () => {
  const { one, two } = twoProcesses();
  await one.takes();
  await one.takesIn(700);
  const [entry] = await one.waiting(700);
  if (entry === undefined) throw new Error('nothing waits');
  await redis.zadd(one.keys.timers, T0, '700 post.overdue');
  await two.takes(LONG_MS, true);
  const before = await one.dump();

  expect(await one.delivers(700, entry.id)).toEqual({ status: 'fenced' });
  await one.outbox.markTried(entry, T0);
  const [due] = await one.timers.due((T0 + 1) as EpochMs, 1);
  if (due === undefined) throw new Error('no timer is due');
  await one.timers.forget(due);
  await one.unread.markRead({ owner: user(700), mark: '0', isForMany: false });
  expect(one.refused).toEqual([1, 1, 1, 1]);
  expect(await one.dump()).toEqual(before);

  await two.outbox.markTried(entry, T0);
  await two.timers.forget(due);
  expect(await two.delivers(700, entry.id)).toMatchObject({ status: 'committed' });
  expect(two.refused).toEqual([]);
});

test('anybody may take in; the owner is unread until the leader has read it', async () => {
  const { one, two } = twoProcesses();
  await one.takes();
  await one.takesIn(700);
  expect(await one.unreadOf()).toEqual([]);
  await two.takesIn(701);
  await two.takesIn(700);
  expect(await one.unreadOf()).toEqual([701, 700]);

  const [first] = await one.unread.unread(1);
  if (first === undefined) throw new Error('no unread owner');
  await two.takesIn(701);
  await one.unread.markRead(first);
  expect(await one.unreadOf()).toEqual([700, 701]);
  for (const unread of await one.unread.unread(10)) await one.unread.markRead(unread);
  expect(await one.unreadOf()).toEqual([]);
});

test('the leader is told when something of the same owner waits that it has not read', async () => {
  const { one, two } = twoProcesses();
  await one.takes();
  await two.takesIn(700);
  expect(await one.takesIn(701)).toMatchObject({ behind: false });
  expect(await one.takesIn(700)).toMatchObject({ behind: true });
  for (const unread of await one.unread.unread(10)) await one.unread.markRead(unread);
  expect(await one.takesIn(700)).toMatchObject({ behind: false });
});

test('owners with waiting entries are unread for a process that takes the lease', async () => {
  const { one, two } = twoProcesses();
  await one.takes();
  await one.takesIn(700);
  await two.takesIn(701);
  await one.releases();
  await two.takes();
  expect(await two.unreadOf()).toEqual([700, 701]);
});

test('whoever takes the lease reads by order of arrival, and broadcasts behind everything else', async () => {
  const { one, two } = twoProcesses();
  await one.takes();
  for (const owner of [709, 708]) await one.isToBeTold(owner);
  for (const owner of [707, 706]) await two.isToBeTold(owner);
  for (const owner of [705, 708]) await one.takesIn(owner);
  for (const owner of [703, 706]) await two.takesIn(owner);
  await one.isToBeTold(705);
  await one.releases();
  await two.takes();
  const unread = await two.unread.unread(10);
  expect(unread.map(({ owner, isForMany }) => [owner, isForMany])).toEqual([
    [705, false],
    [708, false],
    [703, false],
    [706, false],
    [709, true],
    [707, true],
  ]);
});
