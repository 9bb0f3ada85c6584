import { expect, test } from 'vitest';
import type { ClientId, EpochMs } from '../../machines/ids.ts';
import { checkIndexes } from '../../src/cli/check-indexes.ts';
import { eraseClient } from '../../src/cli/erase.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { RefusedAct } from '../../src/sandbox/world/refused-act.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { randomFrom, seed } from '../support/random.ts';
import { KEPT } from '../support/stores.ts';

const STEPS = 60;
const WORDS = 'segredo';

const EVER = 0 as EpochMs;
const depsOf = ({ redis, keys }: TestDesk) => ({
  redis,
  keys,
  clients: createClientStore(redis, keys, KEPT),
});

test(`an erasing races with every kind of command: nothing is left, nothing waits (seed ${seed})`, async () => {
  const { pick } = randomFrom(seed);
  await using desk = await startDesk();
  const ana = desk.client('Anabela');
  const bia = desk.agent('bia');
  const erase = () => eraseClient(ana.id as ClientId, depsOf(desk), desk.clock.now());
  let written = ana.writes(`${WORDS} 0`);
  await desk.settle();
  const comment = (words: string): void => {
    const post = desk.posts('Anabela').at(-1);
    if (post === undefined) return;
    try {
      desk.sandbox.people.comment(bia.id, post.id, words);
    } catch (error) {
      // The post is so young that the group has no copy yet.
      if (!(error instanceof RefusedAct && error.refusal === 'noCopy')) throw error;
    }
  };
  const acts: (() => unknown)[] = [
    () => (written = ana.writes(`${WORDS} escrito`)),
    () => ana.edits(written, `${WORDS} mudado ${Math.floor(desk.clock.now())}`),
    () => ana.starts('site'),
    () => comment(`${WORDS} da equipe`),
    () => comment(`# ${WORDS} nota`),
    () => comment(pick(['/p 3', '/fim', '/fs', '/ban', '/ajuda'])),
    () => desk.sandbox.people.react(ana.id, ana.id, written, pick(['👍', '🔥'])),
    () => desk.settle(),
  ];
  for (let step = 0; step < STEPS; step += 1) {
    const racing = pick([false, false, true]) ? erase() : null;
    for (let act = 0; act < 3; act += 1) await pick(acts)();
    await racing;
  }
  await desk.settle();
  await erase();
  await desk.settle();
  expect(await desk.keysHolding(WORDS)).toEqual([]);
  expect(await desk.keysHolding('Anabela')).toEqual([]);
  expect(await desk.inspect('Anabela')).toMatchObject({ state: 'erased', waiting: [], parked: [] });
  expect(desk.sandbox.views.channel().filter(({ text }) => text.includes('Anabela'))).toEqual([]);
  expect(await checkIndexes({ ...depsOf(desk), closedSince: EVER })).toMatchObject({ difference: null });
}, 120_000);
