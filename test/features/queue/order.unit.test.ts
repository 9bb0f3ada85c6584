import { expect, test } from 'vitest';
import type { EpochMs, Priority } from '../../../machines/ids.ts';
import { waiting, waitingTime } from '../../../src/features/queue/order.ts';

const MINUTE = 60_000;
const at = (ms: number) => ms as EpochMs;

const row = (number: number, priority: Priority, since: number | null, turn: 'team' | 'client' = 'team') => ({
  number,
  priority,
  turn,
  waitingSince: since === null ? null : at(since),
  openedAt: at(0),
});

const numbers = (rows: Parameters<typeof waiting>[0]) => waiting(rows).map(({ number }) => number);

test('the most urgent first, then the longest waiting, then the oldest ticket', () => {
  expect(
    numbers([row(1, 1, 10), row(2, 5, 90), row(3, 1, 5), row(4, 5, 80), row(6, 1, 5), row(5, 3, 1)]),
  ).toEqual([4, 2, 5, 3, 6, 1]);
});

test('a client whose turn it is does not wait', () => {
  expect(numbers([row(1, 5, null, 'client'), row(2, 1, 3)])).toEqual([2]);
});

test('a ticket without a message of the client waits since the ticket was opened', () => {
  expect(numbers([row(1, 1, 5), row(2, 1, null)])).toEqual([2, 1]);
});

test.each([
  [0, '0 min'],
  [-5, '0 min'],
  [59, '59 min'],
  [60, '1 h'],
  [125, '2 h 5 min'],
  [1440, '1 d'],
  [1440 * 3 + 245, '3 d 4 h'],
  [1440 * 10 + 1439, '10 d 23 h'],
])('a wait of %i minutes is written as %s', (minutes, written) => {
  expect(waitingTime(row(1, 1, 100), at(100 + minutes * MINUTE))).toBe(written);
});
