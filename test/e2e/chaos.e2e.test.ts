import { expect, test } from 'vitest';
import { liveADay } from '../support/chaos-day.ts';
import { startDesk } from '../support/desk.ts';
import { randomFrom, seed } from '../support/random.ts';

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
      }
      number += 1;
    } while (Date.now() < endsAt);
  },
  (MINUTES + 2) * 60_000,
);
