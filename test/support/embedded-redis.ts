import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, inject, onTestFinished } from 'vitest';
import { SetupError } from '../../src/base/errors.ts';
import { identify, isAlive, type ProcessIdentity } from '../../src/embedded-redis/process-identity.ts';
import {
  type EmbeddedRedis,
  type EmbeddedRedisOptions,
  startEmbeddedRedis,
} from '../../src/embedded-redis/start.ts';
import { removeFolder } from './remove-folder.ts';

const root = join(import.meta.dirname, '..', '..');

export function newDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'balcão com espaço-'));
  onTestFinished(() => removeFolder(dir));
  return dir;
}

export function embeddedOptions(dir: string): EmbeddedRedisOptions {
  return { dir, path: process.env['PATH'] ?? '', cacheDir: inject('redisCacheDir') };
}

export async function startRedis(
  dir: string,
  more: Partial<EmbeddedRedisOptions> = {},
): Promise<EmbeddedRedis> {
  const redis = await startEmbeddedRedis({ ...embeddedOptions(dir), ...more });
  onTestFinished(() => redis.stop());
  return redis;
}

export function connectTo(socketPath: string): Redis {
  const redis = new Redis({ path: socketPath, maxRetriesPerRequest: null, retryStrategy: () => 20 });
  redis.on('error', () => undefined);
  onTestFinished(() => redis.disconnect());
  return redis;
}

export async function ask<T>(redis: EmbeddedRedis, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = connectTo(redis.socketPath);
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

export async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Not in time: ${what}`);
    await delay(10);
  }
}

export async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SetupError);
  return error instanceof SetupError ? error.message : '';
}

/** Another desk process. Resolves with the first line, in JSON. */
export async function otherProcess(
  code: string,
): Promise<{ said: Record<string, unknown>; kill: () => Promise<void>; pid: number }> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exit;
  };
  onTestFinished(kill);
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  const said: unknown = JSON.parse(text);
  return { said: Object(said), kill, pid: child.pid ?? 0 };
}

export async function otherDesk(dir: string): ReturnType<typeof otherProcess> {
  const desk = await otherProcess(`
    const { startEmbeddedRedis } = await import('./src/embedded-redis/start.ts');
    const redis = await startEmbeddedRedis(${JSON.stringify(embeddedOptions(dir))});
    console.log(JSON.stringify({ redisPid: redis.pid }));
    setInterval(() => {}, 1000);
  `);
  return desk;
}

export function living(pid: unknown): ProcessIdentity {
  const identity = identify(Number(pid));
  if (identity === null) throw new Error(`No process ${String(pid)}`);
  onTestFinished(() => {
    if (isAlive(identity)) process.kill(identity.pid, 'SIGKILL');
  });
  return identity;
}
