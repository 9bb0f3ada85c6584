import { expect, test } from 'vitest';
import { isHopeless, isTooOften, type Unconfirmed, unconfirmedAgain } from '../../src/outbox/give-up.ts';

/** So many attempts, ten seconds apart, the first at 0. */
function unconfirmed(times: number, isUnanswered: boolean): Unconfirmed {
  let attempts: Unconfirmed | undefined;
  for (let n = 0; n < times; n += 1) attempts = unconfirmedAgain(attempts, isUnanswered, n * 10_000);
  return attempts as Unconfirmed;
}

test('a message that fails while others go through is given up after eight attempts', () => {
  expect(isHopeless(unconfirmed(7, false), 70_000, 65_000)).toBe(false);
  expect(isHopeless(unconfirmed(8, false), 70_000, 65_000)).toBe(true);
});

test('as long as nothing else goes through, it is not the message', () => {
  expect(isHopeless(unconfirmed(500, false), 5_000_000, -Infinity)).toBe(false);
  expect(isHopeless(unconfirmed(500, false), 5_000_000, 0)).toBe(false);
});

test('eight failures within a few seconds are a hiccup of Telegram', () => {
  expect(isHopeless({ attempts: 8, unanswered: 8, sinceMs: 0 }, 59_999, 5)).toBe(false);
});

test('only what may have arrived each time is too often after twenty attempts', () => {
  expect(isTooOften(unconfirmed(500, false))).toBe(false);
  expect(isTooOften(unconfirmed(19, true))).toBe(false);
  expect(isTooOften(unconfirmed(20, true))).toBe(true);
});
