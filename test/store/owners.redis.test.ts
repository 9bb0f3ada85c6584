import { expect, test } from 'vitest';
import type { EpochMs, Owner } from '../../machines/ids.ts';
import { createDispatchBeside } from '../../src/actor/dispatch.ts';
import { parkedTarget } from '../../src/cli/parked.ts';
import { findParked, releaseParked } from '../../src/store/find-parked.ts';
import { testRedis } from '../support/redis.ts';
import { aCommit, deskStores, T0 } from '../support/stores.ts';

const redis = testRedis();
const later = (T0 + 1000) as EpochMs;
const ping = (turn: number) => ({ kind: 'ping', turn });

test.each<Owner>(['desk', 'mail', 'webhook:x', 'campaign:natal'])(
  'effects of %s wait in order, without a client',
  async (owner) => {
    const desk = deskStores(redis);
    for (const n of [1, 2]) await desk.clients.commit(aCommit({ owner, once: `u${n}`, effects: [ping(n)] }));
    expect(await desk.outbox.owners()).toEqual([owner]);
    expect(await desk.outbox.waiting(owner)).toMatchObject({
      owner,
      record: null,
      entries: [
        { owner, effect: ping(1) },
        { owner, effect: ping(2) },
      ],
    });
    expect(await redis.keys(desk.keys.records)).toEqual([]);
  },
);

test('a parked effect of a webhook is found by owner, and waits again', async () => {
  const desk = deskStores(redis);
  await desk.clients.commit(aCommit({ owner: 'webhook:x', once: 'u1', effects: [ping(1)] }));
  const [entry] = (await desk.outbox.waiting('webhook:x')).entries;
  const outcome = { entry: entry?.id ?? '', parked: '410 Gone' };
  await desk.clients.commit(aCommit({ owner: 'webhook:x', outcome }));
  expect(await desk.parked.owners()).toEqual(['webhook:x']);
  const found = await findParked(desk.parked, parkedTarget(['webhook:x']));
  expect(await releaseParked(desk.parked, found, { how: 'retry', by: { kind: 'operator' }, at: later })).toBe(
    1,
  );
  expect((await desk.outbox.waiting('webhook:x')).entries).toMatchObject([
    { effect: ping(1), retried: true },
  ]);
  expect((await desk.unread.unread(10)).map(({ owner }) => owner)).toEqual(['webhook:x']);
  expect((await desk.journal.last('webhook:x', 1))[0]?.command).toBe(`parked:retry:${entry?.id}`);
});

test('an event for an owner without a chart is a defect, and changes nothing', async () => {
  const desk = deskStores(redis);
  const dispatch = createDispatchBeside(desk.clients);
  const command = { id: 'e1', at: T0, owner: 'webhook:x', actor: { kind: 'desk' } } as const;
  await expect(dispatch({ ...command, event: { type: 'client.returned' } })).rejects.toThrow('no client');
  expect(await desk.keysInRedis()).toEqual([]);
});

test.each(['webhook:', 'x', '70 0'])('the command line refuses %j as an owner', (word) => {
  expect(() => parkedTarget([word])).toThrow(`"${word}" is no owner`);
});
