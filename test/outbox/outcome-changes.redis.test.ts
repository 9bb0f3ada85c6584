import { expect, test } from 'vitest';
import type { Effect } from '../../src/actor/effects.ts';
import { type Delivery, type DeliveryOutcome, over } from '../../src/outbox/delivery.ts';
import { createKeys } from '../../src/store/keys.ts';
import { deliveryDesk } from '../support/delivery-desk.ts';
import { freshDeskId, testRedis } from '../support/redis.ts';

const redis = testRedis();

/** A desk with a feature whose effect ends with the given outcome. */
function deskWith(outcomeOf: (key: string) => DeliveryOutcome) {
  const desk = freshDeskId();
  const key = createKeys(desk).feature('trial')('told');
  const tell: Delivery<Effect & { kind: 'tell' }> = {
    lane: () => 'desk',
    needs: 'nothing',
    rank: 'notice',
    order: 'apart',
    onRepeat: 'harmless',
    prepare: () => over(outcomeOf(key)),
  };
  return { key, ...deliveryDesk(redis, { desk, trial: { deliveries: { tell } } }) };
}

const told = (key: string): DeliveryOutcome => ({
  guards: [{ key, field: 'ana', is: null, otherwise: 'taken' }],
  writes: [['HINCRBY', key, 'ana', '1']],
  effects: [{ kind: 'say', to: 'client', text: { key: 'end' } }],
});

test('an outcome writes beside the removal of the entry', async () => {
  const desk = deskWith(told);
  await desk.serves(700, 31);
  await desk.adds(700, { kind: 'tell' });
  await desk.settles();
  expect(await redis.hgetall(desk.key)).toEqual({ ana: '1' });
  expect(desk.calls).toHaveLength(1);
  expect(await desk.waiting(700)).toEqual([]);
});

test('an outcome that a guard refuses leaves without effects and writes', async () => {
  const desk = deskWith(told);
  await desk.serves(700, 31);
  await redis.hset(desk.key, 'ana', '1');
  await desk.adds(700, { kind: 'tell' });
  await desk.settles();
  expect(await redis.hgetall(desk.key)).toEqual({ ana: '1' });
  expect(desk.calls).toEqual([]);
  expect(await desk.waiting(700)).toEqual([]);
  expect(desk.told.filter(([name]) => name === 'parked' || name === 'troubled')).toEqual([]);
});

test('an outcome that writes a key of an engine is parked as a defect', async () => {
  const desk = deskWith(() => ({
    writes: [['DEL', createKeys(1).client(700 as never)]],
  }));
  await desk.adds(700, { kind: 'tell' });
  await desk.settles();
  expect(await desk.waiting(700)).toEqual([]);
  expect((await desk.parked.entries(700 as never)).map(({ reason }) => reason)).toEqual([
    'the desk failed on its outcome',
  ]);
});
