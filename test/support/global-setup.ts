import { mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { SetupError } from '../../src/base/errors.ts';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/store/embedded/start.ts';
import { endProcessesIn } from './leftovers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Unix socket of the one Redis that all tests of a run share. */
    redisSocket: string;
    /** Holds the fetched Redis, if this machine has none of its own. */
    redisCacheDir: string;
  }
}

const PREFIX = 'balcao-tests-';
/** Another run may have made its folder and not locked it yet. */
const BEING_MADE_MS = 60_000;
const cacheDir = join(import.meta.dirname, '..', '..', 'data', 'redis-cache');
const path = process.env['PATH'] ?? '';

let dir: string;
let redis: EmbeddedRedis;

/**
 * One real Redis for the whole run. Nothing has to survive it, so it does not wait for the disk. And one folder, for all
 * that its tests make.
 */
export async function setup(project: TestProject): Promise<void> {
  await removeLeftovers();
  dir = mkdtempSync(join(realpathSync(tmpdir()), PREFIX));
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

/** A run that was killed leaves its Redis behind: adopt it, to stop it. What else is left there belongs to nobody. */
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const left = join(tmpdir(), name);
    const changedAt = statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Infinity;
    if (Date.now() - changedAt < BEING_MADE_MS) continue;
    try {
      await (await startEmbeddedRedis({ dir: left, path, cacheDir, fsync: 'no' })).stop();
      await endProcessesIn(left);
      rmSync(left, { recursive: true, force: true });
    } catch (error) {
      if (!(error instanceof SetupError)) throw error; // Refused: another run is using it.
    }
  }
}
