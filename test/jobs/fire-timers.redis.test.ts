import { expect, test } from 'vitest';
import { POST_UNCONFIRMED_MS } from '../../machines/client/timeouts.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { fireDueTimers, type TimersDeps } from '../../src/jobs/fire-timers.ts';
import { JUMPS, jumpingClock } from '../support/jumping-clock.ts';
import { anotherRedis, testRedis } from '../support/redis.ts';
import { client, deskStores, user, wrote } from '../support/stores.ts';

const redis = testRedis();

function aDesk() {
  const stores = deskStores(redis);
  const clock = jumpingClock();
  const dispatch = createDispatchBeside(stores.clients);
  const deps: TimersDeps = {
    timers: stores.timers,
    rows: {},
    load: (id) => stores.clients.load(id),
    dispatch,
    clock,
  };
  return {
    ...stores,
    clock,
    deps,
    /** A client with an unconfirmed post from now on. */
    async losesAnswer(owner: number): Promise<void> {
      await dispatch(wrote(owner, owner, { at: clock.now() }));
      const event = { type: 'post.unconfirmed', threadNumber: 1 } as const;
      await dispatch({
        id: `d${owner}`,
        at: clock.now(),
        owner: user(owner),
        actor: { kind: 'desk' },
        event,
      });
    },
    posts: async (owner: number) =>
      (await stores.outbox.waiting(user(owner))).entries.filter(({ effect }) => effect.kind === 'openPost')
        .length,
    due: () => stores.timers.due((clock.now() * 2) as EpochMs, 1000),
  };
}

/** Another process of the desk: it remembers no record. */
const afterRestart = (desk: number) => ({
  dispatch: createDispatchBeside(deskStores(redis, desk).clients),
});

test('a timer may fire late, never early, and once', async () => {
  const desk = aDesk();
  await desk.losesAnswer(700);
  await desk.clock.advance(POST_UNCONFIRMED_MS - 1);
  await fireDueTimers(desk.deps);
  expect(await desk.posts(700)).toBe(1);
  await desk.clock.advance(3_600_000);
  await fireDueTimers(desk.deps);
  await fireDueTimers(desk.deps);
  expect(await desk.posts(700)).toBe(2);
  expect(await desk.due()).toEqual([]);
  expect((await desk.clients.load(client(700)))?.timers).toEqual({});
});

test('two processes that find the same timer fire it once', async () => {
  const desk = aDesk();
  const other = {
    ...desk.deps,
    dispatch: createDispatchBeside(deskStores(anotherRedis(), desk.desk).clients),
  };
  for (const owner of [700, 701, 702]) await desk.losesAnswer(owner);
  await desk.clock.advance(POST_UNCONFIRMED_MS);
  await Promise.all([fireDueTimers(desk.deps), fireDueTimers(other), fireDueTimers(desk.deps)]);
  for (const owner of [700, 701, 702]) expect(await desk.posts(owner)).toBe(2);
  expect(await desk.due()).toEqual([]);
});

test('a timer that was cleared between the look and the event does nothing', async () => {
  const desk = aDesk();
  await desk.losesAnswer(700);
  await desk.clock.advance(POST_UNCONFIRMED_MS);
  const copy = { type: 'copy.arrived', post: 7 as never, root: 31 as never } as const;
  await fireDueTimers({
    ...desk.deps,
    async load(id) {
      const record = await desk.clients.load(id);
      await desk.deps.dispatch({
        id: 'copy',
        at: desk.clock.now(),
        owner: user(700),
        actor: { kind: 'desk' },
        event: copy,
      });
      return record;
    },
  });
  expect(await desk.posts(700)).toBe(1);
  expect((await desk.clients.load(client(700)))?.state.value.thread).toBe('ready');
});

test('a timer that was set anew between the looks keeps its new time', async () => {
  const desk = aDesk();
  await desk.losesAnswer(700);
  await desk.clock.advance(POST_UNCONFIRMED_MS);
  await fireDueTimers({
    ...desk.deps,
    async load(id) {
      await fireDueTimers(desk.deps);
      const event = { type: 'post.unconfirmed', threadNumber: 1 } as const;
      await desk.deps.dispatch({
        id: 'again',
        at: desk.clock.now(),
        owner: user(700),
        actor: { kind: 'desk' },
        event,
      });
      return desk.clients.load(id);
    },
  });
  expect(await desk.due()).toEqual([
    { owner: 700, name: 'post.overdue', due: desk.clock.now() + POST_UNCONFIRMED_MS },
  ]);
});

test('a timer of nobody is forgotten', async () => {
  const desk = aDesk();
  await redis.zadd(desk.keys.timers, desk.clock.now(), '999 post.overdue');
  await fireDueTimers(desk.deps);
  expect(await desk.due()).toEqual([]);
  expect(await desk.clients.load(client(999))).toBeNull();
});

test('one client whose chart fails does not keep the timers of others', async () => {
  const desk = aDesk();
  await desk.losesAnswer(700);
  await desk.losesAnswer(701);
  const key = desk.keys.client(user(700));
  const record = JSON.parse((await redis.hget(key, 's')) ?? '');
  await redis.hset(key, 's', JSON.stringify({ ...record, state: { ...record.state, value: { x: 'y' } } }));
  await desk.clock.advance(POST_UNCONFIRMED_MS);
  const { dispatch } = afterRestart(desk.desk);
  await expect(fireDueTimers({ ...desk.deps, dispatch })).rejects.toThrow('chart');
  await dispatch.idle();
  expect(await desk.posts(701)).toBe(2);
});

test.each(JUMPS)(
  'a wait of the chart takes no longer because the clock jumped %s before',
  async (_how, first, second) => {
    const desk = aDesk();
    const { dispatch } = desk.deps;
    desk.clock.jumps(first);
    await dispatch(wrote(700, 1, { at: desk.clock.now() }));
    desk.clock.jumps(second);
    const event = { type: 'post.unconfirmed', threadNumber: 1 } as const;
    await dispatch({
      id: 'unconfirmed',
      at: desk.clock.now(),
      owner: user(700),
      actor: { kind: 'desk' },
      event,
    });
    await desk.clock.advance(POST_UNCONFIRMED_MS - 1);
    await fireDueTimers(desk.deps);
    expect(await desk.posts(700)).toBe(1);
    await desk.clock.advance(1);
    for (let n = 0; n < 3; n += 1) await fireDueTimers(desk.deps);
    expect(await desk.posts(700)).toBe(2);
    expect(await desk.due()).toEqual([]);
  },
);

test.each(JUMPS)(
  'a timer fires once, and late by the jump at most, when the clock jumps %s',
  async (_how, first, second) => {
    const desk = aDesk();
    await desk.losesAnswer(700);
    desk.clock.jumps(first);
    await fireDueTimers(desk.deps);
    desk.clock.jumps(second);
    await desk.clock.advance(POST_UNCONFIRMED_MS);
    for (let n = 0; n < 3; n += 1) await fireDueTimers(desk.deps);
    expect(await desk.posts(700)).toBe(2);
    expect(await desk.due()).toEqual([]);
  },
);
