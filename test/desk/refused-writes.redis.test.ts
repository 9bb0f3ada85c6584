import type { Redis } from 'ioredis';
import { beforeEach, expect, test } from 'vitest';
import { createDispatch } from '../../src/actor/dispatch.ts';
import { isRedisTrouble } from '../../src/store/redis-errors.ts';
import { eventually } from '../support/eventually.ts';
import { connectTo, newDir, startRedis } from '../support/embedded-redis.ts';
import { aReception, type Reception } from '../support/reception.ts';
import { aCommit, type DeskStores, deskStores, T0, user, wrote } from '../support/stores.ts';
import { ana, aPrivate, message } from '../support/updates.ts';

const command = aCommit({
  once: 'u1',
  effects: [{ kind: 'say', to: 'owner', text: [{ key: 'help-agent' }] }],
});

let redis: Redis;
let desk: DeskStores;

beforeEach(async () => {
  redis = connectTo((await startRedis(newDir(), { fsync: 'no' })).socketPath);
  desk = deskStores(redis);
});

const refusals: [string, (allowed: boolean) => Promise<unknown>][] = [
  ['is full', (allowed) => redis.config('SET', 'maxmemory', allowed ? '0' : '1')],
  ['has lost its replicas', (allowed) => redis.config('SET', 'min-replicas-to-write', allowed ? '0' : '1')],
];

test.each(refusals)(
  'while Redis %s, commands wait in their order and nothing is half done',
  async (_, allow) => {
    const attempts: number[] = [];
    const dumps: unknown[] = [];
    const dispatch = createDispatch({
      store: desk.clients,
      onCommitted() {},
      onBehind() {},
      async waitOut(error, attempt) {
        attempts.push(attempt);
        dumps.push(await desk.dump());
        if (attempt === 3) await allow(true);
        return isRedisTrouble(error);
      },
    });
    await dispatch(wrote(700, 1));
    const before = await desk.dump();
    await allow(false);
    const answers = await Promise.all([2, 3, 4].map((message) => dispatch(wrote(700, message))));
    expect(answers).toEqual(['committed', 'committed', 'committed']);
    expect(attempts).toEqual([1, 2, 3]);
    expect(dumps).toEqual([before, before, before]);
    const { entries, record } = await desk.outbox.waiting(user(700));
    const relayed = entries.flatMap(({ effect }) => (effect.kind === 'relayToThread' ? [effect.from] : []));
    expect(relayed).toEqual([1, 2, 3, 4]);
    expect(record?.version).toBe(4);
  },
);

test.each(refusals)('while Redis %s, an update cannot be kept, and that passes', async (_, allow) => {
  await allow(false);
  const refused = [
    () => desk.intake.setAside(user(5), { update_id: 1 }),
    () => desk.intake.park({ update_id: 1 }, 'no', T0),
    () => desk.teamStore.told(user(5), { membership: 'member', learnedAt: T0 }),
    () => desk.clients.commit(command),
  ];
  for (const write of refused) {
    const error: unknown = await write().then(
      () => null,
      (problem: unknown) => problem,
    );
    expect({ error: String(error), passes: isRedisTrouble(error) }).toMatchObject({ passes: true });
  }
  expect(await desk.keysInRedis()).toEqual([]);
  await allow(true);
  await desk.intake.setAside(user(5), { update_id: 1 });
  expect(await desk.intake.firstPending(user(5))).toMatchObject({ update: { update_id: 1 } });
});

test('a mistake of ours is not taken for trouble of Redis', async () => {
  await redis.set(desk.keys.outbox(user(700)), 'not a hash');
  const error: unknown = await desk.clients.commit(command).catch((problem: unknown) => problem);
  expect(String(error)).toContain('WRONGTYPE');
  expect(isRedisTrouble(error)).toBe(false);
  expect(isRedisTrouble(new TypeError('x is not a function'))).toBe(false);
  expect(isRedisTrouble('OOM')).toBe(false);
});

/** No retry before the repair. */
function breaks(reception: Reception): () => void {
  let mend = (): void => {};
  const mended = new Promise<void>((resolve) => {
    mend = resolve;
  });
  reception.store.isWell = async (error) => {
    await mended;
    return isRedisTrouble(error);
  };
  return mend;
}

const text = (update_id: number) => message(aPrivate({ message_id: update_id }), update_id);

test.each(refusals)('while Redis %s, no update is acknowledged; then each is, once', async (_, allow) => {
  const reception = aReception(redis, { desk: desk.desk });
  const mend = breaks(reception);
  const unknown = { ...ana, id: 703 };
  reception.telegram.unknown.add(unknown.id);
  await reception.takes(text(1));
  const before = await desk.dump();
  await allow(false);
  const updates = [
    text(2),
    text(3),
    message(aPrivate({ from: unknown, chat: { id: unknown.id, type: 'private', first_name: 'X' } }), 4),
    { update_id: 5, message: { chat: null } } as never,
  ];
  const acknowledged: number[] = [];
  const taken = updates.map(async (update) => {
    await reception.receive.update(update);
    acknowledged.push(update.update_id);
  });
  // A command for each head of a queue.
  await eventually(() => expect(reception.troubles).toHaveLength(3));
  expect(acknowledged).toEqual([]);
  expect(await desk.dump()).toEqual(before);

  await allow(true);
  mend();
  await Promise.all(taken);
  const { entries } = await desk.outbox.waiting(user(700));
  const relayed = entries.flatMap(({ effect }) => (effect.kind === 'relayToThread' ? [effect.from] : []));
  expect(relayed).toEqual([1, 2, 3]);
  expect(await desk.intake.pendingPeople()).toEqual([703]);
  expect(await desk.intake.parkedCount()).toBe(1);
  expect(reception.parkedUpdates().map(([id]) => id)).toEqual([5]);
});

test('a desk that stops while Redis refuses writes acknowledges nothing and keeps nothing', async () => {
  const reception = aReception(redis, { desk: desk.desk });
  await refusals[0]?.[1](false);
  reception.store.isWell = async () => {
    reception.stopping.abort();
    return false;
  };
  await expect(reception.receive.update(text(1))).rejects.toThrow('OOM');
  expect(reception.parkedUpdates()).toEqual([]);
  expect(await desk.keysInRedis()).toEqual([]);
});

test('who cannot be set aside while Redis is full is not forgotten when it is well again', async () => {
  const [, allow] = refusals[0] ?? [];
  const reception = aReception(redis, { desk: desk.desk });
  const mend = breaks(reception);
  reception.telegram.unknown.add(ana.id);
  await allow?.(false);
  const taken = reception.receive.update(text(1));
  await eventually(() => expect(reception.troubles).toHaveLength(1));
  const looked = reception.receive.retryPending();
  await redis.ping();
  await allow?.(true);
  mend();
  await Promise.all([taken, looked]);
  reception.telegram.unknown.clear();
  await reception.receive.retryPending();
  expect(await desk.intake.pendingPeople()).toEqual([]);
  expect((await desk.outbox.waiting(user(700))).entries.map(({ effect }) => effect.kind)).toContain(
    'relayToThread',
  );
});
