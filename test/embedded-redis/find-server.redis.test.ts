import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, inject, test } from 'vitest';
import { acquireDeskLock } from '../../src/embedded-redis/desk-lock.ts';
import { findServer } from '../../src/embedded-redis/find-server.ts';
import { launchServer } from '../../src/embedded-redis/server-process.ts';
import { identify } from '../../src/embedded-redis/process-identity.ts';
import { startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { newDir, startRedis, refusal } from '../support/embedded-redis.ts';

/** The server of the machine, like a fetched server. */
async function fetched(cacheDir: string): Promise<void> {
  const real = await findServer({
    path: process.env['PATH'] ?? '',
    cacheDir: inject('redisCacheDir'),
    fetchServer: async () => undefined,
    onLine: () => undefined,
  });
  writeProgram(
    join(cacheDir, 'root', 'usr', 'bin'),
    `LD_LIBRARY_PATH='${real.libraries ?? ''}' exec '${real.path}' "$@"`,
  );
}

function writeProgram(dir: string, script: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'redis-server'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(dir, 'redis-server'), 0o755);
}

test('a half-finished download is not used, a finished one is', async () => {
  const dir = newDir();
  const cacheDir = join(dir, 'redis-cache');
  writeProgram(join(cacheDir, 'fetch-abc', 'root', 'usr', 'bin'), 'exit 0');
  writeProgram(join(cacheDir, 'root', 'usr', 'bin'), 'exec /nothing/here');
  const first = await startRedis(dir, { path: '', cacheDir, fetchServer: fetched });
  expect(first.via).toBe('downloaded');
  await first.stop();
  const again = await startRedis(dir, {
    path: '',
    cacheDir,
    fetchServer: () => Promise.reject(new Error('offline')),
  });
  expect(again.via).toBe('cache');
});

test('folders may be written relative to where the desk is started', async () => {
  const here = newDir();
  const dir = relative(process.cwd(), here);
  const first = await startRedis(dir, { path: '', cacheDir: join(dir, 'cache'), fetchServer: fetched });
  expect(first.socketPath).toBe(join(here, 'redis', 'redis.sock'));
  await first.stop();
  const second = await startRedis(dir, { path: join(dir, 'cache', 'root', 'usr', 'bin') });
  expect(second.via).toBe('path');
});

test('a server on PATH that is too old or does not run is passed over', async () => {
  const dir = newDir();
  const [old, broken] = [join(dir, 'old'), join(dir, 'broken')];
  writeProgram(old, 'echo "Redis server v=5.0.7 sha=00000000:0 malloc=libc bits=64 build=0"');
  writeProgram(broken, 'exit 127');
  const lines: string[] = [];
  const redis = await startRedis(dir, {
    path: `${old}:${broken}`,
    cacheDir: join(dir, 'cache'),
    fetchServer: fetched,
    reports: { onLine: (line) => lines.push(line) },
  });
  expect(redis.via).toBe('downloaded');
  expect(lines.join('\n')).toMatch(
    /old\/redis-server is older than 6\.2.*broken\/redis-server does not run/s,
  );
});

test('without any Redis the message names the one command that installs it', async () => {
  const dir = newDir();
  const offline = (): Promise<void> => Promise.reject(new Error('no network'));
  const attempt = startEmbeddedRedis({ dir, path: '', fetchServer: offline });
  const message = await refusal(attempt);
  expect(message).toContain('sudo apt-get install redis-server');
  expect(message).toContain('REDIS_URL');
  expect(message).toContain('no network');
  acquireDeskLock(dir, dir).release();
});

test('a Redis that cannot start is reported with its last words', async () => {
  const dir = newDir();
  const version = 'Redis server v=7.0.0 sha=00000000:0';
  writeProgram(
    join(dir, 'bin'),
    `[ "$1" = --version ] && echo "${version}" && exit 0; echo 'disk on fire'; exit 3`,
  );
  const message = await refusal(startEmbeddedRedis({ dir, path: join(dir, 'bin') }));
  expect(message).toMatch(/stopped with code 3.*disk on fire/s);
});

test('a Redis whose number cannot be kept is not left running where nobody would find it', async () => {
  const dir = newDir();
  // Only one process: a child of the shell would outlive the shell, and write into the removed folder.
  writeProgram(join(dir, 'bin'), `echo $$ > '${dir}/number'; exec sleep 60`);
  mkdirSync(join(dir, 'redis', 'redis.pid', 'in the way'), { recursive: true });
  const launched = launchServer({
    binary: { path: join(dir, 'bin', 'redis-server'), libraries: null, via: 'path' },
    redisDir: join(dir, 'redis'),
    socketPath: join(dir, 'redis', 'redis.sock'),
    fsync: 'always',
  });
  await expect(launched).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  const number = join(dir, 'number');
  expect(existsSync(number) ? identify(Number(readFileSync(number, 'utf8'))) : null).toBeNull();
  expect(readdirSync(join(dir, 'redis')).sort()).toEqual(['redis.log', 'redis.pid']);
});
