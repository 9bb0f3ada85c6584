import { expect, inject, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start.ts';
import { consoleAt, emptyFolder, npmRun, redisLog, runProgram } from '../support/desk-process.ts';
import { eventually } from '../support/eventually.ts';
import { startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DESK = 'src/main.ts';
const ADDRESS = /http:\/\/\S+/;

test('with nothing configured the first address printed is the console, and SIGTERM stops everything', async () => {
  using folder = emptyFolder();
  await using desk = runProgram(DESK, folder.path, {});
  const [url] = await desk.says(ADDRESS);
  expect((await fetch(`${url.replace(/\/$/, '')}/console/state`)).status).toBe(200);
  expect(await desk.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(desk.output().out).toMatch(/^[^h]*http:\/\/127\.0\.0\.1:\d+\//);

  await using again = runProgram(DESK, folder.path, {});
  await again.says(ADDRESS);
});

test('npm start, told to stop by SIGTERM, leaves nothing running', async () => {
  using folder = emptyFolder();
  await using npm = npmRun('start', folder.path, {});
  const [url] = await npm.says(ADDRESS);
  await npm.kill('SIGTERM');
  await expect
    .poll(() =>
      fetch(url).then(
        () => 'answers',
        () => 'gone',
      ),
    )
    .toBe('gone');
  await expect.poll(() => readFileSync(redisLog(folder.path), 'utf8')).toContain('bye bye');
});

test('an address that others reach is no place for a local Telegram, unless somebody says so', async () => {
  using folder = emptyFolder();
  await using refused = runProgram(DESK, folder.path, { HOST: '0.0.0.0' });
  expect(await refused.ended).toEqual({ code: 1, signal: null });
  expect(refused.output().err).toMatch(/no sign-in.*add --expose \(npm start -- --expose\)/);
  expect(refused.output().err).not.toMatch(/^\s+at /m);

  await using desk = runProgram(DESK, folder.path, { HOST: '0.0.0.0', npm_config_expose: 'true' });
  await desk.says(ADDRESS);
  await desk.warns(/Everybody who reaches this machine can read and write as any person\./);
});

test('a second desk on the same data is refused with the reason', async () => {
  using folder = emptyFolder();
  await using desk = runProgram(DESK, folder.path, {});
  await desk.says(ADDRESS);
  await using second = runProgram(DESK, folder.path, {});
  expect(await second.ended).toEqual({ code: 1, signal: null });
  expect(second.output().err).toContain(String(desk.pid));
});

test('everything wrong with the configuration is said at once, each with its fix', async () => {
  using folder = emptyFolder();
  await using desk = runProgram(DESK, folder.path, {
    BOT_TOKEN: 'nonsense',
    CHANNEL_ID: 'mychannel',
    PORT: '99999',
    LOG_DAYS: 'x',
    NOTIFY_ADMINS: 'maybe',
  });
  expect(await desk.ended).toEqual({ code: 1, signal: null });
  for (const name of ['BOT_TOKEN', 'CHANNEL_ID', 'PORT', 'LOG_DAYS', 'NOTIFY_ADMINS']) {
    expect(desk.output().err).toMatch(new RegExp(`${name}: .+\\n +→ .+`));
  }
  expect(desk.output().err).not.toMatch(/^\s+at /m);
});

test('a port that is taken, a token or a channel Telegram does not know: the reason and exit code 1', async () => {
  await using telegram = await startSandbox({ copyDelayMs: 5 });
  using folder = emptyFolder();
  const port = new URL(telegram.url).port;
  const { token, url } = telegram;
  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: port }, new RegExp(`${port}.*PORT`)],
    [{ BOT_TOKEN: '123:abcdef', CHANNEL_ID: '-1001', TELEGRAM_API_ROOT: url }, /BOT_TOKEN/],
    [{ BOT_TOKEN: token, CHANNEL_ID: '-1009999', TELEGRAM_API_ROOT: url }, /CHANNEL_ID/],
  ];
  for (const [env, reason] of wrong) {
    await using desk = runProgram(DESK, folder.path, env);
    expect(await desk.ended).toEqual({ code: 1, signal: null });
    expect(desk.output().err).toMatch(reason);
    expect(desk.output().err).not.toMatch(/^\s+at /m);
  }
});

test('a desk serves the Bot API server and the Redis it is pointed to, and inspect sees the client', async () => {
  await using telegram = await startSandbox({ copyDelayMs: 5 });
  using redisFolder = emptyFolder();
  await using redis = await startEmbeddedRedis({
    dir: join(redisFolder.path, 'data'),
    cacheDir: inject('redisCacheDir'),
    fsync: 'no',
  });
  using folder = emptyFolder();
  const env = {
    BOT_TOKEN: telegram.token,
    CHANNEL_ID: String(telegram.channelId),
    TELEGRAM_API_ROOT: telegram.url,
    REDIS_URL: redis.socketPath,
    LOG_LEVEL: 'warn',
  };
  await using desk = runProgram(DESK, folder.path, env);
  await desk.says(/is running in channel/);
  const ana = telegram.people.add({ firstName: 'Ana' });
  telegram.people.write(ana, 'um segredo');
  await consoleAt(telegram.url).sees('the message in the thread', ({ posts, threads }) =>
    posts.some(({ id, pinned }) => pinned && threads[id]?.some(({ text }) => text === 'um segredo')),
  );

  const inspect = async (...args: string[]) => {
    await using program = runProgram('scripts/inspect.ts', folder.path, env, args);
    const { code } = await program.ended;
    return { code, ...program.output() };
  };
  const text = await inspect(String(ana));
  expect(text).toMatchObject({ code: 0 });
  expect(text.out).toContain(`Client ${ana}  Ana`);
  expect(text.out).toContain('client.wrote');
  expect(text.out).not.toContain('um segredo');
  await eventually(async () => {
    const json = await inspect(String(ana), '--json');
    expect(JSON.parse(json.out)).toMatchObject({
      client: ana,
      state: 'open',
      thread: 'ready',
      waiting: [],
    });
  });
  expect(await inspect('999999')).toMatchObject({ code: 1, err: expect.stringContaining('999999') });
  expect(await inspect('ana')).toMatchObject({ code: 1, err: expect.stringContaining('Usage') });
});
