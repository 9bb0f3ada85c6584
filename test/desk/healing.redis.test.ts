import { expect, test } from 'vitest';
import { createPlace } from '../../src/features/channel-health/channel-health.ts';
import { listen } from '../../src/store/pubsub.ts';
import { createPlaceStore, findGroup, keepPlace, keptPlace } from '../../src/store/channel-store.ts';
import { TelegramError } from '../../src/telegram/error.ts';
import { deliveryDesk } from '../support/delivery-desk.ts';
import { eventually } from '../support/eventually.ts';
import { testRedis } from '../support/redis.ts';
import { deskStores, user } from '../support/stores.ts';
import { desk as chats } from '../support/updates.ts';

const redis = testRedis();

test('a desk without a group configured serves the one its data belongs to, whatever is linked now', async () => {
  const { keys } = deskStores(redis);
  const find = (groupId: number | null, linked: number | null) =>
    findGroup(redis, keys, { channelId: -1001, groupId, linked });
  expect(await find(null, -1002)).toBe(-1002);
  expect(await find(null, null)).toBeNull();
  await keepPlace(redis, keys, { channelId: -1001, groupId: -1002, isPublic: false });
  expect(await find(null, -1009)).toBe(-1002);
  expect(await find(null, null)).toBe(-1002);
  expect(await find(-1003, -1002)).toBe(-1003);
});

test('a group that became a supergroup is found by its old id, and the data belongs to the new one', async () => {
  const { keys } = deskStores(redis);
  await keepPlace(redis, keys, { channelId: -1001, groupId: -5, isPublic: true });
  await createPlaceStore(redis, keys).move(-5, { channelId: -1001, groupId: -1007, isPublic: true });
  expect(await findGroup(redis, keys, { channelId: -1001, groupId: -5, linked: null })).toBe(-1007);
  await keepPlace(redis, keys, { channelId: -1001, groupId: -1007, isPublic: true });
});

/** A process with channel health, and the reports. */
function watcher(
  stores: ReturnType<typeof deliveryDesk>,
  linkedChatId: number | null,
  groupId = chats.groupId,
) {
  const shut: string[][] = [];
  const facts = { isPublic: false };
  const seen = { ...chats, groupId };
  const place = createPlace({
    chats: seen,
    api: {
      chat: async (id) => ({ id, title: '', linkedChatId, isPublic: facts.isPublic }),
      isServing: async () => true,
    },
    store: createPlaceStore(redis, stores.keys),
    audience: async () => [user(500)],
    dispatch: stores.dispatch,
    isCaughtUp: () => true,
    lanes: { closeLanes: (lanes) => void shut.push([...lanes]), wake() {} },
    clock: stores.clock,
    on: { found() {}, repaired() {}, failed() {} },
  });
  return { place, shut, chats: seen, facts };
}

test('a trouble whose telling was cut off by a crash is told by the next process, and never twice', async () => {
  const desk = deliveryDesk(redis);
  const told = () => desk.calls.filter((call) => call.params.chat_id === 500).length;
  await createPlaceStore(redis, desk.keys).note('unlinked', desk.clock.now(), false);
  for (let process = 0; process < 3; process += 1) {
    const stopping = new AbortController();
    const { place, shut } = watcher(desk, null);
    const watching = place.watch(stopping.signal);
    await desk.settles();
    await desk.settles();
    expect(shut.at(-1)).toEqual(['channel', 'group']);
    expect(told()).toBe(1);
    stopping.abort();
    await watching;
  }
  const { place, shut } = watcher(desk, chats.groupId);
  const stopping = new AbortController();
  const watching = place.watch(stopping.signal);
  await desk.settles();
  await desk.settles();
  expect(shut.at(-1)).toEqual([]);
  expect(told()).toBe(2);
  expect(await createPlaceStore(redis, desk.keys).troubles()).toEqual([]);
  stopping.abort();
  await watching;
});

test.each([
  { acts: ['refused'], found: [], what: 'is no trouble: the message may be the reason' },
  { acts: ['refused', 'delivered', 'refused'], found: [], what: 'is no trouble when another message passed' },
  { acts: ['refused', 'refused', 'delivered'], found: [], what: 'is over when a message passes' },
  { acts: ['refused', 'refused'], found: ['group-refused'], what: 'twice in a row is told' },
] as const)('a refusal $acts $what', async ({ acts, found }) => {
  const desk = deliveryDesk(redis);
  const { place } = watcher(desk, chats.groupId);
  for (const act of acts) {
    place[act]('group');
    await eventually(() => expect(place.idle()).toBe(true));
  }
  const troubles = (await createPlaceStore(redis, desk.keys).troubles()).map(([trouble]) => trouble);
  expect(troubles).toEqual(found);
});

test('that the channel became public is seen, and by a process that stands by as well', async () => {
  const desk = deliveryDesk(redis);
  // Another process has noted that the group moved.
  const kept = { channelId: chats.channelId, groupId: chats.groupId - 1, isPublic: false };
  await keepPlace(redis, desk.keys, kept);
  const standby = watcher(desk, null);
  await standby.place.follow();
  const { place, chats: seen, facts } = watcher(desk, chats.groupId);
  await place.look();
  expect(seen.isPublic).toBe(false);
  expect(await keptPlace(redis, desk.keys)).toEqual(kept);
  facts.isPublic = true;
  await place.look();
  expect(seen.isPublic).toBe(true);
  expect(await keptPlace(redis, desk.keys)).toEqual({ ...kept, isPublic: true });
  expect(standby.chats.isPublic).toBe(false);
  await standby.place.follow();
  expect(standby.chats.isPublic).toBe(true);
});

test('a process that stands by follows a group that moved, or it would hear nothing of what the team answers', async () => {
  const desk = deliveryDesk(redis);
  const [holder, standby] = [watcher(desk, null, -5), watcher(desk, null, -5)];
  const stopping = new AbortController();
  const watching = holder.place.watch(stopping.signal);
  await desk.settles();
  await standby.place.follow();
  expect(standby.chats.groupId).toBe(-5);
  await holder.place.moved(-5, chats.groupId);
  await standby.place.follow();
  expect(standby.chats.groupId).toBe(chats.groupId);
  stopping.abort();
  await watching;
});

test('a process that stands by does not look itself, it rings for the one that does', async () => {
  const desk = deliveryDesk(redis);
  const holder = watcher(desk, chats.groupId);
  const stopping = new AbortController();
  const watching = holder.place.watch(stopping.signal);
  await desk.settles();
  let rung = 0;
  const bell = listen(
    redis,
    new Map([
      [
        desk.keys.troubles,
        () => {
          rung += 1;
          holder.place.hinted();
        },
      ],
    ]),
    (error) => expect.unreachable(String(error)),
  );
  const standby = watcher(desk, null);
  const looks = holder.shut.length;
  await eventually(() => {
    standby.place.changed();
    expect(rung).toBeGreaterThan(0);
  });
  const before = rung;
  await standby.place.moved(-5, chats.groupId);
  await eventually(() => expect(rung).toBeGreaterThan(before));
  await eventually(() => expect(holder.shut.length).toBeGreaterThan(looks));
  expect(standby.shut).toEqual([]);
  bell.close();
  stopping.abort();
  await watching;
});

test('while Telegram does not answer nothing new is believed about the place', async () => {
  const desk = deliveryDesk(redis);
  const { place, shut } = watcher(desk, null);
  await place.look();
  const silent = createPlace({
    chats: { ...chats },
    store: createPlaceStore(redis, desk.keys),
    dispatch: desk.dispatch,
    api: {
      chat: () => Promise.reject(new TelegramError('No answer', null)),
      isServing: () => Promise.reject(new TelegramError('No answer', null)),
    },
    audience: async () => [],
    isCaughtUp: () => true,
    lanes: { closeLanes: (lanes) => void shut.push([...lanes]), wake() {} },
    clock: desk.clock,
    on: { found() {}, repaired() {}, failed() {} },
  });
  const stopping = new AbortController();
  const watching = silent.watch(stopping.signal);
  await desk.settles();
  expect(shut.at(-1)).toEqual(['channel', 'group']);
  stopping.abort();
  await watching;
});
