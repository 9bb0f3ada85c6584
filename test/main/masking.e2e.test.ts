import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMask } from '../../src/config/mask.ts';
import { startHttp } from '../../src/http/server.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { maskOutput } from '../../src/telemetry/masked-output.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { drivenClock } from '../support/driven-clock.ts';
import { emptyFolder, runProgram } from '../support/desk-process.ts';

const TOKEN = '123456789:AAEhBP0av28-abcdefghij_klmnopqrst12';
const PASSWORD = 'hunter2-hunter2';
const SECRETS = [TOKEN, TOKEN.split(':')[1] ?? '', PASSWORD];

/** Quotes the address of the request in a refusal, as some servers do. */
const quoting = createServer((request, response) => {
  const description = `Bad Request: nothing at http://api.example${request.url} (via http://me:${PASSWORD}@proxy)`;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ ok: false, error_code: 400, description }));
});
let apiRoot = '';

beforeAll(async () => {
  quoting.listen(0, '127.0.0.1');
  await once(quoting, 'listening');
  apiRoot = `http://127.0.0.1:${(quoting.address() as AddressInfo).port}`;
});
afterAll(() => {
  quoting.closeAllConnections();
  quoting.close();
});

const said = `POST http://me:${PASSWORD}@x/bot${TOKEN}/getMe and ${encodeURIComponent(TOKEN)}`;
const failure = () => Object.assign(new Error('outer', { cause: new Error(said) }), { url: said });
const mask = createMask(SECRETS);

/** The output of `program`, with a quoting Telegram. */
async function printedBy(program: string, args: string[], more: Record<string, string> = {}) {
  using folder = emptyFolder();
  const env = { BOT_TOKEN: TOKEN, CHANNEL_ID: '-1001000000001', TELEGRAM_API_ROOT: apiRoot, ...more };
  await using running = runProgram(program, folder.path, env, args);
  await running.ended;
  const { out, err } = running.output();
  return out + err;
}

function logged(pretty: boolean): string {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', pretty, mask }, { write: (line: string) => lines.push(line) });
  log.error({ err: failure(), url: said, deep: { list: [said] } }, said);
  return lines.join('');
}

/** The output of a process on both streams and past the streams. */
function printed(): string {
  const lines: string[] = [];
  const stream = () => ({ write: (chunk: string | Uint8Array) => lines.push(String(chunk)) > 0 });
  let uncaught: (error: unknown) => void = () => {};
  const running = {
    stdout: stream(),
    stderr: stream(),
    on: (_: string, handle: (error: unknown) => void) => (uncaught = handle),
    exit: (code: number) => lines.push(`exit ${code}`),
  };
  maskOutput(running, mask);
  running.stdout.write(`${said}\n`);
  running.stderr.write(Buffer.from(said));
  uncaught(failure());
  return lines.join('\n');
}

async function answeredByHttp(): Promise<string> {
  const log = createLogger({ level: 'silent', pretty: false });
  const clock = drivenClock();
  const server = await startHttp({ host: '127.0.0.1', port: 0, webhooks: [], clock, log, mask });
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).text();
  server.serve({
    id: 1,
    path: null,
    log,
    receive: async () => {},
    reasons: async () => ({ telegram: said }),
    role: () => 'leader',
  });
  const answers = [await ask('/ready'), await ask(`/${encodeURIComponent(said)}`)];
  await server.close();
  return answers.join('\n');
}

async function refusedByTelegram(): Promise<string> {
  const api = createTelegramApi(TOKEN, apiRoot);
  const answer = await api.call({ method: 'sendMessage', params: { chat_id: 7, text: 'oi' } });
  const [asked] = await Promise.allSettled([api.me()]);
  return `${JSON.stringify(answer)} ${asked.status === 'rejected' ? String(asked.reason) : ''}`;
}

test.each<[string, () => string | Promise<string>]>([
  ['the log, as JSON', () => logged(false)],
  ['the log, for people', () => logged(true)],
  ['both streams of a process, and an error that nothing catches', printed],
  ['the answers of the HTTP server', answeredByHttp],
  ["Telegram's refusals, which are kept and shown to agents", refusedByTelegram],
  ['npm run check', () => printedBy('scripts/check.ts', [])],
  ['npm run check -- --json --probe', () => printedBy('scripts/check.ts', ['--json', '--probe'])],
  [
    'npm run check with MTProto that fails',
    () =>
      printedBy('scripts/check.ts', ['--session'], {
        API_ID: '1',
        API_HASH: 'no hash',
      }),
  ],
  ['npm start', () => printedBy('src/main.ts', [])],
  [
    'npm run parked with a Redis that is not there',
    () =>
      printedBy('scripts/parked.ts', ['list'], {
        REDIS_URL: `redis://desk:${PASSWORD}@127.0.0.1:9/0`,
      }),
  ],
])('no secret is in %s', async (_, surface) => {
  const shown = await surface();
  expect(shown).not.toBe('');
  for (const secret of SECRETS) expect(shown).not.toContain(secret);
});
