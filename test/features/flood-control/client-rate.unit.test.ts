import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { UserId } from '../../../machines/ids.ts';
import { createClientRate } from '../../../src/features/flood-control/client-rate.ts';

const ana = 700 as UserId;
const bia = 701 as UserId;
const at = (ms: number) => 1_000_000_000 + ms;

test('so many at once, then one after the other', () => {
  const rate = createClientRate(() => 4);
  for (let n = 0; n < 4; n += 1) {
    expect(rate.readyAtMs(ana, at(0))).toBeLessThanOrEqual(at(0));
    expect(rate.isLast(ana, at(0))).toBe(n === 3);
    rate.spent(ana, at(0));
  }
  expect(rate.readyAtMs(ana, at(0))).toBe(at(15_000));
  expect(rate.readyAtMs(bia, at(0))).toBeLessThanOrEqual(at(0));
  rate.spent(ana, at(15_000));
  expect(rate.readyAtMs(ana, at(15_000))).toBe(at(30_000));
});

test('who is silent for a minute has everything back', () => {
  const rate = createClientRate(() => 4);
  for (let n = 0; n < 4; n += 1) rate.spent(ana, at(0));
  for (let n = 0; n < 4; n += 1) {
    expect(rate.readyAtMs(ana, at(60_000))).toBeLessThanOrEqual(at(60_000));
    rate.spent(ana, at(60_000));
  }
  expect(rate.readyAtMs(ana, at(60_000))).toBe(at(75_000));
});

test('a changed limit counts from the next call on', () => {
  let limit = 4;
  const rate = createClientRate(() => limit);
  for (let n = 0; n < 4; n += 1) rate.spent(ana, at(0));
  limit = 0;
  expect(rate.readyAtMs(ana, at(0))).toBeLessThanOrEqual(at(0));
  limit = 2;
  expect(rate.perMinute()).toBe(2);
  expect(rate.readyAtMs(ana, at(0))).toBe(at(30_000));
});

test('without a limit nobody waits', () => {
  const rate = createClientRate(() => 0);
  for (let n = 0; n < 100; n += 1) rate.spent(ana, at(0));
  expect(rate.readyAtMs(ana, at(0))).toBeLessThanOrEqual(at(0));
  expect(rate.isLast(ana, at(0))).toBe(false);
});

test('within any minute, never more than twice the limit leave; over time, the limit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.nat(5000), { maxLength: 300 }),
      (limit, gaps) => {
        const rate = createClientRate(() => limit);
        const sent: number[] = [];
        let now = at(0);
        for (const gap of gaps) {
          now = Math.max(now + gap, rate.readyAtMs(ana, now + gap));
          rate.spent(ana, now);
          sent.push(now);
        }
        for (const [index, start] of sent.entries()) {
          const within = sent.slice(index).filter((time) => time < start + 60_000);
          expect(within.length).toBeLessThanOrEqual(2 * limit);
        }
        const minutes = ((sent.at(-1) ?? 0) - (sent[0] ?? 0)) / 60_000;
        expect(sent.length).toBeLessThanOrEqual(limit + Math.ceil(minutes * limit) + 1);
      },
    ),
  );
});
