import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { emptyFolder, type Program, runProgram } from '../support/desk-process.ts';

const DESK = 'src/main.ts';
const RUNNING = /is running/;

/** Runs a desk in a world of mounts of its own, after `prepare`. */
const inMounts = (prepare: string): string[] => [
  'unshare',
  '--mount',
  'sh',
  '-c',
  `${prepare} && exec "$@"`,
  'sh',
];
const READ_ONLY = 'mount --bind . . && mount -o remount,bind,ro . && cd "$PWD"';
const AS_NOBODY = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
const worksHere = (command: string[]): boolean =>
  spawnSync(command[0] ?? '', [...command.slice(1), 'true'], { cwd: mkdtempSync(join(tmpdir(), 'mount-')) })
    .status === 0;
const canMount = worksHere(inMounts(READ_ONLY));
const canBeNobody = worksHere(AS_NOBODY);

/** The desk does not start, and says why without a stack. */
async function refusal(desk: Program): Promise<string> {
  expect(await desk.ended).toEqual({ code: 1, signal: null });
  const { err } = desk.output();
  expect(err).not.toMatch(/^\s+at /m);
  return err;
}

async function redisAndTelegram() {
  const telegram = await startSandbox({ copyDelayMs: 5 });
  const folder = emptyFolder();
  const redis = await startEmbeddedRedis({
    dir: join(folder.path, 'data'),
    cacheDir: inject('redisCacheDir'),
    fsync: 'no',
  });
  return {
    telegram,
    env: {
      BOT_TOKEN: telegram.token,
      CHANNEL_ID: String(telegram.channelId),
      TELEGRAM_API_ROOT: telegram.url,
      REDIS_URL: redis.socketPath,
    },
    async [Symbol.asyncDispose]() {
      await redis.stop();
      await telegram.close();
      folder[Symbol.dispose]();
    },
  };
}

test.skipIf(!canMount)(
  'a desk with REDIS_URL needs no folder: on a read-only disk it warns and serves',
  async () => {
    await using outside = await redisAndTelegram();
    using folder = emptyFolder();
    rmSync(join(folder.path, 'data'), { recursive: true });
    await using desk = runProgram(DESK, folder.path, outside.env, [], inMounts(READ_ONLY));
    await desk.says(RUNNING);
    await desk.warns(/data-id\.not-kept.*data.* cannot be used: the file system is read-only/);
    const ana = outside.telegram.people.add({ firstName: 'Ana' });
    outside.telegram.people.write(ana, 'oi');
    await expect.poll(() => outside.telegram.views.channel().length).toBe(1);
    expect(await desk.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  },
);

test.skipIf(!canMount)(
  'an embedded Redis on a read-only disk: the path, the reason and DATA_DIR',
  async () => {
    using folder = emptyFolder();
    await using desk = runProgram(DESK, folder.path, {}, [], inMounts(READ_ONLY));
    expect(await refusal(desk)).toMatch(/data\S* cannot be used: .*read-only.*DATA_DIR.*\(EROFS\)/);
  },
);

test.skipIf(!canMount)('a disk that is full at the start: the path, and to free some space', async () => {
  using folder = emptyFolder();
  const full = 'mount -t tmpfs -o size=64k tmpfs data && { cat /dev/zero > data/fill 2>/dev/null || true; }';
  await using desk = runProgram(DESK, folder.path, {}, [], inMounts(full));
  expect(await refusal(desk)).toMatch(/data\S* cannot be used: the disk is full\. Free some space/);
});

test.skipIf(!canBeNobody)('a folder and a settings file of another user: each by its path', async () => {
  using folder = emptyFolder();
  chmodSync(folder.path, 0o755);
  // All tests of a run work in a folder open to another user.
  chmodSync(tmpdir(), 0o711);
  {
    await using desk = runProgram(DESK, folder.path, {}, [], AS_NOBODY);
    expect(await refusal(desk)).toMatch(/data\S* cannot be used: this user has no permission.*DATA_DIR/);
  }
  writeFileSync(join(folder.path, '.env'), 'PORT=0\n', { mode: 0o600 });
  await using desk = runProgram(DESK, folder.path, {}, [], AS_NOBODY);
  expect(await refusal(desk)).toMatch(/^\.env cannot be used: this user has no permission/);
});

test('a file in the place of the data folder is named; DATA_DIR names another place', async () => {
  using folder = emptyFolder();
  const blocked = join(folder.path, 'blocked');
  writeFileSync(blocked, '');
  {
    await using desk = runProgram(DESK, folder.path, { DATA_DIR: 'blocked' });
    expect(await refusal(desk)).toMatch(/blocked cannot be used: a file stands where a folder is needed/);
  }
  {
    await using desk = runProgram(DESK, folder.path, { DATA_DIR: join(blocked, 'deeper') });
    expect(await refusal(desk)).toMatch(/blocked\S* cannot be used: a part of the path is a file/);
  }
  mkdirSync(join(folder.path, 'elsewhere'));
  await using desk = runProgram(DESK, folder.path, {
    DATA_DIR: 'elsewhere',
    PATH: `${join(folder.path, 'data', 'redis-cache', 'root', 'usr', 'bin')}:${process.env['PATH']}`,
  });
  await desk.says(RUNNING);
  expect(existsSync(join(folder.path, 'elsewhere', 'redis', '.initialised'))).toBe(true);
  expect(existsSync(join(folder.path, 'data', 'redis'))).toBe(false);
  expect(statSync(join(folder.path, 'elsewhere', 'sandbox')).mode & 0o077).toBe(0);
});

test('a settings file that every user can read is warned of, and one without a token is mentioned', async () => {
  await using outside = await redisAndTelegram();
  using folder = emptyFolder();
  const settings = join(folder.path, '.env');
  writeFileSync(settings, `\uFEFFBOT_TOKEN=${outside.telegram.token}\n`);
  chmodSync(settings, 0o644);
  const { BOT_TOKEN: _, ...env } = outside.env;
  {
    await using desk = runProgram(DESK, folder.path, env);
    await desk.says(RUNNING);
    const warning = /Every user of this machine can read \.env.*chmod 600 \.env/;
    expect(await desk.warns(warning)).not.toBeNull();
  }
  writeFileSync(settings, 'LOG_LEVEL=warn\n');
  await using desk = runProgram(DESK, folder.path, {});
  await desk.says(RUNNING);
  await desk.says(/\.env is there but sets no BOT_TOKEN/);
});

test('a settings file that means nothing is refused by name', async () => {
  using folder = emptyFolder();
  writeFileSync(join(folder.path, '.env'), Buffer.from('\uFEFFBOT_TOKEN=1:abc', 'utf16le'));
  {
    await using desk = runProgram(DESK, folder.path, {});
    expect(await refusal(desk)).toMatch(/^\.env is in UTF-16/);
  }
  writeFileSync(join(folder.path, '.env'), 'bot_token: 1:abc\n');
  await using check = runProgram('scripts/check.ts', folder.path, {});
  expect(await refusal(check)).toMatch(/line 1: bot_token .*\n.*BOT_TOKEN=value/);
});
