import { expect, test } from 'vitest';
import { turn } from '../support/driven-clock.ts';
import { testRedis } from '../support/redis.ts';
import { aReception } from '../support/reception.ts';
import { user } from '../support/stores.ts';
import { aComment, ana, aPrivate, becomes, bia, message } from '../support/updates.ts';

const redis = testRedis();

/** Updates about memberships are remembered when the test opens the door. */
function withDoor() {
  let open = (): void => {};
  const learnsAfter = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), desk: aReception(redis, { learnsAfter }) };
}

test('who joins and writes in one breath is of the team', async () => {
  const { open, desk } = withDoor();
  const taken = desk.takes(
    becomes(bia, 'member', 1),
    becomes(ana, 'member', 2),
    message(aPrivate({ message_id: 1, text: 'oi' }), 3),
  );
  for (let n = 0; n < 20; n += 1) await turn();
  open();
  await taken;
  expect(await desk.waits()).toEqual(['⚙️ agent-private-anything']);
});

test('who leaves and writes in one breath is a client', async () => {
  const { open, desk } = withDoor();
  await desk.teamStore.told(user(ana.id), { membership: 'member', learnedAt: desk.clock.now() });
  const taken = desk.takes(becomes(ana, 'left', 1), message(aPrivate({ message_id: 1, text: 'oi' }), 2));
  for (let n = 0; n < 20; n += 1) await turn();
  open();
  await taken;
  expect(await desk.waits()).toEqual(['oi']);
});

test('who joins and comments in one breath is answered for by the team', async () => {
  const { open, desk } = withDoor();
  await redis.hset(desk.keys.roots, '31', '700');
  const taken = desk.takes(becomes(bia, 'member', 1), message(aComment({ text: 'olá' }), 2));
  for (let n = 0; n < 20; n += 1) await turn();
  open();
  await taken;
  expect(await desk.waits()).not.toContain('⚙️ refused-not-team');
});

test('who comments and leaves in one breath was of the team, even if the process dies between the two', async () => {
  let commit = (): void => {};
  let mayCommit = Promise.resolve();
  const desk = aReception(redis, {
    before: (store) => ({
      ...store,
      async commit(one) {
        await mayCommit;
        return store.commit(one);
      },
    }),
  });
  await desk.takes(message(aPrivate({ message_id: 1, text: 'oi' }), 1));
  await redis.hset(desk.keys.roots, '31', '700');
  await desk.teamStore.told(user(bia.id), { membership: 'member', learnedAt: desk.clock.now() });
  const membership = async () => (await desk.teamStore.known(user(bia.id)))?.membership;
  mayCommit = new Promise<void>((resolve) => {
    commit = resolve;
  });
  const taken = desk.takes(message(aComment({ text: 'olá' }), 2), becomes(bia, 'left', 3));
  for (let n = 0; n < 20; n += 1) await turn();
  expect(await membership()).toBe('member');
  commit();
  await taken;
  expect([await membership(), await desk.waits()]).toEqual(['outsider', ['oi', 'olá']]);
});
