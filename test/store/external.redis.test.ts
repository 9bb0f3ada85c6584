import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { SetupError } from '../../src/base/errors.ts';
import { createSecret } from '../../src/config/secret.ts';
import { type EmbeddedRedis, startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { checkExternalRedis, checkRedisFacts, type RedisFacts } from '../../src/store/external.ts';
import { openStore } from '../../src/store/open-store.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { removeFolder } from '../support/remove-folder.ts';

const dir = mkdtempSync(join(tmpdir(), 'balcao-external-'));
let server: EmbeddedRedis;
let redis: Redis;

beforeAll(async () => {
  const path = process.env['PATH'] ?? '';
  server = await startEmbeddedRedis({ dir, path, cacheDir: inject('redisCacheDir') });
  redis = new Redis({ path: server.socketPath });
});

afterAll(async () => {
  redis.disconnect();
  await server.stop();
  removeFolder(dir);
});

beforeEach(async () => {
  await redis.config('SET', 'maxmemory-policy', 'noeviction');
  await redis.config('SET', 'appendonly', 'yes');
  await redis.config('SET', 'appendfsync', 'always');
  await redis.config('SET', 'save', '');
});

test('a Redis that keeps everything passes without a word', async () => {
  expect(await checkExternalRedis(redis)).toEqual({ warnings: [] });
});

test('a Redis that throws data away when full is refused, with the command that mends it', async () => {
  await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
  await expect(checkExternalRedis(redis)).rejects.toThrow(SetupError);
  await expect(checkExternalRedis(redis)).rejects.toThrow(
    /allkeys-lru.*CONFIG SET maxmemory-policy noeviction/s,
  );
});

test('a replica is refused', async () => {
  await redis.replicaof('127.0.0.1', 1);
  try {
    await expect(checkExternalRedis(redis)).rejects.toThrow(/replica.*primary/s);
  } finally {
    await redis.replicaof('NO', 'ONE');
  }
});

test('a Redis that wants another password says so, without a stack', async () => {
  const open = (path: string) =>
    openStore(
      { redis: { kind: 'url', url: createSecret(path) }, dataDir: dir },
      {
        path: undefined,
        log: createLogger({ level: 'silent', pretty: false }),
        onFailed: () => undefined,
      },
    );
  await redis.config('SET', 'requirepass', 'geheim');
  try {
    await expect(open(server.socketPath)).rejects.toThrow(SetupError);
    await expect(open(server.socketPath)).rejects.toThrow(
      /does not let the desk in \(NOAUTH.*Correct the user and the password in REDIS_URL/,
    );
  } finally {
    await redis.config('SET', 'requirepass', '');
  }
});

test('what a weaker persistence can lose is said', async () => {
  await redis.config('SET', 'appendfsync', 'everysec');
  expect((await checkExternalRedis(redis)).warnings.join()).toContain(
    'up to one second of acknowledged messages',
  );
  await redis.config('SET', 'appendfsync', 'no');
  expect((await checkExternalRedis(redis)).warnings.join()).toContain('half a minute');
  await redis.config('SET', 'appendonly', 'no');
  expect((await checkExternalRedis(redis)).warnings.join()).toContain(
    'everything (snapshots are off too) is lost',
  );
  await redis.config('SET', 'save', '60 1');
  expect((await checkExternalRedis(redis)).warnings.join()).toContain(
    'everything since the last snapshot is lost',
  );
});

test('where CONFIG is forbidden, INFO is used and the rest is said to be unchecked', async () => {
  await redis.acl('SETUSER', 'managed', 'on', '>pass', '~*', '+@all', '-config');
  const managed = new Redis({ path: server.socketPath, username: 'managed', password: 'pass' });
  try {
    const { warnings } = await checkExternalRedis(managed);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/does not let us check appendfsync \(it should be always\);/);
    await redis.config('SET', 'maxmemory-policy', 'volatile-lru');
    await expect(checkExternalRedis(managed)).rejects.toThrow('volatile-lru');
  } finally {
    managed.disconnect();
  }
});

test('a Redis that tells nothing is accepted with a warning that names every setting', async () => {
  await redis.acl('SETUSER', 'mute', 'on', '>pass', '~*', '+@all', '-config', '-info');
  const mute = new Redis({
    path: server.socketPath,
    username: 'mute',
    password: 'pass',
    enableReadyCheck: false,
  });
  try {
    const { warnings } = await checkExternalRedis(mute);
    expect(warnings.join()).toMatch(/version.*maxmemory-policy.*appendonly.*appendfsync/s);
  } finally {
    mute.disconnect();
  }
});

const good: RedisFacts = {
  version: '7.0.15',
  role: 'master',
  eviction: 'noeviction',
  appendOnly: true,
  appendFsync: 'always',
  snapshots: false,
};

test.each(['5.0.14', '6.0.16'])('Redis %s is too old', (version) => {
  expect(() => checkRedisFacts({ ...good, version })).toThrow(/6\.2 or newer/);
});

test.each(['6.2.0', '7.0.15', '8.4.0', '10.0.1'])('Redis %s is new enough', (version) => {
  expect(checkRedisFacts({ ...good, version }).warnings).toEqual([]);
});
