import { expect, test } from 'vitest';
import type { EpochMs } from '../../machines/ids.ts';
import { checkIndexes } from '../../src/cli/check-indexes.ts';
import { createClientStore } from '../../src/store/client-store.ts';
import { liveADay } from '../support/chaos-day.ts';
import { startDesk } from '../support/desk.ts';
import { randomFrom, seed } from '../support/random.ts';
import { KEPT } from '../support/stores.ts';

const STEPS = 200;
/** `npm run soak` goes on for an hour, a day after the other. */
const MINUTES = Number(process.env['SOAK_MINUTES'] ?? 0);

test(
  `days on which everything fails now and then: nothing is lost, mixed up or out of order (seed ${seed})`,
  async () => {
    const endsAt = Date.now() + MINUTES * 60_000;
    let number = seed;
    do {
      for (const webhook of [false, true]) {
        await using desk = await startDesk({ webhook });
        const findings = await liveADay(desk, randomFrom(number), STEPS);
        expect(findings, `SEED=${number} webhook=${webhook}`).toEqual([]);
        const clients = createClientStore(desk.redis, desk.keys, KEPT);
        expect(await checkIndexes({ ...desk, clients, closedSince: 0 as EpochMs })).toMatchObject({
          difference: null,
        });
      }
      number += 1;
    } while (Date.now() < endsAt);
  },
  (MINUTES + 2) * 60_000,
);
