import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { kill } from 'node:process';
import { expect, inject, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { createKeys } from '../../src/store/keys.ts';
import { connectRedis } from '../../src/store/redis.ts';
import {
  emptyFolder,
  npmRun,
  npmRunInTerminal,
  type Program,
  redisPid,
  runProgram,
} from '../support/desk-process.ts';
import { eventually } from '../support/eventually.ts';

const DESK = 'src/main.ts';
const RUNNING = /is running/;
const CLEAN = { code: 0, signal: null };

/** The processes that work in the folder of the embedded Redis. */
function redisServers(folder: string): number[] {
  const dir = realpathSync(join(folder, 'data', 'redis'));
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && workingDir(pid) === dir);
}

function workingDir(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null; // Gone, or of another user.
  }
}

const childrenOf = (pid: number): number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);

const settings = (telegram: Sandbox): Record<string, string> => ({
  BOT_TOKEN: telegram.token,
  CHANNEL_ID: String(telegram.channelId),
  TELEGRAM_API_ROOT: telegram.url,
});

/** Ana has written, Bia has answered, and Telegram does not confirm the answer to the desk for `confirmAfterMs`. */
async function anAnswerUnderWay(telegram: Sandbox, confirmAfterMs: number): Promise<{ answers(): number }> {
  const ana = telegram.people.add({ firstName: 'Ana' });
  const bia = telegram.people.add({ firstName: 'Bia' });
  telegram.people.setRole(telegram.channelId, bia, 'member');
  telegram.people.setRole(telegram.groupId, bia, 'member');
  telegram.people.write(ana, 'oi');
  const post = await eventually(() => {
    const { id } = telegram.views.channel().find(({ text }) => text.includes(` ${ana} `)) ?? { id: 0 };
    expect(telegram.views.thread(id).map(({ text }) => text)).toEqual(['oi']);
    expect(telegram.views.private(ana).length).toBeGreaterThan(1);
    return id;
  });
  telegram.faults.next({ chatId: ana, times: 100 }, { delayMs: confirmAfterMs });
  telegram.people.comment(bia, post, 'olá!');
  const answers = () => telegram.views.private(ana).filter(({ text }) => text === 'olá!').length;
  await eventually(() => expect(answers()).toBe(1));
  return { answers };
}

type Way = [title: string, stop: (desk: Program, folder: string) => void];

const ways: Way[] = [
  ['SIGTERM', (desk) => desk.signal('SIGTERM')],
  [
    'SIGINT, handed on to the desk a second time',
    (desk) => {
      desk.signal('SIGINT');
      setTimeout(() => desk.signal('SIGINT'), 20);
    },
  ],
  [
    'SIGTERM to the desk and its Redis at once, as systemd does',
    (desk, folder) => {
      kill(redisPid(folder), 'SIGTERM');
      desk.signalGroup('SIGTERM');
    },
  ],
  [
    'SIGHUP from a terminal that closes',
    (desk) => {
      desk.closeTerminal();
      desk.signalGroup('SIGHUP');
      desk.signalGroup('SIGCONT');
    },
  ],
];

test.each(ways)('%s: a call under way is finished, and its client is answered once', async (_, stop) => {
  await using telegram = await startSandbox({ copyDelayMs: 5 });
  using folder = emptyFolder();
  let answers: () => number;
  {
    await using desk = runProgram(DESK, folder.path, settings(telegram));
    await desk.says(RUNNING);
    ({ answers } = await anAnswerUnderWay(telegram, 1500));
    stop(desk, folder.path);
    expect(await desk.ended).toEqual(CLEAN);
    expect(redisServers(folder.path)).toEqual([]);
  }
  telegram.faults.clear();
  await using again = runProgram(DESK, folder.path, settings(telegram));
  await again.says(RUNNING);
  const carla = telegram.people.add({ firstName: 'Carla' });
  telegram.people.write(carla, 'depois');
  await eventually(() =>
    expect(telegram.views.channel().some(({ text }) => text.includes(` ${carla} `))).toBe(true),
  );
  expect(answers()).toBe(1);
});

test('one Ctrl-C on npm start ends the desk, its Redis and npm, without an error', async () => {
  using folder = emptyFolder();
  await using npm = npmRun('start', folder.path, {});
  await npm.says(RUNNING);
  npm.signalGroup('SIGINT');
  expect(await npm.ended).toEqual(CLEAN);
  expect(npm.output().err).not.toMatch(/npm error|^\s+at /im);
  expect(redisServers(folder.path)).toEqual([]);
});

test('SIGTERM to the whole group of npm start ends the desk and its Redis', async () => {
  using folder = emptyFolder();
  await using npm = npmRun('start', folder.path, {});
  await npm.says(RUNNING);
  npm.signalGroup('SIGTERM');
  await npm.ended;
  await eventually(() => expect(redisServers(folder.path)).toEqual([]));
});

test('a desk asked again a second later does not wait for a call under way, and ends its Redis', async () => {
  await using telegram = await startSandbox({ copyDelayMs: 5 });
  using folder = emptyFolder();
  await using desk = runProgram(DESK, folder.path, settings(telegram));
  await desk.says(RUNNING);
  await anAnswerUnderWay(telegram, 600_000);
  const askedAt = performance.now();
  const asking = setInterval(() => desk.signal('SIGTERM'), 50);
  const { code } = await desk.ended;
  clearInterval(asking);
  expect(code).toBe(1);
  expect(performance.now() - askedAt).toBeGreaterThan(1000);
  await eventually(() => expect(redisServers(folder.path)).toEqual([]));
});

test('a desk that stops gives up the lease', async () => {
  await using telegram = await startSandbox({ copyDelayMs: 5 });
  using redisFolder = emptyFolder();
  await using redis = await startEmbeddedRedis({
    dir: join(redisFolder.path, 'data'),
    cacheDir: inject('redisCacheDir'),
    fsync: 'no',
  });
  using folder = emptyFolder();
  await using desk = runProgram(DESK, folder.path, { ...settings(telegram), REDIS_URL: redis.socketPath });
  await desk.says(RUNNING);
  const client = connectRedis(redis.socketPath, () => {});
  const lease = createKeys(telegram.botId).lease;
  expect(await client.exists(lease)).toBe(1);
  desk.signalGroup('SIGTERM');
  expect(await desk.ended).toEqual(CLEAN);
  expect(await client.exists(lease)).toBe(0);
  client.disconnect();
});

const NEW_PIDS = ['--pid', '--fork', '--mount-proc'];
const canBecomeFirst = spawnSync('unshare', [...NEW_PIDS, 'true']).status === 0;

test.skipIf(!canBecomeFirst)('a desk that is process 1 of its container ends cleanly', async () => {
  using folder = emptyFolder();
  await using container = runProgram(DESK, folder.path, {}, [], ['unshare', ...NEW_PIDS]);
  await container.says(RUNNING);
  const [first] = childrenOf(container.pid);
  kill(first ?? 0, 'SIGTERM');
  expect(await container.ended).toEqual(CLEAN);
  expect(redisServers(folder.path)).toEqual([]);
});

const hasScript = spawnSync('script', ['--version']).status === 0;

test.skipIf(!hasScript)('closing the window of npm start ends the desk and its Redis cleanly', async () => {
  using folder = emptyFolder();
  await using window = npmRunInTerminal('start', folder.path, {});
  await window.says(RUNNING);
  await window.kill('SIGKILL');
  await eventually(() => {
    const locks = readdirSync(join(folder.path, 'data')).filter((name) => name.startsWith('desk.lock.'));
    expect(locks.map((name) => readFileSync(join(folder.path, 'data', name), 'utf8'))).toEqual(['released']);
  });
  expect(redisServers(folder.path)).toEqual([]);
});

test('npm run sandbox ends cleanly when Ctrl-C reaches it twice', async () => {
  using folder = emptyFolder();
  await using npm = npmRun('sandbox', folder.path, {});
  await npm.says(/Console/);
  npm.signalGroup('SIGINT');
  expect(await npm.ended).toEqual(CLEAN);
});
