import { expect, test } from 'vitest';
import type { EpochMs } from '../../machines/ids.ts';
import type { Entry } from '../../src/actor/ports.ts';
import { testRedis } from '../support/redis.ts';
import { aCommit, deskStores, T0, user } from '../support/stores.ts';

const redis = testRedis();
const openPost = { kind: 'openPost', threadNumber: 1 } as const;
const first = <T>(list: readonly T[]): T => {
  const [found] = list;
  if (found === undefined) throw new Error('Nothing there');
  return found;
};

test('nothing waits for a desk that has just begun', async () => {
  const desk = deskStores(redis);
  expect(await desk.outbox.owners()).toEqual([]);
  expect(await desk.outbox.waiting(user(700))).toEqual({ owner: 700, record: null, entries: [] });
  expect(await desk.outbox.parked(user(700))).toEqual([]);
  expect(await desk.timers.due(T0, 10)).toEqual([]);
  expect(await desk.intake.pendingPeople()).toEqual([]);
  expect(await desk.intake.firstPending(user(5))).toBeNull();
  expect(await desk.journal.last(user(700), 10)).toEqual([]);
});

test('what waits comes in the order of the commits, though there are more than nine', async () => {
  const desk = deskStores(redis);
  for (let n = 0; n < 12; n += 1) await desk.clients.commit(aCommit({ once: `u${n}`, effects: [openPost] }));
  const { entries } = await desk.outbox.waiting(user(700));
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
});

test('an owner is forgotten with the last entry', async () => {
  const desk = deskStores(redis);
  await desk.clients.commit(aCommit({ once: 'u1', effects: [openPost, openPost] }));
  await desk.clients.commit(aCommit({ outcome: { entry: '1' } }));
  expect(await desk.outbox.owners()).toEqual([700]);
  await desk.clients.commit(aCommit({ outcome: { entry: '2' } }));
  expect(await desk.outbox.owners()).toEqual([]);
});

test('a first attempt is remembered without changing place or content', async () => {
  const desk = deskStores(redis);
  await desk.clients.commit(aCommit({ once: 'u1', effects: [openPost] }));
  await desk.clients.commit(aCommit({ once: 'u2', effects: [openPost] }));
  const entry = first((await desk.outbox.waiting(user(700))).entries);
  await desk.outbox.markTried(entry, (T0 + 5) as EpochMs);
  const { entries } = await desk.outbox.waiting(user(700));
  expect(entries).toMatchObject([{ ...entry, triedAt: T0 + 5 }, { id: '2' }]);
  expect(entries[1]?.triedAt).toBeUndefined();
});

test('an attempt at what has left the outbox does not bring it back', async () => {
  const desk = deskStores(redis);
  const committed = await desk.clients.commit(aCommit({ once: 'u1', effects: [openPost] }));
  const entry: Entry = first(committed.status === 'committed' ? committed.entries : []);
  await desk.clients.commit(aCommit({ outcome: { entry: entry.id } }));
  await desk.outbox.markTried(entry, T0);
  expect((await desk.outbox.waiting(user(700))).entries).toEqual([]);
});

test('only timers that are due are given, oldest first and no more than asked for', async () => {
  const desk = deskStores(redis);
  for (const [owner, afterMs] of [
    [1, 30],
    [2, 10],
    [3, 20],
    [4, 40],
  ] as const) {
    const due = (T0 + afterMs) as EpochMs;
    await desk.clients.commit(aCommit({ owner: user(owner), timers: [{ name: 'post.overdue', due }] }));
  }
  const due = async (afterMs: number, limit: number) =>
    (await desk.timers.due((T0 + afterMs) as EpochMs, limit)).map((timer) => timer.owner);
  expect(await due(9, 10)).toEqual([]);
  expect(await due(30, 10)).toEqual([2, 3, 1]);
  expect(await due(30, 2)).toEqual([2, 3]);
  const forgotten = { owner: user(2), name: 'post.overdue', due: (T0 + 10) as EpochMs };
  await desk.timers.forget({ ...forgotten, due: T0 });
  expect(await due(30, 10)).toEqual([2, 3, 1]);
  await desk.timers.forget(forgotten);
  expect(await due(30, 10)).toEqual([3, 1]);
});

test('a person is a stranger until something is learned; reachability is a thing apart', async () => {
  const { teamStore } = deskStores(redis);
  const [bia, caio] = [user(500), user(501)];
  const later = (T0 + 1) as EpochMs;
  expect(await teamStore.known(bia)).toBeNull();
  await teamStore.setReachable(bia, false);
  expect(await teamStore.known(bia)).toBeNull();
  await teamStore.told(bia, { membership: 'administrator', learnedAt: T0 });
  await teamStore.told(caio, { membership: 'member', learnedAt: T0 });
  expect(await teamStore.administrators()).toEqual([bia]);
  await teamStore.told(bia, { membership: 'outsider', learnedAt: later });
  expect(await teamStore.known(bia)).toEqual({ membership: 'outsider', learnedAt: later, isTrusted: true });
  expect(await teamStore.administrators()).toEqual([]);
  expect(await teamStore.unreachable([caio, bia])).toEqual([bia]);
  for (let time = 0; time < 2; time += 1) await teamStore.setReachable(bia, true);
  expect(await teamStore.unreachable([caio, bia])).toEqual([]);
});

test('what was learned before the bot was heard of again is not trusted', async () => {
  const { teamStore } = deskStores(redis);
  const bia = user(500);
  await teamStore.told(bia, { membership: 'member', learnedAt: T0 });
  expect(await teamStore.distrusted()).toBe(0);
  await teamStore.distrust();
  expect(await teamStore.known(bia)).toMatchObject({ membership: 'member', isTrusted: false });
  const asked = await teamStore.turn();
  expect(await teamStore.answered(bia, { membership: 'member', learnedAt: T0 }, asked)).toBe('member');
  expect(await teamStore.known(bia)).toMatchObject({ isTrusted: true });
});

test('an update that came after the question is newer than the answer', async () => {
  const { teamStore } = deskStores(redis);
  const bia = user(500);
  const asked = await teamStore.turn();
  await teamStore.told(bia, { membership: 'outsider', learnedAt: T0 });
  const later = (T0 + 1) as EpochMs;
  expect(await teamStore.answered(bia, { membership: 'member', learnedAt: later }, asked)).toBe('outsider');
  expect(await teamStore.known(bia)).toMatchObject({ membership: 'outsider', learnedAt: T0 });
  expect(await teamStore.administrators()).toEqual([]);
});

test("a person's updates are kept whole and in order, and the person with them", async () => {
  const { intake } = deskStores(redis);
  const updates = [1, 2, 3].map((id) => ({ update_id: id, message: { text: '"\u0000\ud83d' } }));
  for (const update of updates) await intake.setAside(user(5), update);
  await intake.setAside(user(6), { update_id: 9 });
  expect(new Set(await intake.pendingPeople())).toEqual(new Set([5, 6]));
  for (const update of updates) {
    const first = await intake.firstPending(user(5));
    expect(first?.update).toEqual(update);
    expect(await intake.firstPending(user(5))).toEqual(first);
    expect(await intake.pendingPeople()).toContain(5);
    if (first === null) continue;
    await intake.dropPending(user(5), first);
    // By another process at the same time.
    await intake.dropPending(user(5), first);
  }
  expect(await intake.firstPending(user(5))).toBeNull();
  expect(await intake.pendingPeople()).toEqual([6]);
});

test('poison is kept with its reason', async () => {
  const desk = deskStores(redis);
  await desk.intake.park({ update_id: 1 }, 'no kind', T0);
  await desk.intake.park({ update_id: 2 }, 'defect', T0);
  expect(await desk.intake.parkedCount()).toBe(2);
  const kept = await redis.lrange(desk.keys.poison, 0, -1);
  expect(JSON.parse(kept[0] ?? '')).toEqual({ at: T0, reason: 'no kind', update: { update_id: 1 } });
});

test('the journal tells the last rows of one owner, oldest first', async () => {
  const desk = deskStores(redis);
  for (const n of [1, 2, 3]) {
    await desk.clients.commit(aCommit({ journal: { at: T0, command: `u${n}` } }));
    await desk.clients.commit(aCommit({ owner: user(701), journal: { at: T0, command: `v${n}` } }));
  }
  expect((await desk.journal.last(user(700), 2)).map(({ command }) => command)).toEqual(['u2', 'u3']);
});

test('two desks on one Redis know nothing of each other', async () => {
  const [one, two] = [deskStores(redis), deskStores(redis)];
  await one.clients.commit(aCommit({ once: 'u1', effects: [openPost], timers: [{ name: 't', due: T0 }] }));
  await one.teamStore.told(user(5), { membership: 'member', learnedAt: T0 });
  expect(await two.keysInRedis()).toEqual([]);
  expect(await two.clients.commit(aCommit({ once: 'u1' }))).toMatchObject({ status: 'committed' });
  expect(await two.timers.due(T0, 10)).toEqual([]);
  expect(await two.teamStore.known(user(5))).toBeNull();
});
