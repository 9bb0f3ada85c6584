import { expect, test } from 'vitest';
import type { UserId } from '../../machines/ids.ts';
import { createCannedStore } from '../../src/store/canned.ts';
import { createKeys } from '../../src/store/keys.ts';
import { guardedWrites } from '../../src/store/write.ts';
import { freshDeskId, testRedis } from '../support/redis.ts';

const redis = testRedis();
const [bia, caio] = [500 as UserId, 501 as UserId];

function aStore() {
  const store = createCannedStore(redis, createKeys(freshDeskId()));
  return {
    ...store,
    commit: (...writes: Parameters<typeof guardedWrites>[2][number][]) => guardedWrites(redis, [], writes),
  };
}

test('each use counts once, side by side too', async () => {
  const store = aStore();
  expect(await store.used()).toEqual(new Map());
  await Promise.all(Array.from({ length: 20 }, () => store.commit(store.countWrite('pix'))));
  await store.commit(store.countWrite('oi'));
  expect(await store.used()).toEqual(
    new Map([
      ['pix', 20],
      ['oi', 1],
    ]),
  );
});

test('each person has an own announced answer, which ends and is forgotten', async () => {
  const store = aStore();
  await store.commit(store.awaitWrite(bia, 'pix'), store.awaitWrite(caio, 'oi'));
  expect(await Promise.all([store.awaited(bia), store.awaited(caio)])).toEqual(['pix', 'oi']);
  await store.commit(store.awaitedWrite(bia));
  expect(await Promise.all([store.awaited(bia), store.awaited(caio)])).toEqual([null, 'oi']);
});
