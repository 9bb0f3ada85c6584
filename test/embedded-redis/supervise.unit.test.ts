import { expect, test } from 'vitest';
import type { SetupError } from '../../src/base/errors.ts';
import type { ServerProcess } from '../../src/embedded-redis/server-process.ts';
import { superviseServer } from '../../src/embedded-redis/supervise.ts';
import { eventually } from '../support/eventually.ts';

/** No process has this number. */
const identity = { pid: 999_999_999, born: null };
const dead = (): ServerProcess => ({ identity, exited: Promise.resolve(1) });
const living = (): ServerProcess => ({ identity, exited: new Promise(() => {}) });

const full = Object.assign(new Error('write'), { code: 'ENOSPC' });

function supervise(lastWords: string, deaths: number, refusals = 0) {
  const seen = { starts: 0, lines: [] as string[], failures: [] as SetupError[] };
  const supervisor = superviseServer({
    first: dead(),
    async relaunch() {
      seen.starts += 1;
      if (seen.starts <= refusals) throw full;
      return seen.starts < deaths ? dead() : living();
    },
    async settled() {},
    onExit() {},
    onFailed: (error) => seen.failures.push(error),
    onDiskFull: (line) => seen.lines.push(line),
    lastWords: () => lastWords,
    pauseMs: () => 0,
  });
  return { seen, supervisor };
}

test.each([
  "Short write while writing to the AOF file: (nwritten=18546, expected=20032)\n# Can't recover from AOF write error",
  'Error writing to the AOF file: No space left on device',
])('a full disk is waited out, and said: %j', async (words) => {
  const { seen, supervisor } = supervise(words, 50);
  await eventually(() => expect(seen.starts).toBe(50));
  await supervisor.stop();
  expect(seen.failures).toEqual([]);
  expect(seen.lines.at(-1)).toMatch(/disk of the data is full.*Free some space/);
});

test('a disk without room for the number of its process is waited out as well, and said at once', async () => {
  const { seen, supervisor } = supervise('', 50, 49);
  await eventually(() => expect(seen.starts).toBe(50));
  await supervisor.stop();
  expect(seen.failures).toEqual([]);
  expect(seen.lines).toHaveLength(49);
  expect(seen.lines[0]).toMatch(/disk of the data is full.*Free some space/);
});
