import fs from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isLoopback } from '../../../src/sandbox/control/exposure.ts';
import { startSandbox } from '../../../src/sandbox/start.ts';
import { openStage } from '../bot-client.ts';

type Answer = { status: number; headers: Record<string, unknown>; body: string };

/** A request with headers that `fetch` would not send. */
function ask(url: string, headers: Record<string, string>, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { headers, method }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}

/** Every door of the sandbox. `<token>` is the bot's. */
const DOORS: [method: string, path: string][] = [
  ['GET', '/'],
  ['GET', '/console/main.js'],
  ['GET', '/console/state'],
  ['GET', '/console/events'],
  ['GET', '/console/export'],
  ['GET', '/console/answer/1'],
  ['GET', '/console/file/AQAD00000001'],
  ['POST', '/console/act'],
  ['POST', '/console/fault'],
  ['POST', '/console/control'],
  ['POST', '/console/more'],
  ['GET', '/bot<token>/getMe'],
  ['POST', '/bot<token>/sendMessage'],
  ['GET', '/bot<token>/setWebhook?url=http://127.0.0.1:1/'],
  ['POST', '/bot1:wrong/getMe'],
  ['GET', '/file/bot<token>/photos/file_1.jpg'],
  ['GET', '/nonsense'],
];

describe('a page of another site', () => {
  test.each(DOORS)('is refused at %s %s, whatever gives it away', async (method, door) => {
    await using stage = await openStage({ seed: true });
    const { url, token } = stage.sandbox;
    const at = url + door.replace('<token>', token);
    const signs = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:3000' },
      { host: 'evil.example' },
      { host: 'evil.example:80' },
    ];
    for (const headers of signs) {
      const { status, body } = await ask(at, headers, method);
      expect([headers, status, body]).toEqual([
        headers,
        403,
        '{"ok":false,"error_code":403,"description":"Forbidden: foreign page"}',
      ]);
    }
    expect(stage.sandbox.views.channel()).toEqual([]);
  });

  test.each(DOORS.filter(([, door]) => door !== '/' && door !== '/console/main.js'))(
    'is refused at %s %s by what browsers say of it, without an origin',
    async (method, door) => {
      await using stage = await openStage({ seed: true });
      const at = stage.sandbox.url + door.replace('<token>', stage.sandbox.token);
      for (const site of ['cross-site', 'same-site']) {
        expect((await ask(at, { 'sec-fetch-site': site }, method)).status).toBe(403);
      }
    },
  );

  test('may link to the console', async () => {
    await using stage = await openStage();
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await ask(`${stage.sandbox.url}/`, headers)).status).toBe(200);
  });

  test('sets no webhook, and so hears nothing of what is written', async () => {
    await using stage = await openStage();
    const { url, token } = stage.sandbox;
    const hook = encodeURIComponent('http://127.0.0.1:1/');
    await ask(`${url}/bot${token}/setWebhook?url=${hook}`, { origin: 'https://evil.example' });
    expect(await stage.call('getWebhookInfo')).toMatchObject({ url: '' });
  });
});

test('a bot and a program, which send no origin, are answered on every path', async () => {
  await using stage = await openStage();
  const { url, token } = stage.sandbox;
  expect((await ask(`${url}/bot${token}/getMe`, {})).status).toBe(200);
  expect((await ask(`${url}/bot${token}/getMe`, { host: '192.168.1.7:8081' })).status).toBe(200);
});

describe('the token', () => {
  test('is another at each start, and as long as Telegram’s', async () => {
    await using one = await openStage();
    await using two = await openStage();
    expect(one.sandbox.token).toMatch(/^9000:[\w-]{35}$/);
    expect(two.sandbox.token).not.toBe(one.sandbox.token);
    const other = one.sandbox.addDesk({ firstName: 'Vendas', username: 'vendas_bot' });
    expect(other.token).toMatch(/^\d+:[\w-]{35}$/);
    expect(await one.refusal('getMe')).toBe('ok');
    expect((await ask(`${one.sandbox.url}/bot9000:sandbox/getMe`, {})).status).toBe(401);
  });

  test('stays as it is in a data file', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sandbox-'));
    const dataFile = path.join(folder, 'telegram.jsonl');
    let token = '';
    {
      await using stage = await openStage({ dataFile });
      token = stage.sandbox.token;
    }
    await using stage = await openStage({ dataFile });
    expect(stage.sandbox.token).toBe(token);
    fs.rmSync(folder, { recursive: true });
  });
});

test('every page says that nobody may frame it, and what it loads', async () => {
  await using stage = await openStage();
  for (const door of ['/', '/console/main.js', '/console/state', '/console/export', '/console/none.js']) {
    const { headers } = await ask(stage.sandbox.url + door, {});
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/default-src 'none'.*frame-ancestors 'none'/),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
  }
});

describe('an address that other machines reach', () => {
  test.each(['0.0.0.0', '::', '192.168.1.7', 'balcao.example'])('such as %s is refused', async (host) => {
    await expect(startSandbox({ host })).rejects.toThrow(/has no sign-in.*Use 127\.0\.0\.1, or add/);
  });

  test('is opened when somebody says so', async () => {
    await using sandbox = await startSandbox({ host: '0.0.0.0', expose: true });
    expect((await ask(`${sandbox.url}/`, {})).status).toBe(200);
    expect((await ask(`${sandbox.url}/`, { host: 'evil.example' })).status).toBe(403);
  });

  test.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['::1', true],
    ['[::1]', true],
    ['::ffff:127.0.0.1', true],
    ['127.0.0.1.example', false],
    ['10.0.0.1', false],
    ['', false],
  ])('%s: this machine only? %s', (host, isOwn) => {
    expect(isLoopback(host)).toBe(isOwn);
  });
});

test.each(['application/json', 'multipart/form-data; boundary=x'])(
  'a body of %s that never ends is cut, and others are served meanwhile',
  async (type) => {
    await using sandbox = await startSandbox({ bodyTimeoutMs: 300 });
    const { port } = new URL(sandbox.url);
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
      socket.write(
        `POST /bot${sandbox.token}/sendMessage HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: ${type}\r\n` +
          'content-length: 1000\r\n\r\n{',
      );
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect((await ask(`${sandbox.url}/`, {})).status).toBe(200);
    expect(sandbox.calls).toEqual([]);
  },
);
