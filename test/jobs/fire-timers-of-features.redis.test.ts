import { expect, test } from 'vitest';
import type { EpochMs } from '../../machines/ids.ts';
import type { TimerChange } from '../../src/actor/command.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { fireDueTimers, type TimerRows } from '../../src/jobs/fire-timers.ts';
import { drivenClock } from '../support/driven-clock.ts';
import { jumpingClock } from '../support/jumping-clock.ts';
import { testRedis } from '../support/redis.ts';
import { deskStores, T0, user } from '../support/stores.ts';

const redis = testRedis();
const HOUR_MS = 3_600_000;

/** A feature that sends a digest; `deadline` moves the deadline of a digest. */
const digests = (deadline: (now: number) => number = (now) => now): TimerRows => ({
  'digest.due': ({ payload, now }) => {
    const again = deadline(now);
    return again > now ? { again: again as EpochMs } : { effects: [{ kind: 'digest', of: payload }] };
  },
});

function aProcess(desk?: number, fence?: Parameters<typeof deskStores>[2], clock = drivenClock()) {
  const stores = deskStores(redis, desk, fence);
  const dispatch = createDispatchBeside(stores.clients);
  let commands = 0;
  return {
    ...stores,
    clock,
    async sets(timer: TimerChange): Promise<void> {
      commands += 1;
      const id = `s${stores.desk}.${commands}.${timer.due}`;
      await dispatch({ id, at: clock.now(), owner: 'webhook:x', actor: { kind: 'desk' }, timers: [timer] });
    },
    fires: (rows = digests()) =>
      fireDueTimers({ timers: stores.timers, rows, load: stores.clients.load, dispatch, clock }),
    sent: async () => (await stores.outbox.waiting('webhook:x')).entries.map(({ effect }) => effect['of']),
    left: async () => ({
      due: (await stores.timers.due((clock.now() * 2) as EpochMs, 10)).map(({ due }) => due - T0),
      payloads: await redis.hlen(stores.keys.timerPayloads),
    }),
  };
}

const dueIn = (ms: number, payload: unknown = { day: 1 }): TimerChange => ({
  name: 'digest.due',
  due: (T0 + ms) as EpochMs,
  payload,
});

test('a timer of a webhook fires once, not early, and brings the payload', async () => {
  const clock = drivenClock(T0);
  const desk = aProcess(undefined, undefined, clock);
  await desk.sets(dueIn(HOUR_MS, { words: 'três à toa', n: [1] }));
  await clock.advance(HOUR_MS - 1);
  await desk.fires();
  expect(await desk.sent()).toEqual([]);
  await clock.advance(1);
  await desk.fires();
  await desk.fires();
  expect(await desk.sent()).toEqual([{ words: 'três à toa', n: [1] }]);
  expect(await desk.left()).toEqual({ due: [], payloads: 0 });
});

test('a timer whose deadline has moved is set again, with the payload', async () => {
  const clock = drivenClock(T0);
  const desk = aProcess(undefined, undefined, clock);
  await desk.sets(dueIn(HOUR_MS));
  await clock.advance(HOUR_MS);
  await desk.fires(digests(() => T0 + 2 * HOUR_MS));
  expect(await desk.left()).toEqual({ due: [2 * HOUR_MS], payloads: 1 });
  await clock.advance(HOUR_MS);
  await desk.fires(digests(() => T0 + 2 * HOUR_MS));
  expect(await desk.sent()).toEqual([{ day: 1 }]);
});

test('a timer that is set again or cleared between the look and the answer does not fire', async () => {
  const clock = drivenClock(T0);
  const desk = aProcess(undefined, undefined, clock);
  await desk.sets(dueIn(HOUR_MS));
  await clock.advance(HOUR_MS);
  const meanwhile = (change: TimerChange): TimerRows => ({
    'digest.due': async ({ payload }) => {
      await desk.sets(change);
      return { effects: [{ kind: 'digest', of: payload }] };
    },
  });
  await desk.fires(meanwhile(dueIn(3 * HOUR_MS, { day: 2 })));
  expect(await desk.sent()).toEqual([]);
  expect(await desk.left()).toEqual({ due: [3 * HOUR_MS], payloads: 1 });
  await clock.advance(2 * HOUR_MS);
  await desk.fires(meanwhile({ name: 'digest.due', due: null }));
  expect(await desk.sent()).toEqual([]);
  expect(await desk.left()).toEqual({ due: [], payloads: 0 });
});

test('a timer outlives a restart and a change of leader, and the former leader fires nothing', async () => {
  const clock = drivenClock(T0);
  const former = aProcess(undefined, undefined, clock);
  await former.sets(dueIn(HOUR_MS));
  await redis.set(former.keys.fence, '2');
  await clock.advance(HOUR_MS);
  await former.fires();
  expect(await former.sent()).toEqual([]);
  const next = aProcess(former.desk, { token: () => 2, refused() {} }, clock);
  await next.fires();
  expect(await next.sent()).toEqual([{ day: 1 }]);
  expect(await next.left()).toEqual({ due: [], payloads: 0 });
});

test('a timer of a left-out feature ends, and holds back no other timer', async () => {
  const clock = drivenClock(T0);
  const desk = aProcess(undefined, undefined, clock);
  await desk.sets({ name: 'gone.due', due: (T0 + 1) as EpochMs });
  await desk.sets(dueIn(2));
  await clock.advance(2);
  await desk.fires();
  expect(await desk.sent()).toEqual([{ day: 1 }]);
  expect(await desk.left()).toEqual({ due: [], payloads: 0 });
});

test('a command cannot set a timer of a person besides the chart', async () => {
  const desk = deskStores(redis);
  const dispatch = createDispatchBeside(desk.clients);
  const command = { id: 't1', at: T0, owner: user(700), actor: { kind: 'desk' } } as const;
  await expect(dispatch({ ...command, timers: [dueIn(1)] })).rejects.toMatchObject({
    cause: new Error('The timers of 700 belong to the chart'),
  });
  expect(await desk.keysInRedis()).toEqual([]);
});

test('a timer that is set to the same time again, because the clock went back, fires again', async () => {
  const clock = jumpingClock(T0);
  const desk = aProcess(undefined, undefined, clock);
  for (const day of [1, 2]) {
    await desk.sets(dueIn(HOUR_MS, { day }));
    clock.jumps(HOUR_MS);
    await desk.fires();
    await clock.advance(1);
    await desk.fires();
    clock.jumps(-HOUR_MS);
  }
  expect(await desk.sent()).toEqual([{ day: 1 }, { day: 2 }]);
  expect(await desk.left()).toEqual({ due: [], payloads: 0 });
});
