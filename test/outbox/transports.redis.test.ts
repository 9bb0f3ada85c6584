import { expect, test } from 'vitest';
import type { ClientStore } from '../../src/actor/ports.ts';
import { parkedTarget, renderParked, showParked } from '../../src/cli/parked.ts';
import { findParked, releaseParked } from '../../src/store/find-parked.ts';
import { deliveryDesk, refused, textsTo } from '../support/delivery-desk.ts';
import { callHook, GIVE_UP_MS, hookOwner, hooksFeature, PAUSE_MS } from '../support/hooks.ts';
import { testRedis } from '../support/redis.ts';

const redis = testRedis();

function aDesk(options: Parameters<typeof deliveryDesk>[1] = {}) {
  const hooks = hooksFeature();
  const desk = deliveryDesk(redis, { ...options, trial: hooks });
  return {
    ...desk,
    hooks,
    async hooked(endpoint: string, ...numbers: number[]): Promise<void> {
      for (const n of numbers) await desk.adds(hookOwner(endpoint), callHook(endpoint, n));
      await desk.settles();
    },
  };
}

test('a call leaves by its transport in order, and the outcome may use the answer', async () => {
  const desk = aDesk();
  desk.hooks.answers('x', 200, 202);
  await desk.hooked('x', 1, 2);
  expect(desk.hooks.received).toEqual(['x 1', 'x 2', 'receipts 2']);
  expect(await desk.waiting('webhook:x')).toEqual([]);
  expect(desk.calls).toEqual([]);
});

test('a failed call is repeated after a back-off, and later calls of the owner wait behind', async () => {
  const desk = aDesk();
  desk.hooks.answers('x', 503, 500);
  await desk.hooked('x', 1, 2);
  expect(desk.hooks.received).toEqual(['x 1']);
  await desk.passes(500);
  expect(desk.hooks.received).toEqual(['x 1', 'x 1']);
  await desk.passes(500);
  expect(desk.hooks.received).toHaveLength(2);
  await desk.passes(500);
  expect(desk.hooks.received).toEqual(['x 1', 'x 1', 'x 1', 'x 2']);
  expect(desk.told.filter(([what]) => what === 'retried').map(([, , reason]) => reason)).toEqual([
    'the endpoint answered 503',
    'the endpoint answered 500',
  ]);
});

test('an endpoint pauses its own lane, for exactly as long as asked', async () => {
  const desk = aDesk();
  desk.hooks.answers('x', 429);
  await desk.hooked('x', 1);
  await desk.hooked('y', 1);
  await desk.passes(PAUSE_MS - 1);
  expect(desk.hooks.received).toEqual(['x 1', 'y 1']);
  await desk.passes(1);
  expect(desk.hooks.received).toEqual(['x 1', 'y 1', 'x 1']);
});

test('a refused call is parked; the administrators read why, and people retry', async () => {
  const desk = aDesk({ admins: [1, 2] });
  desk.hooks.answers('x', 410, 404);
  await desk.hooked('x', 1, 2, 3);
  expect(desk.hooks.received).toEqual(['x 1', 'x 2', 'x 3']);
  for (const admin of [1, 2]) {
    expect(textsTo(desk.calls, admin)).toEqual([
      expect.stringMatching(/webhook[^]*answered 410[^]*list webhook:x/),
    ]);
  }
  const parked = await findParked(desk.parked, parkedTarget(['webhook:x']));
  const shown = showParked(parked, false);
  expect(shown.entries).toMatchObject([
    { owner: 'webhook:x', kind: 'callHook', transport: 'webhook', reason: 'the endpoint answered 410' },
    { owner: 'webhook:x', transport: 'webhook', reason: 'the endpoint answered 404' },
  ]);
  expect(renderParked(shown)).toContain('callHook by webhook');

  const [first, second] = parked.entries;
  const released = (how: 'retry' | 'drop') => ({ how, by: { kind: 'desk' }, at: desk.clock.now() }) as const;
  const one = { entries: first === undefined ? [] : [first], updates: [] };
  const other = { entries: second === undefined ? [] : [second], updates: [] };
  expect(await releaseParked(desk.parked, one, released('retry'))).toBe(1);
  expect(await releaseParked(desk.parked, other, released('drop'))).toBe(1);
  await desk.worker.reload('webhook:x');
  await desk.settles();
  expect(desk.hooks.received.slice(3)).toEqual(['x 1']);
  expect(await desk.parked.owners()).toEqual([]);
  expect(await desk.waiting('webhook:x')).toEqual([]);
});

test('an endpoint that fails for an hour gives its entries up one by one', async () => {
  const desk = aDesk();
  desk.hooks.answers('x', ...Array.from({ length: 500 }, () => 503));
  await desk.hooked('x', 1, 2);
  await desk.passes(GIVE_UP_MS - 60_000);
  expect(await desk.waiting('webhook:x')).toEqual(['callHook', 'callHook']);
  await desk.passes(120_000);
  expect(await desk.waiting('webhook:x')).toEqual([]);
  expect((await desk.parked.entries('webhook:x')).map(({ reason }) => reason)).toEqual([
    'the endpoint answered 503',
    'the endpoint answered 503',
  ]);
});

test('an endpoint that asks for one pause after another is given up after an hour as well', async () => {
  const desk = aDesk();
  desk.hooks.answers('x', ...Array.from({ length: 500 }, () => 429));
  await desk.hooked('x', 1);
  await desk.passes(GIVE_UP_MS + PAUSE_MS);
  expect((await desk.parked.entries('webhook:x')).map(({ reason }) => reason)).toEqual([
    'the receiver asks for one pause after another',
  ]);
});

test('a slow endpoint delays neither another endpoint nor Telegram, and hears of a stop', async () => {
  const desk = aDesk();
  await desk.serves(700, 31);
  let answer = (_status: number): void => {};
  const slow = new Promise<number>((resolve) => {
    answer = resolve;
  });
  desk.hooks.answers('slow', slow);
  await desk.hooked('slow', 1, 2);
  await desk.hooked('fast', 1, 2);
  await desk.comments(700, 50, 'olá');
  expect(desk.hooks.received).toEqual(['slow 1', 'fast 1', 'fast 2']);
  expect(textsTo(desk.calls, 700)).toEqual(['olá']);
  expect(desk.worker.loads()).toContainEqual({ kind: 'webhook', entries: 2, paused: 0 });
  const stopped = desk.worker.stop();
  expect(desk.hooks.stopped).toContain('slow');
  answer(200);
  await stopped;
  expect(await desk.waiting('webhook:slow')).toEqual(['callHook']);
});

test('a pause of the whole bot holds no endpoint back', async () => {
  const desk = aDesk();
  desk.telegram.answering = () => refused(429, 'Too Many Requests: retry after 600', 600);
  for (const person of [1, 2, 3])
    await desk.adds(person, { kind: 'say', to: 'owner', text: { key: 'agent-private-start' } });
  await desk.settles();
  expect(desk.told.map(([what]) => what)).toContain('allPaused');
  await desk.hooked('x', 1);
  expect(desk.hooks.received).toEqual(['x 1']);
});

test('a process that dies between the call and the commit repeats the call once', async () => {
  const failing = (store: ClientStore): ClientStore => ({
    ...store,
    commit: async (commit) => {
      if (commit.outcome !== null) throw new Error('the process died');
      return store.commit(commit);
    },
  });
  const dead = aDesk({ before: failing });
  await dead.hooked('x', 1, 2);
  expect(dead.hooks.received).toEqual(['x 1']);
  void dead.worker.stop();

  const next = aDesk({ desk: dead.desk, clock: dead.clock });
  await next.starts();
  await next.settles();
  expect(next.hooks.received).toEqual(['x 1', 'x 2']);
  expect(next.hooks.attempts.map(({ mayHaveBeenSent }) => mayHaveBeenSent)).toEqual([true, true]);
  expect(await next.waiting('webhook:x')).toEqual([]);
});

test('a row without its transport, and a transport with the name of a lane of Telegram, do not start', () => {
  const { deliveries, transports } = hooksFeature();
  expect(() => deliveryDesk(redis, { trial: { deliveries, transports: [] } })).toThrow(
    'No feature hands in the transport "webhook" of the effect "callHook"',
  );
  const taken = transports.map((transport) => ({ ...transport, name: 'private' }));
  expect(() => deliveryDesk(redis, { trial: { deliveries, transports: taken } })).toThrow(
    'No transport may be called "private"',
  );
});
