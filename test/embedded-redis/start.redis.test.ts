import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SetupError } from '../../src/base/errors.ts';
import { identify, isAlive, type ProcessIdentity } from '../../src/embedded-redis/process-identity.ts';
import { startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { superviseServer } from '../../src/embedded-redis/supervise.ts';
import {
  newDir,
  embeddedOptions,
  startRedis,
  connectTo,
  ask,
  until,
  refusal,
  otherDesk,
  living,
} from '../support/embedded-redis.ts';

test('what was written is there after an orderly stop', async () => {
  const dir = newDir();
  const first = await startRedis(dir);
  await ask(first, (client) => client.set('client', 'ana'));
  expect(statSync(first.socketPath).mode & 0o777).toBe(0o700);
  const server = living(first.pid);
  await first.stop();
  expect(isAlive(server)).toBe(false);
  expect(existsSync(first.socketPath)).toBe(false);

  const second = await startRedis(dir);
  expect(await ask(second, (client) => client.get('client'))).toBe('ana');
  expect(second.pid).not.toBe(first.pid);
});

test('it waits for the disk, throws nothing away and listens on no port', async () => {
  const redis = await startRedis(newDir());
  const setting = (name: string): Promise<unknown> => ask(redis, (client) => client.config('GET', name));
  expect(await setting('appendfsync')).toEqual(['appendfsync', 'always']);
  expect(await setting('appendonly')).toEqual(['appendonly', 'yes']);
  expect(await setting('save')).toEqual(['save', '']);
  expect(await setting('maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
  expect(await setting('port')).toEqual(['port', '0']);
});

test('a Redis that is killed under a working desk comes back on the same socket with its data', async () => {
  const exits: (number | null)[] = [];
  const redis = await startRedis(newDir(), { reports: { onExit: (code) => exits.push(code) } });
  const client = connectTo(redis.socketPath);
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
  const client = connectTo(join(dir, 'redis', 'redis.sock'));
  await client.set('client', 'ana');
  await first.kill();
  process.kill(server.pid, 'SIGKILL');
  await until(() => !isAlive(server), 'the server is gone');

  const second = await startRedis(dir);
  expect(second.via).not.toBe('adopted');
  expect(await ask(second, (other) => other.get('client'))).toBe('ana');
});

test('a Redis left by a killed desk is adopted, watched and stopped', async () => {
  const dir = newDir();
  const first = await otherDesk(dir);
  const server = living(first.said['redisPid']);
  await first.kill();
  expect(isAlive(server)).toBe(true);

  const second = await startRedis(dir);
  expect([second.via, second.pid]).toEqual(['adopted', server.pid]);
  const client = connectTo(second.socketPath);
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
  const second = await startRedis(dir);
  await second.stop();
  expect(isAlive(server)).toBe(false);
});

test('Ctrl-C in the terminal does not reach Redis', async () => {
  const redis = await startRedis(newDir());
  const group = execFileSync('ps', ['-o', 'pgid=', '-p', String(redis.pid)], { encoding: 'utf8' });
  expect(Number(group)).toBe(redis.pid);
});

test('an emptied Redis is not taken for a new desk', async () => {
  const dir = newDir();
  const first = await startRedis(dir);
  await ask(first, (client) => client.flushall());
  await first.stop();
  const message = await refusal(startEmbeddedRedis(embeddedOptions(dir)));
  expect(message).toMatch(/data of this desk is gone.*is empty.*Restore.*backup.*rm -r/s);

  rmSync(join(dir, 'redis'), { recursive: true });
  await startRedis(dir);
});

test('a crash between the key and its marker file is completed at the next start', async () => {
  const dir = newDir();
  const marker = join(dir, 'redis', '.initialised');
  const first = await startRedis(dir);
  const id = readFileSync(marker, 'utf8');
  await first.stop();
  rmSync(marker);
  const second = await startRedis(dir);
  expect(readFileSync(marker, 'utf8')).toBe(id);
  expect(await ask(second, (client) => client.get('balcao:installation'))).toBe(id.trim());
});

test('the data of another installation is refused', async () => {
  const dir = newDir();
  const first = await startRedis(dir);
  await first.stop();
  writeFileSync(join(dir, 'redis', '.initialised'), 'somebody-else\n');
  expect(await refusal(startEmbeddedRedis(embeddedOptions(dir)))).toContain('another installation');
});

test('a last write torn by a power cut costs that write only', async () => {
  const dir = newDir();
  const first = await startRedis(dir);
  await ask(first, (client) => client.set('kept', 'yes'));
  await ask(first, (client) => client.set('torn', 'yes'));
  await first.stop();
  const files = join(dir, 'redis', 'appendonlydir');
  const tail = readdirSync(files).find((name) => name.endsWith('.incr.aof')) ?? '';
  truncateSync(join(files, tail), statSync(join(files, tail)).size - 5);
  const told: string[] = [];
  const second = await startRedis(dir, { reports: { onTruncated: (line) => told.push(line) } });
  expect(await ask(second, (client) => client.mget('kept', 'torn'))).toEqual(['yes', null]);
  expect(told).toEqual([
    expect.stringMatching(/the last \d+ bytes of .*\.incr\.aof, last written 20.*may be missing/),
  ]);
  await second.stop();
  await startRedis(dir, { reports: { onTruncated: (line) => told.push(line) } });
  expect(told).toHaveLength(1);
});

test('the data folder and all in it is for its owner only, also one that an older version made', async () => {
  const dir = newDir();
  chmodSync(dir, 0o755);
  const first = await startRedis(dir);
  await ask(first, (client) => client.set('kept', 'yes'));
  expect(statSync(dir).mode & 0o777).toBe(0o700);
  expect(statSync(join(dir, 'redis')).mode & 0o777).toBe(0o700);
});

test('a folder with files of others is left as its owner made it', async () => {
  const dir = newDir();
  chmodSync(dir, 0o755);
  writeFileSync(join(dir, 'letter.txt'), '');
  await startRedis(dir);
  expect(statSync(dir).mode & 0o777).toBe(0o755);
});

test('a folder whose path is too long for a socket works, and its Redis is found again', async () => {
  const dir = join(newDir(), 'fundo/'.repeat(20));
  const first = await otherDesk(dir);
  const server = living(first.said['redisPid']);
  await first.kill();
  const second = await startRedis(dir);
  expect(second.via).toBe('adopted');
  expect(second.pid).toBe(server.pid);
  expect(Buffer.byteLength(second.socketPath)).toBeLessThan(104);
  await second.stop();
  expect(existsSync(join(second.socketPath, '..'))).toBe(false);
  const third = await startRedis(dir);
  expect(await ask(third, (client) => client.exists('balcao:installation'))).toBe(1);
});

test('a Redis of another folder is not adopted', async () => {
  const [ours, theirs] = [newDir(), newDir()];
  const other = await startRedis(theirs);
  mkdirSync(join(ours, 'redis'));
  symlinkSync(other.socketPath, join(ours, 'redis', 'redis.sock'));
  expect(await refusal(startEmbeddedRedis(embeddedOptions(ours)))).toContain('not ours to adopt');
  expect(await ask(other, (client) => client.ping())).toBe('PONG');
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
      onDiskFull: () => undefined,
      lastWords: () => 'Fatal error loading the DB',
    });
  });
  expect(launches).toBe(5);
  expect(failure.message).toMatch(/6 times in a row.*Fatal error loading the DB/s);
});

test('a Redis that comes back without its data is not served from', async () => {
  const dir = newDir();
  const failures: SetupError[] = [];
  const redis = await startRedis(dir, { reports: { onFailed: (error) => failures.push(error) } });
  const server = living(redis.pid);
  rmSync(join(dir, 'redis', 'appendonlydir'), { recursive: true });
  process.kill(server.pid, 'SIGKILL');
  await until(() => failures.length === 1, 'the loss is reported');
  expect(failures[0]?.message).toContain('data of this desk is gone');
  await until(() => identify(redis.pid) === null, 'the emptied server is stopped');
});
