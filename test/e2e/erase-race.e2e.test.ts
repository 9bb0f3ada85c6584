import { expect, test } from 'vitest';
import { clientChart } from '../../machines/client/chart.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { checkIndexes } from '../../src/cli/check-indexes.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { deskFeatures } from '../support/deliveries.ts';
import { startDesk } from '../support/desk.ts';
import { journaled, raceErasings } from '../support/erase-race.ts';
import { raceRows, rowOfUpdate } from '../support/race-rows.ts';
import { randomFrom, seed } from '../support/random.ts';
import { withSecondBoard } from '../support/second-board.ts';
import { KEPT } from '../support/stores.ts';

/** Never stored: several entries that left in one call. */
const joinedKinds = Object.values(deskFeatures().deliveries)
  .flatMap(({ batch }) => (batch?.is === 'message' && batch.joins !== null ? Object.values(batch.joins) : []))
  .concat('blocksInThread');
/** Stored by `npm run parked -- retry` without a row of the journal. The kind `resendComment` follows. */
const RETRIED = 'retryComment';

test('every command and every kind of update has a row in the race', () => {
  const names = Object.keys(raceRows);
  const typed = deskFeatures()
    .rows.commands.rows.filter(({ where, who }) => where === 'thread' || who === 'client')
    .map((row) => `/${row.names.pt[0]}`);
  expect(typed.filter((command) => !names.some((name) => name.split(/[ ,]/)[0] === command))).toEqual([]);
  expect(Object.values(rowOfUpdate).filter((row) => row !== null && !names.includes(row))).toEqual([]);
});

test(`an erasing races with every kind of command: nothing is left, nothing waits (seed ${seed})`, async () => {
  await using desk = await startDesk();
  const { people, channelId, groupId } = desk.sandbox;
  const bia = desk.person('bia', { firstName: 'bia', premium: true });
  for (const chat of [channelId, groupId]) people.setRole(chat, bia, 'member');
  desk.client('bia').starts();
  desk.admin('dirce').starts();
  const stage = { desk, board: await withSecondBoard(desk), random: randomFrom(seed) };
  const findings = await raceErasings(stage, raceRows);
  expect(findings, `SEED=${seed}`).toEqual([]);
  const clients = createClientStore(desk.redis, desk.keys, KEPT);
  expect(await checkIndexes({ ...desk, clients, closedSince: 0 as EpochMs })).toMatchObject({
    difference: null,
  });
  // A new kind of event or effect needs a row.
  const seen = await journaled(stage);
  expect(clientChart.events.filter((event) => !seen.events.has(event))).toEqual([]);
  const kinds = Object.keys(deskFeatures().deliveries).filter(
    (kind) => ![...joinedKinds, RETRIED].includes(kind),
  );
  expect(kinds.filter((kind) => !seen.effects.has(kind))).toEqual([]);
}, 240_000);
