import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { emptyFolder, runProgram } from '../support/desk-process.ts';

const DESK = 'src/main.ts';
const RUNNING = /is running/;
const HOST = 'telegram.test';
const PASSWORD = 'proxy-password';

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** To the sandbox, under the only name that the sandbox answers to. */
function handOn(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { host: _, ...headers } = incoming.headers;
  const path = new URL(incoming.url ?? '', 'http://any').pathname;
  const options = { port, host: '127.0.0.1', method: incoming.method, path, headers };
  const forwarded = request(options, (response) => {
    outgoing.writeHead(response.statusCode ?? 502, response.headers);
    response.pipe(outgoing);
  });
  forwarded.on('error', () => outgoing.destroy());
  outgoing.on('close', () => forwarded.destroy());
  incoming.pipe(forwarded);
}

/** A proxy as companies have one: it asks for a password, and knows a host that nobody else knows. */
async function startProxy(targetPort: number, answer = 200) {
  const asked: string[] = [];
  const isLetIn = ({ headers }: IncomingMessage): boolean =>
    headers['proxy-authorization'] === `Basic ${Buffer.from(`desk:${PASSWORD}`).toString('base64')}`;
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url?.replace(/\/bot.*/, '')}`);
    if (!isLetIn(incoming)) return void outgoing.writeHead(407).end();
    handOn(incoming, outgoing, targetPort);
  });
  server.on('connect', (incoming: IncomingMessage, near) => {
    asked.push(`CONNECT ${incoming.url}`);
    const status = isLetIn(incoming) ? answer : 407;
    near.on('error', () => near.destroy());
    if (status !== 200) return void near.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const far = connect(targetPort, '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(near);
      near.pipe(far);
    });
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());
  });
  const port = await listening(server);
  return {
    url: `http://desk:${PASSWORD}@127.0.0.1:${port}`,
    asked,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Telegram behind TLS, with a certificate that only `authority` vouches for. */
async function behindTls(folder: string, sandbox: Sandbox) {
  const authority = join(folder, 'ca.pem');
  const key = join(folder, 'key.pem');
  const subject = ['-subj', `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`];
  const certificate = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key];
  execFileSync('openssl', [...certificate, '-out', authority, ...subject], { stdio: 'ignore' });
  const target = Number(new URL(sandbox.url).port);
  const secure = { key: readFileSync(key), cert: readFileSync(authority) };
  const server = createHttpsServer(secure, (incoming, outgoing) => handOn(incoming, outgoing, target));
  return { authority, port: await listening(server), close: () => void server.close() };
}

const settings = (sandbox: Sandbox, root: string): Record<string, string> => ({
  BOT_TOKEN: sandbox.token,
  CHANNEL_ID: String(sandbox.channelId),
  TELEGRAM_API_ROOT: root,
});

async function anaIsRelayed(sandbox: Sandbox): Promise<void> {
  const ana = sandbox.people.add({ firstName: 'Ana' });
  sandbox.people.write(ana, 'oi');
  await expect.poll(() => sandbox.views.channel().some(({ text }) => text.includes(` ${ana} `))).toBe(true);
}

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

test.skipIf(!hasOpenssl)('every call to Telegram goes through HTTPS_PROXY', async () => {
  await using sandbox = await startSandbox({ copyDelayMs: 5 });
  using folder = emptyFolder();
  const telegram = await behindTls(folder.path, sandbox);
  const proxy = await startProxy(telegram.port);
  const env = {
    ...settings(sandbox, `https://${HOST}`),
    HTTPS_PROXY: proxy.url,
    NODE_EXTRA_CA_CERTS: telegram.authority,
  };
  {
    await using desk = runProgram(DESK, folder.path, env);
    await desk.says(RUNNING);
    await anaIsRelayed(sandbox);
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${HOST}:443`]));
    expect(await desk.kill('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(`${desk.output().out}${desk.output().err}`).not.toContain(PASSWORD);
  }
  proxy.asked.length = 0;
  await using check = runProgram('scripts/check.ts', folder.path, env);
  await check.ended;
  expect(check.output().out).toContain('The bot is @');
  expect(proxy.asked.length).toBeGreaterThan(0);
  proxy.close();
  telegram.close();
});

test('plain http goes through HTTP_PROXY, as a proxy forwards it', async () => {
  await using sandbox = await startSandbox({ copyDelayMs: 5 });
  using folder = emptyFolder();
  const proxy = await startProxy(Number(new URL(sandbox.url).port));
  await using desk = runProgram(DESK, folder.path, {
    ...settings(sandbox, `http://${HOST}`),
    http_proxy: proxy.url,
  });
  await desk.says(RUNNING);
  await anaIsRelayed(sandbox);
  expect(new Set(proxy.asked)).toEqual(new Set([`POST http://${HOST}`]));
  await desk.kill('SIGTERM');
  proxy.close();
});

test('this machine is called directly: the local Telegram opens beside a proxy that nobody reaches', async () => {
  using folder = emptyFolder();
  await using desk = runProgram(DESK, folder.path, { HTTP_PROXY: 'http://127.0.0.1:9' });
  expect(await desk.says(RUNNING)).not.toBeNull();
});

test('a proxy that does not let the desk out is named, without its password', async () => {
  await using sandbox = await startSandbox({ copyDelayMs: 5 });
  using folder = emptyFolder();
  const proxy = await startProxy(1, 403);
  await using desk = runProgram(DESK, folder.path, {
    ...settings(sandbox, `https://${HOST}`),
    HTTPS_PROXY: proxy.url,
  });
  await expect
    .poll(() => desk.output().err)
    .toMatch(/network\.down.*The proxy http:\S+127\.0\.0\.1:\d+\/ answers 403\. Correct HTTPS_PROXY/);
  expect(desk.output().err).not.toContain(PASSWORD);
  await desk.kill('SIGTERM');
  proxy.close();
});
