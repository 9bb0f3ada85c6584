import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { compilePrograms } from './compile-programs.ts';
import { endProcessesIn, openFolder } from '../../scripts/bench/leftovers.ts';
import { removeFolder } from './remove-folder.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Unix socket of the Redis shared by all tests of a run. */
    redisSocket: string;
    /** Holds the fetched Redis, if the machine has no Redis. */
    redisCacheDir: string;
    /** Holds the compiled programs that tests start. */
    programs: string;
  }
}

const cacheDir = join(import.meta.dirname, '..', '..', 'data', 'redis-cache');
const path = process.env['PATH'] ?? '';

let dir: string;
let redis: EmbeddedRedis;

/**
 * Starts a real Redis for the whole run. No data has to survive, so Redis does not wait for the disk. Creates a folder for
 * the files of the tests. Prints the seed of everything random in the run.
 */
export async function setup(project: TestProject): Promise<void> {
  dir = openFolder('balcao-tests-');
  process.env['TMPDIR'] = dir;
  process.env['SEED'] ??= String(randomInt(2 ** 31));
  process.stdout.write(`SEED=${process.env['SEED']}\n`);
  const programs = join(dir, 'programs');
  await compilePrograms(programs);
  project.provide('programs', programs);
  redis = await startEmbeddedRedis({ dir, path, cacheDir, fsync: 'no' });
  project.provide('redisSocket', redis.socketPath);
  project.provide('redisCacheDir', cacheDir);
}

export async function teardown(): Promise<void> {
  await redis.stop();
  const left = await endProcessesIn(dir);
  removeFolder(dir);
  if (left.length === 0) return;
  process.exitCode = 1; // Vitest reports an error thrown here, but exits with 0.
  throw new Error(`Tests have left processes behind:\n${left.join('\n')}`);
}
