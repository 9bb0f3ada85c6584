import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EpochMs, UserId } from '../../machines/ids.ts';
import { createPaces } from '../../src/outbox/pace.ts';

const ana = 700 as UserId;
const bia = 701 as UserId;
const at = (ms: number) => (1_000_000_000 + ms) as EpochMs;

test('so many at once, then one after the other', () => {
  const paces = createPaces(4);
  for (let n = 0; n < 4; n += 1) {
    expect(paces.readyAt(ana, at(0))).toBeLessThanOrEqual(at(0));
    expect(paces.isLast(ana, at(0))).toBe(n === 3);
    paces.spent(ana, at(0));
  }
  expect(paces.readyAt(ana, at(0))).toBe(at(15_000));
  expect(paces.readyAt(bia, at(0))).toBeLessThanOrEqual(at(0));
  paces.spent(ana, at(15_000));
  expect(paces.readyAt(ana, at(15_000))).toBe(at(30_000));
});

test('who is silent for a minute has everything back', () => {
  const paces = createPaces(4);
  for (let n = 0; n < 4; n += 1) paces.spent(ana, at(0));
  for (let n = 0; n < 4; n += 1) {
    expect(paces.readyAt(ana, at(60_000))).toBeLessThanOrEqual(at(60_000));
    paces.spent(ana, at(60_000));
  }
  expect(paces.readyAt(ana, at(60_000))).toBe(at(75_000));
});

test('without a limit nobody waits', () => {
  const paces = createPaces(0);
  for (let n = 0; n < 100; n += 1) paces.spent(ana, at(0));
  expect(paces.readyAt(ana, at(0))).toBeLessThanOrEqual(at(0));
  expect(paces.isLast(ana, at(0))).toBe(false);
});

test('a clock that is set back holds nobody for more than a minute', () => {
  const paces = createPaces(4);
  for (let n = 0; n < 4; n += 1) paces.spent(ana, at(3_600_000));
  expect(paces.readyAt(ana, at(0))).toBe(at(15_000));
});

test('within any minute, never more than twice the limit leave; over time, the limit', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.array(fc.nat(5000), { maxLength: 300 }),
      (limit, gaps) => {
        const paces = createPaces(limit);
        const sent: number[] = [];
        let now = at(0);
        for (const gap of gaps) {
          now = Math.max(now + gap, paces.readyAt(ana, (now + gap) as EpochMs)) as EpochMs;
          paces.spent(ana, now);
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
