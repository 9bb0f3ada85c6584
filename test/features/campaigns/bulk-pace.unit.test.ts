import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BULK_PER_SECOND, bulkDurationMs, bulkWaitMs } from '../../../src/features/campaigns/bulk-pace.ts';

const upTo = (count: number, everyMs: number): number[] =>
  Array.from({ length: count }, (_, n) => n * everyMs);

/** Times of broadcasts without end, beside the given calls of conversations. */
function leaves(talk: readonly number[], untilMs: number): number[] {
  const bulk: number[] = [];
  for (let nowMs = 0; nowMs <= untilMs; ) {
    const calls = [...talk.filter((atMs) => atMs <= nowMs), ...bulk].sort((a, b) => a - b);
    const waitMs = bulkWaitMs(calls, bulk.at(-1) ?? -Infinity, nowMs);
    if (waitMs <= 0) bulk.push(nowMs);
    else nowMs += Math.ceil(waitMs);
  }
  return bulk;
}

test('the first one leaves at once', () => {
  expect(bulkWaitMs([], -Infinity, 0)).toBe(0);
});

test('where nobody speaks, 25 leave in a second, evenly', () => {
  expect(leaves([], 9_999)).toEqual(upTo(250, 40));
  expect(bulkDurationMs(250)).toBe(10_000);
});

test('what conversations used in the last second, broadcasts do without', () => {
  const talk = Array.from({ length: 20 }, () => 0);
  const inFirst = leaves(talk, 999);
  expect(inFirst).toHaveLength(BULK_PER_SECOND - 20);
  expect(leaves(talk, 1999).length - inFirst.length).toBe(BULK_PER_SECOND);
});

test('as long as conversations use up all there is, nothing leaves; then at once', () => {
  const talk = upTo(60, 1000 / 30);
  const [, second] = leaves([...upTo(25, 0), ...talk], 3200).filter((atMs) => atMs > 0);
  expect(second).toBeGreaterThan(1900);
  expect(bulkWaitMs(talk, -Infinity, 3000)).toBe(0);
});

test('whatever people say, no broadcast leaves in a second that holds 25 calls already, nor sooner than 40 ms after another', () => {
  const talks = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 150 });
  fc.assert(
    fc.property(talks, (talk) => {
      const bulk = leaves(talk, 4000);
      for (const [index, atMs] of bulk.entries()) {
        const others = [...talk, ...bulk.slice(0, index)].filter((at) => at <= atMs && atMs - at < 1000);
        expect(others.length).toBeLessThan(BULK_PER_SECOND);
        expect(atMs - (bulk[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(40);
      }
    }),
    { numRuns: 200 },
  );
});
