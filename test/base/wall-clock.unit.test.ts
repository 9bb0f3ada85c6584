import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * The places that compare the wall clock with another time, and the effect of a step of the clock. A time that is only
 * noted (`at`) needs no row. Waiting and back-off use `monotonic` and `sleep`.
 */
const READERS = {
  'desk/parts/chores.ts': 'trims: rows live longer or shorter by the step',
  'desk/parts/listening.ts': 'shown in /ready and inspect',
  'embedded-redis/fetch-debian.ts': 'age of a downloaded list: fetched again at worst',
  'features/channel-health/channel-health.ts': 'daily reminder: late or early by the step',
  'features/channel-health/missed-updates.ts':
    'a step ahead looks like a pause of the machine: one notice too many',
  'features/long-pauses/long-pauses.ts': 'the end of a pause, for people; the pause is monotonic',
  'features/queue/show-queue.ts': 'the shown waiting times are longer or shorter by the step',
  'features/team/board-team.ts': 'a step back asks about everybody once more',
  'jobs/fire-timers.ts': 'timers: early or late by the step, never lost, never twice',
  'leader/leader.ts': 'a step ahead renews the lease first',
  'outbox/queue.ts': 'age of an entry from before the process, never below 0',
  'outbox/worker.ts': 'the time of a call, for the mark of a call under way',
  'router/receive.ts': 'the time of a parked update',
};

const readings = (source: string): string[] =>
  source
    .split('\n')
    .filter((line) => /\b(clock|Date)\.now\(\)/.test(line) && !/\bat(:| =) .*\.now\(\)/.test(line));

test('every reader of the wall clock is known, with the effect of a step', () => {
  const found = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^(sandbox|base)\//.test(file))
    .filter((file) => readings(readFileSync(`src/${file}`, 'utf8')).length > 0);
  expect(found.sort()).toEqual(Object.keys(READERS).sort());
});
