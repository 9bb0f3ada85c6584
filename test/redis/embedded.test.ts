import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, expect, inject, test } from 'vitest';
import { SetupError } from '../../src/base/errors.ts';
import { acquireDeskLock } from '../../src/store/embedded/desk-lock.ts';
import { findServer } from '../../src/store/embedded/find-server.ts';
import {
  identify,
  identifyOurselves,
  isAlive,
  type ProcessIdentity,
} from '../../src/store/embedded/process-identity.ts';
import {
  type EmbeddedRedis,
  type EmbeddedRedisOptions,
  startEmbeddedRedis,
} from '../../src/store/embedded/start.ts';
import { superviseServer } from '../../src/store/embedded/supervise.ts';

const root = join(import.meta.dirname, '..', '..');
const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function newDir(name = 'balcão com espaço-'): string {
  const dir = mkdtempSync(join(tmpdir(), name));
  cleanups.push(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function options(dir: string): EmbeddedRedisOptions {
  return { dir, path: process.env['PATH'] ?? '', cacheDir: inject('redisCacheDir') };
}

async function start(dir: string, more: Partial<EmbeddedRedisOptions> = {}): Promise<EmbeddedRedis> {
  const redis = await startEmbeddedRedis({ ...options(dir), ...more });
  cleanups.push(() => redis.stop());
  return redis;
}

function connect(socketPath: string): Redis {
  const redis = new Redis({ path: socketPath, maxRetriesPerRequest: null, retryStrategy: () => 20 });
  redis.on('error', () => undefined);
  cleanups.push(() => redis.disconnect());
  return redis;
}

async function ask<T>(redis: EmbeddedRedis, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = connect(redis.socketPath);
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Not in time: ${what}`);
    await delay(10);
  }
}

async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SetupError);
  return error instanceof SetupError ? error.message : '';
}

/** Another desk process. Resolves when it has printed its first line, which must be JSON. */
async function otherProcess(
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
  cleanups.push(kill);
  let text = '';
  for await (const chunk of child.stdout) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  const said: unknown = JSON.parse(text);
  return { said: Object(said), kill, pid: child.pid ?? 0 };
}

async function otherDesk(dir: string): ReturnType<typeof otherProcess> {
  const desk = await otherProcess(`
    const { startEmbeddedRedis } = await import('./src/store/embedded/start.ts');
    const redis = await startEmbeddedRedis(${JSON.stringify(options(dir))});
    console.log(JSON.stringify({ redisPid: redis.pid }));
    setInterval(() => {}, 1000);
  `);
  return desk;
}

function living(pid: unknown): ProcessIdentity {
  const identity = identify(Number(pid));
  if (identity === null) throw new Error(`No process ${String(pid)}`);
  cleanups.push(() => isAlive(identity) && process.kill(identity.pid, 'SIGKILL'));
  return identity;
}

test('what was written is there after an orderly stop', async () => {
  const dir = newDir();
  const first = await start(dir);
  await ask(first, (client) => client.set('client', 'ana'));
  expect(statSync(first.socketPath).mode & 0o777).toBe(0o700);
  const server = living(first.pid);
  await first.stop();
  expect(isAlive(server)).toBe(false);
  expect(existsSync(first.socketPath)).toBe(false);

  const second = await start(dir);
  expect(await ask(second, (client) => client.get('client'))).toBe('ana');
  expect(second.pid).not.toBe(first.pid);
});

test('it waits for the disk, throws nothing away and listens on no port', async () => {
  const redis = await start(newDir());
  const setting = (name: string): Promise<unknown> => ask(redis, (client) => client.config('GET', name));
  expect(await setting('appendfsync')).toEqual(['appendfsync', 'always']);
  expect(await setting('appendonly')).toEqual(['appendonly', 'yes']);
  expect(await setting('save')).toEqual(['save', '']);
  expect(await setting('maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  expect(await setting('port')).toEqual(['port', '0']);
});

test('a Redis that is killed under a working desk comes back on the same socket with its data', async () => {
  const exits: (number | null)[] = [];
  const redis = await start(newDir(), { onExit: (code) => exits.push(code) });
  const client = connect(redis.socketPath);
  await client.set('client', 'ana');
  const before = redis.pid;
  process.kill(before, 'SIGKILL');
  await until(() => exits.length === 1, 'the death is reported');
  await until(() => redis.pid !== before, 'it is started again');
  expect(await client.get('client')).toBe('ana');
  expect(exits).toEqual([null]);
});

test('a desk that starts after desk and Redis were both killed finds its data', async () => {
  const dir = newDir();
  const first = await otherDesk(dir);
  const server = living(first.said['redisPid']);
  const client = connect(join(dir, 'redis', 'redis.sock'));
  await client.set('client', 'ana');
  await first.kill();
  process.kill(server.pid, 'SIGKILL');
  await until(() => !isAlive(server), 'the server is gone');

  const second = await start(dir);
  expect(second.via).not.toBe('adopted');
  expect(await ask(second, (other) => other.get('client'))).toBe('ana');
});

test('a Redis left by a killed desk is adopted, watched and stopped', async () => {
  const dir = newDir();
  const first = await otherDesk(dir);
  const server = living(first.said['redisPid']);
  await first.kill();
  expect(isAlive(server)).toBe(true);

  const second = await start(dir);
  expect([second.via, second.pid]).toEqual(['adopted', server.pid]);
  const client = connect(second.socketPath);
  await client.set('client', 'ana');
  process.kill(server.pid, 'SIGKILL');
  await until(() => second.pid !== server.pid, 'the adopted server is replaced');
  expect(await client.get('client')).toBe('ana');

  const replaced = living(second.pid);
  await second.stop();
  expect(isAlive(replaced)).toBe(false);
});

test('stopping a desk stops the Redis it adopted', async () => {
  const dir = newDir();
  const first = await otherDesk(dir);
  const server = living(first.said['redisPid']);
  await first.kill();
  const second = await start(dir);
  await second.stop();
  expect(isAlive(server)).toBe(false);
});

test('Ctrl-C in the terminal does not reach Redis', async () => {
  const redis = await start(newDir());
  const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(redis.pid)], { encoding: 'utf8' });
  expect(Number(group)).toBe(redis.pid);
});

test('a second desk on the same folder is refused, by the pid of the first', async () => {
  const dir = newDir();
  const first = await otherDesk(dir);
  living(first.said['redisPid']);
  const message = await refusal(startEmbeddedRedis(options(dir)));
  expect(message).toContain(`Another desk (pid ${first.pid}) is using ${dir}`);
});

test('a desk that stopped leaves its folder to the next, in the same process too', async () => {
  const dir = newDir();
  const first = await start(dir);
  expect(await refusal(startEmbeddedRedis(options(dir)))).toContain(`pid ${process.pid}`);
  await first.stop();
  await start(dir);
});

test('the lock of a dead desk is taken over by exactly one of those who try', async () => {
  const dir = newDir();
  const dead = await otherProcess(`
    const { acquireDeskLock } = await import('./src/store/embedded/desk-lock.ts');
    acquireDeskLock(${JSON.stringify(dir)}, 'data');
    console.log('{}');
  `);
  await dead.kill();
  const rivals = await Promise.all(
    [1, 2, 3].map(() =>
      otherProcess(`
        const { existsSync, writeFileSync } = await import('node:fs');
        const { acquireDeskLock } = await import('./src/store/embedded/desk-lock.ts');
        const dir = ${JSON.stringify(dir)};
        console.log('{}');
        while (!existsSync(dir + '/go'));
        try {
          acquireDeskLock(dir, 'data');
          writeFileSync(dir + '/won-' + process.pid, '');
        } catch {
          writeFileSync(dir + '/lost-' + process.pid, '');
        }
        setInterval(() => {}, 1000);
      `),
    ),
  );
  writeFileSync(join(dir, 'go'), '');
  const results = (): string[] => readdirSync(dir).filter((name) => /^(won|lost)-/.test(name));
  await until(() => results().length === rivals.length, 'all have tried');
  expect(results().filter((name) => name.startsWith('won'))).toHaveLength(1);
});

test('a pid that was given to another process since is not taken for the owner', () => {
  const dir = newDir();
  const reused = { ...identifyOurselves(), born: 'earlier' };
  writeFileSync(join(dir, 'desk.lock.7'), JSON.stringify(reused));
  const lock = acquireDeskLock(dir, dir);
  expect(() => acquireDeskLock(dir, dir)).toThrow('Another desk');
  lock.release();
  acquireDeskLock(dir, dir).release();
});

test('claims left behind by earlier desks change nothing for the holder', () => {
  const dir = newDir();
  writeFileSync(join(dir, 'desk.lock.3'), 'torn by a power cut');
  const holder = acquireDeskLock(dir, dir);
  writeFileSync(join(dir, 'desk.lock.2'), 'released');
  expect(() => acquireDeskLock(dir, dir)).toThrow('Another desk');
  holder.release();
});

test('an emptied Redis is not taken for a new desk', async () => {
  const dir = newDir();
  const first = await start(dir);
  await ask(first, (client) => client.flushall());
  await first.stop();
  const message = await refusal(startEmbeddedRedis(options(dir)));
  expect(message).toMatch(/data of this desk is gone.*is empty.*Restore.*backup.*rm -r/s);

  rmSync(join(dir, 'redis'), { recursive: true });
  await start(dir);
});

test('a crash between the key and its marker file is completed at the next start', async () => {
  const dir = newDir();
  const marker = join(dir, 'redis', '.initialised');
  const first = await start(dir);
  const id = readFileSync(marker, 'utf8');
  await first.stop();
  rmSync(marker);
  const second = await start(dir);
  expect(readFileSync(marker, 'utf8')).toBe(id);
  expect(await ask(second, (client) => client.get('balcao:installation'))).toBe(id.trim());
});

test('the data of another installation is refused', async () => {
  const dir = newDir();
  const first = await start(dir);
  await first.stop();
  writeFileSync(join(dir, 'redis', '.initialised'), 'somebody-else\n');
  expect(await refusal(startEmbeddedRedis(options(dir)))).toContain('another installation');
});

test('a last write torn by a power cut costs that write only', async () => {
  const dir = newDir();
  const first = await start(dir);
  await ask(first, (client) => client.set('kept', 'yes'));
  await ask(first, (client) => client.set('torn', 'yes'));
  await first.stop();
  const files = join(dir, 'redis', 'appendonlydir');
  const tail = readdirSync(files).find((name) => name.endsWith('.incr.aof')) ?? '';
  truncateSync(join(files, tail), statSync(join(files, tail)).size - 5);
  const second = await start(dir);
  expect(await ask(second, (client) => client.mget('kept', 'torn'))).toEqual(['yes', null]);
});

test('a folder whose path is too long for a socket works, and its Redis is found again', async () => {
  const dir = join(newDir(), 'fundo/'.repeat(20));
  const first = await otherDesk(dir);
  const server = living(first.said['redisPid']);
  await first.kill();
  const second = await start(dir);
  expect(second.via).toBe('adopted');
  expect(second.pid).toBe(server.pid);
  expect(Buffer.byteLength(second.socketPath)).toBeLessThan(104);
  await second.stop();
  expect(existsSync(join(second.socketPath, '..'))).toBe(false);
  const third = await start(dir);
  expect(await ask(third, (client) => client.exists('balcao:installation'))).toBe(1);
});

test('a Redis of another folder is not adopted', async () => {
  const [ours, theirs] = [newDir(), newDir()];
  const other = await start(theirs);
  mkdirSync(join(ours, 'redis'));
  symlinkSync(other.socketPath, join(ours, 'redis', 'redis.sock'));
  expect(await refusal(startEmbeddedRedis(options(ours)))).toContain('not ours to adopt');
  expect(await ask(other, (client) => client.ping())).toBe('PONG');
});

/** The server of this machine as if it had been fetched. */
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
  const first = await start(dir, { path: '', cacheDir, fetchServer: fetched });
  expect(first.via).toBe('downloaded');
  await first.stop();
  const again = await start(dir, {
    path: '',
    cacheDir,
    fetchServer: () => Promise.reject(new Error('offline')),
  });
  expect(again.via).toBe('cache');
});

test('a server on PATH that is too old or does not run is passed over', async () => {
  const dir = newDir();
  const [old, broken] = [join(dir, 'old'), join(dir, 'broken')];
  writeProgram(old, 'echo "Redis server v=5.0.7 sha=00000000:0 malloc=libc bits=64 build=0"');
  writeProgram(broken, 'exit 127');
  const lines: string[] = [];
  const redis = await start(dir, {
    path: `${old}:${broken}`,
    cacheDir: join(dir, 'cache'),
    fetchServer: fetched,
    onLine: (line) => lines.push(line),
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

test('a Redis that dies again and again is given up with a clear message', async () => {
  const gone: ProcessIdentity = { pid: 2 ** 22 + 1, born: 'never' };
  const dying = { identity: gone, exited: Promise.resolve(1) };
  let launches = 0;
  const failure = await new Promise<SetupError>((resolve) => {
    superviseServer({
      first: dying,
      relaunch: async () => {
        launches += 1;
        return dying;
      },
      settled: () => Promise.reject(new Error('connection closed')),
      onExit: () => undefined,
      onFailed: resolve,
      lastWords: () => 'No space left on device',
    });
  });
  expect(launches).toBe(5);
  expect(failure.message).toMatch(/6 times in a row.*No space left on device/s);
});

test('a Redis that comes back without its data is not served from', async () => {
  const dir = newDir();
  const failures: SetupError[] = [];
  const redis = await start(dir, { onFailed: (error) => failures.push(error) });
  const server = living(redis.pid);
  rmSync(join(dir, 'redis', 'appendonlydir'), { recursive: true });
  process.kill(server.pid, 'SIGKILL');
  await until(() => failures.length === 1, 'the loss is reported');
  expect(failures[0]?.message).toContain('data of this desk is gone');
  await until(() => identify(redis.pid) === null, 'the emptied server is stopped');
});
