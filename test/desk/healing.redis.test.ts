import { FIRST_BOARD } from '../../machines/ids.ts';
import { expect, test } from 'vitest';
import { ChannelHealth } from '../../src/features/channel-health/channel-health.ts';
import { Pubsub } from '../../src/store/pubsub.ts';
import { createChannelStore, findGroup, keepChannel, keptChannel } from '../../src/store/channel-store.ts';
import { TelegramError } from '../../src/telegram/error.ts';
import type { ChannelTrouble } from '../../src/features/channel-health/troubles.ts';
import type { Keys } from '../../src/store/keys.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { deliveryDesk } from '../support/delivery-desk.ts';
import { eventually } from '../support/eventually.ts';
import { testRedis } from '../support/redis.ts';
import { deskStores, user } from '../support/stores.ts';
import { aBoard } from '../support/updates.ts';

const first = aBoard();

const redis = testRedis();

test('a desk without a group configured serves the one its data belongs to, whatever is linked now', async () => {
  const { keys } = deskStores(redis);
  const find = (groupId: number | null, linked: number | null) =>
    findGroup(redis, keys, FIRST_BOARD, { channelId: -1001, groupId, linked });
  expect(await find(null, -1002)).toBe(-1002);
  expect(await find(null, null)).toBeNull();
  await keepChannel(redis, keys, FIRST_BOARD, { channelId: -1001, groupId: -1002, isPublic: false });
  expect(await find(null, -1009)).toBe(-1002);
  expect(await find(null, null)).toBe(-1002);
  expect(await find(-1003, -1002)).toBe(-1003);
});

test('a group that became a supergroup is found by its old id, and the data belongs to the new one', async () => {
  const { keys } = deskStores(redis);
  await keepChannel(redis, keys, FIRST_BOARD, { channelId: -1001, groupId: -5, isPublic: true });
  await channelStore(keys).move(-5, { channelId: -1001, groupId: -1007, isPublic: true });
  expect(await findGroup(redis, keys, FIRST_BOARD, { channelId: -1001, groupId: -5, linked: null })).toBe(
    -1007,
  );
  await keepChannel(redis, keys, FIRST_BOARD, { channelId: -1001, groupId: -1007, isPublic: true });
});

const silent = createLogger({ level: 'silent', pretty: false });

const channelStore = (keys: Keys) => createChannelStore<ChannelTrouble>(redis, keys, FIRST_BOARD);

/** A process with channel health, and the reports. */
function watcher(
  stores: ReturnType<typeof deliveryDesk>,
  linkedChatId: number | null,
  groupId = first.groupId,
) {
  const shut: string[][] = [];
  const facts = { isPublic: false, refusal: null as TelegramError | null };
  const board = aBoard({ groupId });
  let looks = 0;
  const health = new ChannelHealth({
    chats: { board, moved() {} },
    api: {
      async chat(id) {
        looks += 1;
        return { id, title: '', linkedChatId, isPublic: facts.isPublic };
      },
      isServing: async () => {
        if (facts.refusal !== null) throw facts.refusal;
        return true;
      },
    },
    store: channelStore(stores.keys),
    reports: { audience: async () => [user(500)], dispatch: stores.dispatch },
    lanes: { closeLanes: (lanes) => void shut.push([...lanes]), wake() {} },
    runtime: { clock: stores.clock, log: silent, isCaughtUp: () => true },
  });
  return { health, shut, board, facts, looks: () => looks };
}

test('a trouble whose telling was cut off by a crash is told by the next process, and never twice', async () => {
  const desk = deliveryDesk(redis);
  const told = () => desk.calls.filter((call) => call.params.chat_id === 500).length;
  await channelStore(desk.keys).note('unlinked', desk.clock.now(), false);
  for (let process = 0; process < 3; process += 1) {
    const stopping = new AbortController();
    const { health, shut } = watcher(desk, null);
    const watching = health.watch(stopping.signal);
    await desk.settles();
    await desk.settles();
    expect(shut.at(-1)).toEqual(['channel', 'group']);
    expect(told()).toBe(1);
    stopping.abort();
    await watching;
  }
  const { health, shut } = watcher(desk, first.groupId);
  const stopping = new AbortController();
  const watching = health.watch(stopping.signal);
  await desk.settles();
  await desk.settles();
  expect(shut.at(-1)).toEqual([]);
  expect(told()).toBe(2);
  expect(await channelStore(desk.keys).troubles()).toEqual([]);
  stopping.abort();
  await watching;
});

const troublesOf = async (desk: ReturnType<typeof deliveryDesk>) =>
  (await channelStore(desk.keys).troubles()).map(([trouble]) => trouble);

/** One message that Telegram refuses, tried again as the lane does. */
async function refusedFor(
  desk: ReturnType<typeof deliveryDesk>,
  health: ChannelHealth,
  seconds: number,
  betweenTries: () => void = () => {},
) {
  for (let passed = 0; passed <= seconds; passed += 10) {
    health.refused('group', user(700));
    await eventually(() => expect(health.idle()).toBe(true));
    betweenTries();
    await eventually(() => expect(health.idle()).toBe(true));
    await desk.clock.advance(10_000);
  }
}

test('a chat refuses when nothing passes for a minute; a message that passes between shows that it does not', async () => {
  const desk = deliveryDesk(redis);
  const { health } = watcher(desk, first.groupId);
  await refusedFor(desk, health, 300, () => health.delivered('group', user(701)));
  expect(await troublesOf(desk)).toEqual([]);
  await refusedFor(desk, health, 50);
  expect(await troublesOf(desk)).toEqual([]);
  await refusedFor(desk, health, 10);
  expect(await troublesOf(desk)).toEqual(['group-refused']);
});

test('a refusal is told once and ends once, though one message is refused on and on', async () => {
  const desk = deliveryDesk(redis);
  const { health } = watcher(desk, first.groupId);
  const told = async () => {
    await desk.settles();
    return desk.calls.filter((call) => call.params.chat_id === 500).length;
  };
  await refusedFor(desk, health, 70);
  expect(await told()).toBe(1);
  await refusedFor(desk, health, 600, () => health.delivered('group', user(701)));
  expect(await told()).toBe(1);
  expect(await troublesOf(desk)).toEqual(['group-refused']);
  health.delivered('group', user(700));
  await eventually(() => expect(health.idle()).toBe(true));
  expect(await troublesOf(desk)).toEqual([]);
  expect(await told()).toBe(2);
});

test('a refused message that was given up keeps no trouble open: a look ends it after ten quiet minutes', async () => {
  const desk = deliveryDesk(redis);
  const { health } = watcher(desk, first.groupId);
  await refusedFor(desk, health, 70);
  health.delivered('group', user(701));
  await health.look();
  expect(await troublesOf(desk)).toEqual(['group-refused']);
  await desk.clock.advance(10 * 60_000);
  await health.look();
  expect(await troublesOf(desk)).toEqual([]);
});

test.each([
  new TelegramError('Unauthorized', 401),
  new TelegramError('Not Found', 404),
  new TelegramError('Conflict: terminated', 409),
])('$code says nothing about rights, so nothing is believed and nobody is told', async (refusal) => {
  const desk = deliveryDesk(redis);
  const { health, facts } = watcher(desk, first.groupId);
  facts.refusal = refusal;
  await expect(health.look()).rejects.toBe(refusal);
  health.refused('group', user(700));
  await eventually(() => expect(health.idle()).toBe(true));
  expect(await troublesOf(desk)).toEqual([]);
});

test('a trouble that begins ends the calm pause between looks', async () => {
  const desk = deliveryDesk(redis);
  const { health, looks } = watcher(desk, first.groupId);
  const stopping = new AbortController();
  const watching = health.watch(stopping.signal);
  await desk.settles();
  await eventually(() => expect(desk.clock.waits()).toContain(5 * 60_000));
  await health.threadsFail();
  await eventually(() => expect(desk.clock.waits()).toContain(30_000));
  const before = looks();
  await desk.clock.advance(30_000);
  await eventually(() => expect(looks()).toBe(before + 1));
  stopping.abort();
  await watching;
});

test('that the channel became public is seen, and by a process that stands by as well', async () => {
  const desk = deliveryDesk(redis);
  // Another process has noted that the group moved.
  const kept = { channelId: first.channelId, groupId: first.groupId - 1, isPublic: false };
  await keepChannel(redis, desk.keys, FIRST_BOARD, kept);
  const standby = watcher(desk, null);
  await standby.health.follow();
  const { health, board: seen, facts } = watcher(desk, first.groupId);
  await health.look();
  expect(seen.isPublic).toBe(false);
  expect(await keptChannel(redis, desk.keys, FIRST_BOARD)).toEqual(kept);
  facts.isPublic = true;
  await health.look();
  expect(seen.isPublic).toBe(true);
  expect(await keptChannel(redis, desk.keys, FIRST_BOARD)).toEqual({ ...kept, isPublic: true });
  expect(standby.board.isPublic).toBe(false);
  await standby.health.follow();
  expect(standby.board.isPublic).toBe(true);
});

test('a process that stands by follows a group that moved, or it would hear nothing of what the team answers', async () => {
  const desk = deliveryDesk(redis);
  const [holder, standby] = [watcher(desk, null, -5), watcher(desk, null, -5)];
  const stopping = new AbortController();
  const watching = holder.health.watch(stopping.signal);
  await desk.settles();
  await standby.health.follow();
  expect(standby.board.groupId).toBe(-5);
  await holder.health.moved(-5, first.groupId);
  await standby.health.follow();
  expect(standby.board.groupId).toBe(first.groupId);
  stopping.abort();
  await watching;
});

test('a process that stands by does not look itself, it rings for the one that does', async () => {
  const desk = deliveryDesk(redis);
  const holder = watcher(desk, first.groupId);
  const stopping = new AbortController();
  const watching = holder.health.watch(stopping.signal);
  await desk.settles();
  let rung = 0;
  const pubsub = new Pubsub(redis);
  pubsub.subscribe(
    new Map([
      [
        desk.keys.troubles,
        () => {
          rung += 1;
          holder.health.hinted();
        },
      ],
    ]),
    (error) => expect.unreachable(String(error)),
  );
  const standby = watcher(desk, null);
  const looks = holder.shut.length;
  await eventually(() => {
    standby.health.changed();
    expect(rung).toBeGreaterThan(0);
  });
  const before = rung;
  await standby.health.moved(-5, first.groupId);
  await eventually(() => expect(rung).toBeGreaterThan(before));
  await eventually(() => expect(holder.shut.length).toBeGreaterThan(looks));
  expect(standby.shut).toEqual([]);
  pubsub.close();
  stopping.abort();
  await watching;
});

test('while Telegram does not answer nothing new is believed about the place', async () => {
  const desk = deliveryDesk(redis);
  await watcher(desk, null).health.look();
  const unanswered = watcher(desk, null);
  unanswered.facts.refusal = new TelegramError('No answer', null);
  const stopping = new AbortController();
  const watching = unanswered.health.watch(stopping.signal);
  await desk.settles();
  expect(unanswered.shut.at(-1)).toEqual(['channel', 'group']);
  stopping.abort();
  await watching;
});
