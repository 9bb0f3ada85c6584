import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start.ts';
import { consoleAt, emptyFolder, runProgram } from '../support/desk-process.ts';
import { freePort } from '../support/free-port.ts';
import { repeatedCalls } from '../support/repeated-calls.ts';

const DESK = 'src/main.ts';
const RUNS = /is running in channel/;

async function stage() {
  const telegram = await startSandbox({ copyDelayMs: 5 });
  const folder = emptyFolder();
  const port = await freePort();
  const env = {
    BOT_TOKEN: telegram.token,
    CHANNEL_ID: String(telegram.channelId),
    TELEGRAM_API_ROOT: telegram.url,
    UPDATES: 'webhook',
    WEBHOOK_URL: `http://127.0.0.1:${port}/telegram`,
    PORT: String(port),
    LOG_LEVEL: 'warn',
  };
  return {
    telegram,
    env,
    folder: folder.path,
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      await telegram.close();
      folder[Symbol.dispose]();
    },
  };
}

test('a desk with a webhook is killed and started again: every word arrives, in order', async () => {
  await using on = await stage();
  const { telegram, env, folder, url } = on;
  const ana = telegram.people.add({ firstName: 'Ana' });
  const said: string[] = [];
  const say = (count: number): void => {
    for (let index = 0; index < count; index += 1) {
      said.push(`${said.length}`);
      telegram.people.write(ana, said.at(-1) ?? '');
    }
  };
  const heard = async (): Promise<void> => {
    await consoleAt(telegram.url).sees('every word', ({ posts, threads }) =>
      posts.some(({ id }) => threads[id]?.some(({ text }) => text?.split('\n').includes(said.at(-1) ?? ''))),
    );
  };
  for (let life = 0; life < 2; life += 1) {
    await using desk = runProgram(DESK, folder, env);
    await desk.says(RUNS);
    say(3);
    await heard();
    say(5);
    await desk.kill('SIGKILL');
    say(2);
  }
  await using desk = runProgram(DESK, folder, env);
  await desk.says(RUNS);
  await heard();
  const thread = telegram.views.thread(telegram.views.channel()[0]?.id ?? 0);
  const words = thread.flatMap(({ text }) => text?.split('\n') ?? []).filter((text) => /^\d+$/.test(text));
  expect(words.filter((text, index) => words.indexOf(text) === index)).toEqual(said);
  expect(repeatedCalls(thread)).toBeLessThanOrEqual(2);

  expect(await (await fetch(`${url}/health`)).json()).toEqual({ alive: true });
  expect(await (await fetch(`${url}/ready`)).json()).toMatchObject({ ready: true, role: 'leader' });
  expect(telegram.calls.map(({ method }) => method)).not.toContain('getUpdates');
  expect(await desk.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  expect(await telegramKnows(telegram)).toBe(env.WEBHOOK_URL);
});

test('a port that is taken, an address that Telegram refuses: the reason and exit code 1', async () => {
  await using on = await stage();
  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: new URL(on.telegram.url).port }, /in use; set PORT/],
    [{ WEBHOOK_URL: 'https://desk.example.com:81/telegram' }, /WEBHOOK_URL \(.*ports 80, 88, 443 or 8443/],
    [{ WEBHOOK_URL: '', WEBHOOK_SECRET: 'x' }, /WEBHOOK_SECRET: .+\n +→ .+\n+.*WEBHOOK_URL: .+\n +→ /],
  ];
  for (const [env, reason] of wrong) {
    await using desk = runProgram(DESK, on.folder, { ...on.env, ...env });
    expect(await desk.ended).toEqual({ code: 1, signal: null });
    expect(desk.output().err).toMatch(reason);
    expect(desk.output().out).not.toMatch(RUNS);
    expect(desk.output().err).not.toMatch(/^\s+at /m);
  }
});

async function telegramKnows({ url, token }: { url: string; token: string }): Promise<string> {
  const answer = await fetch(`${url}/bot${token}/getWebhookInfo`);
  return ((await answer.json()) as { result: { url: string } }).result.url;
}
