import { expect, test } from 'vitest';
import { guardedWrites } from '../../src/store/write.ts';
import { anotherRedis, freshDeskId, testRedis } from '../support/redis.ts';
import { deskStores, user } from '../support/stores.ts';

const redis = testRedis();

test('two processes that distrust at once leave the later turn', async () => {
  const id = freshDeskId();
  const stores = [deskStores(redis, id), deskStores(anotherRedis(), id)].map(({ teamStore }) => teamStore);
  for (let round = 1; round <= 20; round += 1) {
    await Promise.all(stores.map((store) => store.distrust()));
    expect(await stores[0]?.distrusted()).toBe(2 * round);
  }
});

test('a distrust is one command', async () => {
  const { teamStore } = deskStores(redis);
  await teamStore.distrust();
  const sent: string[] = [];
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (command, ...more) => {
    sent.push(command.name);
    return send(command, ...more);
  };
  try {
    await teamStore.distrust();
  } finally {
    redis.sendCommand = send;
  }
  expect(sent).toEqual(['evalsha']);
});

test('of two commits with a hint for the same person, one is taken', async () => {
  const { teamStore, keys } = deskStores(redis);
  const hint = (person: number) => {
    const { guards, writes } = teamStore.hintOnce(user(person));
    return guardedWrites(redis, guards, writes);
  };
  expect(await Promise.all([hint(7), hint(7), hint(8)]).then((all) => all.toSorted())).toEqual([
    false,
    true,
    true,
  ]);
  expect(await redis.pttl(keys.feature('team')('hinted', 7))).toBeGreaterThan(0);
});
