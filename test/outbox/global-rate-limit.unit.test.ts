import { expect, test } from 'vitest';
import { type Flood, recent, restOfAllMs } from '../../src/outbox/global-rate-limit.ts';

const flood = (lane: Flood['lane'], atMs: number, waitMs = 5000): Flood => ({ lane, atMs, waitMs });

test('three private chats refused within a second hold back everything, for the longest time asked', () => {
  const floods = [flood('private:1', 0, 3000), flood('private:2', 400, 9000), flood('private:3', 999, 4000)];
  expect(restOfAllMs(recent(floods, 999))).toBe(9000);
});

test.each<[string, Flood[]]>([
  ['two private chats', [flood('private:1', 0), flood('private:2', 1)]],
  [
    'one private chat, again and again',
    [flood('private:1', 0), flood('private:1', 1), flood('private:1', 2)],
  ],
  ['the group and the channel', [flood('group:0', 0), flood('channel:0', 1), flood('private:1', 2)]],
])('%s say nothing about the others', (_what, floods) => {
  expect(restOfAllMs(floods)).toBe(0);
});

test('what was refused more than a second ago does not count', () => {
  const floods = [flood('private:1', 0), flood('private:2', 500), flood('private:3', 1000)];
  expect(restOfAllMs(recent(floods, 1000))).toBe(0);
});
