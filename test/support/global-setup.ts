import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { endProcessesIn, openFolder } from '../../scripts/bench/leftovers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Unix socket of the one Redis that all tests of a run share. */
    redisSocket: string;
    /** Holds the fetched Redis, if this machine has none of its own. */
    redisCacheDir: string;
  }
}

const cacheDir = join(import.meta.dirname, '..', '..', 'data', 'redis-cache');
const path = process.env['PATH'] ?? '';

let dir: string;
let redis: EmbeddedRedis;

/**
 * One real Redis for the whole run. Nothing has to survive it, so it does not wait for the disk. And one folder, for all
 * that its tests make.
 */
export async function setup(project: TestProject): Promise<void> {
  dir = openFolder('balcao-tests-');
  process.env['TMPDIR'] = dir;
  redis = await startEmbeddedRedis({ dir, path, cacheDir, fsync: 'no' });
  project.provide('redisSocket', redis.socketPath);
  project.provide('redisCacheDir', cacheDir);
}

export async function teardown(): Promise<void> {
  await redis.stop();
  const left = await endProcessesIn(dir);
  rmSync(dir, { recursive: true, force: true });
  if (left.length === 0) return;
  process.exitCode = 1; // Vitest reports what is thrown here, and forgives it.
  throw new Error(`Tests have left processes behind:\n${left.join('\n')}`);
}
