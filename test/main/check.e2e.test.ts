import { expect, test } from 'vitest';
import { consoleAt, emptyFolder, npmRun, runProgram } from '../support/desk-process.ts';

const CHECK = 'scripts/check.ts';

async function check(cwd: string, env: Record<string, string>, args: string[] = []) {
  await using program = runProgram(CHECK, cwd, env, args);
  const { code } = await program.ended;
  return { code, ...program.output() };
}

test('the set-up of a running desk is checked beside it, and not tried out meanwhile', async () => {
  using folder = emptyFolder();
  await using desk = npmRun('start', folder.path, {});
  const [, port = ''] = await desk.says(/console: http:\/\/127\.0\.0\.1:(\d+)\//);
  const human = await check(folder.path, { PORT: port });
  expect(human).toMatchObject({ code: 0, err: '' });
  expect(human.out).toMatch(/✓ The bot has what it needs in the group\.[^]*The desk is set up well\./);

  const { code, out } = await check(folder.path, { PORT: port }, ['--probe', '--json']);
  expect(code).toBe(0);
  const { ok, findings } = JSON.parse(out) as { ok: boolean; findings: { check: string; what: string }[] };
  expect(ok).toBe(true);
  expect(findings.at(-1)).toMatchObject({
    check: 'probe',
    what: expect.stringContaining('the desk is running') as string,
  });
});

test('a desk that starts says in its log who is anonymous', async () => {
  using folder = emptyFolder();
  {
    await using desk = runProgram('src/main.ts', folder.path, {});
    const [url] = await desk.says(/http:\/\/\S+/);
    const { act, state } = consoleAt(url);
    const { groupId } = await state();
    await act({ do: 'setRole', chatId: groupId, userId: 502, role: 'administrator', isAnonymous: true });
  }
  await using again = runProgram('src/main.ts', folder.path, {});
  await expect.poll(() => again.output().err).toMatch(/"setup\.warning".*Caio Melo \(502\)/);
});

test('without a token and without a desk, it says what to do', async () => {
  using folder = emptyFolder();
  expect(await check(folder.path, { PORT: '1' })).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringMatching(
      /no sandbox answers at http:\/\/127\.0\.0\.1:1\. Start the desk \(npm start\)/,
    ) as string,
  });
  expect((await check(folder.path, {})).err).toMatch(/PORT=0 does not say where the sandbox is/);
});

test('a Telegram that does not answer is a problem, not a crash', async () => {
  using folder = emptyFolder();
  const env = {
    BOT_TOKEN: '9000:sandbox',
    CHANNEL_ID: '-1001000000001',
    TELEGRAM_API_ROOT: 'http://127.0.0.1:9',
  };
  const { code, out } = await check(folder.path, env, ['--probe']);
  expect(code).toBe(1);
  expect(out).toMatch(/✗ Telegram cannot be asked \(No answer from the Bot API \(ECONNREFUSED\)\)/);
  expect(out).toMatch(/Not tried out: fix the problems first/);
});

test('what is not understood, and a session without its keys, are refused with the way out', async () => {
  using folder = emptyFolder();
  expect((await check(folder.path, {}, ['--prob'])).err).toMatch(/Unknown option '--prob'[^\n]*\nUsage/);
  const env = { BOT_TOKEN: '9000:sandbox', CHANNEL_ID: '-1001000000001' };
  expect((await check(folder.path, env, ['--session'])).err).toMatch(/Set BOT_TOKEN, API_ID and API_HASH/);
});
