import { kill } from 'node:process';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { emptyFolder, type Program, runProgram } from '../support/desk-process.ts';
import { eventually } from '../support/eventually.ts';
import { repeatedCalls } from '../support/repeated-calls.ts';

/** Two processes of a desk, on a longer-lived Redis and Telegram. The first one serves. */
async function twoProcesses() {
  const folder = emptyFolder();
  const telegram = await startSandbox({ copyDelayMs: 5 });
  const redis = await startEmbeddedRedis({
    dir: join(folder.path, 'data'),
    cacheDir: inject('redisCacheDir'),
    fsync: 'no',
  });
  const programs: Program[] = [];
  const env = {
    BOT_TOKEN: telegram.token,
    CHANNEL_ID: String(telegram.channelId),
    TELEGRAM_API_ROOT: telegram.url,
    REDIS_URL: redis.socketPath,
    NOTIFY_ADMINS: '0',
  };
  const start = async (expected: RegExp): Promise<Program> => {
    const program = runProgram('src/main.ts', folder.path, env);
    programs.push(program);
    await program.says(expected);
    return program;
  };
  async function end(): Promise<void> {
    // A paused process handles no other signal.
    for (const program of programs) await program.kill('SIGKILL');
    await redis.stop();
    await telegram.close();
    folder[Symbol.dispose]();
  }
  try {
    const holder = await start(/is running in channel/);
    const other = await start(/stands by/);
    return { telegram, holder, other, [Symbol.asyncDispose]: end };
  } catch (error) {
    await end();
    throw error;
  }
}

const postOf = (telegram: Sandbox, client: number): number =>
  telegram.views.channel().find(({ text }) => text.includes(` ${client} `))?.id ?? 0;

/** A text per line: delayed texts may leave in a single message. */
const lines = (messages: { text?: string | undefined }[]): string[] =>
  messages.flatMap(({ text }) => (text ?? '').split('\n'));

const textsUnder = (telegram: Sandbox, client: number): string[] =>
  lines(telegram.views.thread(postOf(telegram, client)));

test('kill -9 of the process that serves: the other takes over, and nothing is lost', async () => {
  await using desk = await twoProcesses();
  const { telegram, holder } = desk;
  const ana = telegram.people.add({ firstName: 'Ana' });
  telegram.people.write(ana, 'um');
  await eventually(() => expect(textsUnder(telegram, ana)).toEqual(['um']));
  telegram.people.write(ana, 'dois');
  await holder.kill('SIGKILL');
  telegram.people.write(ana, 'três');
  await eventually(() => expect([...new Set(textsUnder(telegram, ana))]).toEqual(['um', 'dois', 'três']));
  // At most the call under way was made twice.
  expect(textsUnder(telegram, ana).length).toBeLessThanOrEqual(4);
});

test('a process that was paused, and replaced, repeats at most the call it had under way in each lane', async () => {
  await using desk = await twoProcesses();
  const { telegram, holder, other } = desk;
  const clients = ['Ana', 'Bruno', 'Carla'].map((firstName) => telegram.people.add({ firstName }));
  const written = (client: number) => textsUnder(telegram, client).filter((text) => /^m\d$/.test(text));
  const answers = (client: number) =>
    lines(telegram.views.private(client)).filter((text) => /^r\d$/.test(text));
  for (const client of clients) telegram.people.write(client, 'm0');
  await eventually(() => {
    for (const client of clients) expect(written(client)).toEqual(['m0']);
  });
  const bia = telegram.people.add({ firstName: 'Bia' });
  telegram.people.setRole(telegram.channelId, bia, 'member');
  telegram.people.setRole(telegram.groupId, bia, 'member');

  // Slow enough for the pause to come in the middle of a call in the group and in each private chat.
  telegram.faults.next({ method: 'sendMessage', times: 8 }, { delayMs: 300 });
  const callsBefore = telegram.calls.length;
  for (let n = 1; n <= 5; n += 1) {
    for (const client of clients) {
      telegram.people.write(client, `m${n}`);
      telegram.people.comment(bia, postOf(telegram, client), `r${n}`);
    }
  }
  const sends = () => telegram.calls.slice(callsBefore).filter(({ method }) => method === 'sendMessage');
  await eventually(() => expect(sends().length).toBeGreaterThan(2));
  kill(holder.pid, 'SIGSTOP');
  await eventually(() => expect(other.output().err).toContain('lease.taken'));
  await eventually(() => {
    for (const client of clients) {
      expect([...new Set(written(client))]).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm5']);
      expect([...new Set(answers(client))]).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
    }
  });

  kill(holder.pid, 'SIGCONT');
  await eventually(() => expect(holder.output().err).toContain('lease.lost'));
  const [ana = 0] = clients;
  telegram.people.write(ana, 'm6');
  await eventually(() => expect(written(ana)).toContain('m6'));
  const inGroup = clients.map((client) => repeatedCalls(telegram.views.thread(postOf(telegram, client))));
  expect(inGroup.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(1);
  for (const client of clients) expect(repeatedCalls(telegram.views.private(client))).toBeLessThanOrEqual(1);
});
