import { expect, test } from 'vitest';
import { pauseOfAllMs, type RateLimited, recent } from '../../src/outbox/global-rate-limit.ts';

const refused = (lane: RateLimited['lane'], atMs: number, waitMs = 5000): RateLimited => ({
  lane,
  atMs,
  waitMs,
});

test('three private chats refused within a second hold back everything, for the longest time asked', () => {
  const refusals = [
    refused('private:1', 0, 3000),
    refused('private:2', 400, 9000),
    refused('private:3', 999, 4000),
  ];
  expect(pauseOfAllMs(recent(refusals, 999))).toBe(9000);
});

test.each<[string, RateLimited[]]>([
  ['two private chats', [refused('private:1', 0), refused('private:2', 1)]],
  [
    'one private chat, again and again',
    [refused('private:1', 0), refused('private:1', 1), refused('private:1', 2)],
  ],
  ['the group and the channel', [refused('group:0', 0), refused('channel:0', 1), refused('private:1', 2)]],
])('%s say nothing about the others', (_what, refusals) => {
  expect(pauseOfAllMs(refusals)).toBe(0);
});

test('what was refused more than a second ago does not count', () => {
  const refusals = [refused('private:1', 0), refused('private:2', 500), refused('private:3', 1000)];
  expect(pauseOfAllMs(recent(refusals, 1000))).toBe(0);
});
