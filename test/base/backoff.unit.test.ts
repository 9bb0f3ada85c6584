import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from '../../src/base/backoff.ts';
import { systemClock } from '../../src/base/clock.ts';

const policy = { baseMs: 500, capMs: 30_000 };
const nearlyOne = 1 - Number.EPSILON;

test('the bound doubles with each failure until the cap', () => {
  const bounds = [1, 2, 3, 4, 5, 6, 7, 8, 2000].map((attempt) => backoffMs(attempt, nearlyOne, policy));
  expect(bounds).toEqual([499, 999, 1999, 3999, 7999, 15_999, 29_999, 29_999, 29_999]);
});

test('two processes that fail together do not come back together', () => {
  expect(backoffMs(4, 0.25, policy)).toBe(1000);
  expect(backoffMs(4, 0.75, policy)).toBe(3000);
});

test('no wait is negative, fractional, or beyond the cap', () => {
  fc.assert(
    fc.property(
      fc.nat(5000),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, random) => {
        const waitMs = backoffMs(attempt, random, policy);
        return Number.isInteger(waitMs) && waitMs >= 0 && waitMs <= policy.capMs;
      },
    ),
  );
});

test('whoever sleeps can be woken by the signal', async () => {
  const stop = new AbortController();
  const asleep = systemClock.sleep(2 ** 40, stop.signal);
  stop.abort();
  await expect(asleep).rejects.toMatchObject({ name: 'AbortError' });
});

test('the monotonic clock does not go back', () => {
  const first = systemClock.monotonic();
  expect(systemClock.monotonic()).toBeGreaterThanOrEqual(first);
});
