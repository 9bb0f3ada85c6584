import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import type { Call } from '../../src/telegram/call.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function serve(listener: RequestListener) {
  server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return createTelegramApi('1:abc', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const saying = (text: string): Call => ({
  method: 'sendMessage',
  params: { chat_id: 7, text, entities: [] },
});

const SENT = JSON.stringify({ ok: true, result: { message_id: 12, text: 'olá 👋' } });

test('what is said goes there as JSON, whole', async () => {
  const seen: unknown[] = [];
  const api = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
      seen.push(request.url, request.headers['content-type'], body);
      response.end(SENT);
    });
  });
  const text = `${'ção 👋 '.repeat(5000)}.`;
  expect(await api.call(saying(text))).toEqual({ ok: true, messageIds: [12] });
  expect(seen).toEqual(['/bot1:abc/sendMessage', 'application/json', { chat_id: 7, text, entities: [] }]);
});

test('an answer that comes byte by byte is read as one', async () => {
  const updates = [{ update_id: 1, message: { text: 'olá 👋' } }];
  const api = await serve((_request, response) => {
    response.socket?.setNoDelay(true);
    for (const byte of Buffer.from(JSON.stringify({ ok: true, result: updates }))) {
      response.write(Buffer.of(byte));
    }
    response.end();
  });
  expect(await api.updates(undefined, 0, ['message'], new AbortController().signal)).toEqual(updates);
});

test('calls one after the other take turns on two connections, as one is busy a moment after each answer', async () => {
  const sockets = new Set<Socket>();
  const api = await serve((request, response) => {
    sockets.add(request.socket);
    request.resume();
    response.end(SENT);
  });
  for (let n = 0; n < 20; n += 1) await api.call(saying(`${n}`));
  expect(sockets.size).toBeLessThanOrEqual(2);
});

test('a call that was never made is known not to have been', async () => {
  const api = await serve(() => {});
  server?.close();
  await once(server as Server, 'close');
  expect(await api.call(saying('oi'))).toMatchObject({ ok: false, failure: 'unsent' });
});

test.each<[string, RequestListener]>([
  ['no answer', (request) => request.socket.destroy()],
  [
    'half an answer',
    (request, response) => {
      response.writeHead(200, { 'content-length': SENT.length });
      response.write(SENT.slice(0, 20), () => request.socket.destroy());
    },
  ],
  [
    'the page of a proxy',
    (_request, response) => void response.writeHead(502).end('<html>Bad Gateway</html>'),
  ],
])('a call that gets %s is unconfirmed', async (_what, listener) => {
  const api = await serve(listener);
  expect(await api.call(saying('oi'))).toMatchObject({ ok: false, failure: 'unknown' });
});

test('a refusal is told in Telegram’s words', async () => {
  const api = await serve((_request, response) => {
    const parameters = { retry_after: 3 };
    const refusal = {
      ok: false,
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters,
    };
    response.writeHead(429).end(JSON.stringify(refusal));
  });
  expect(await api.call(saying('oi'))).toMatchObject({ failure: 'refused', code: 429, retryAfterS: 3 });
});

test('a look for updates ends when it is not wanted any more', async () => {
  const stopping = new AbortController();
  const api = await serve(() => stopping.abort());
  const looked = api.updates(undefined, 50, ['message'], stopping.signal);
  await expect(looked).rejects.toMatchObject({ name: 'TelegramError', code: null });
  const asked = api.updates(undefined, 50, ['message'], stopping.signal);
  await expect(asked).rejects.toMatchObject({ name: 'TelegramError', code: null });
});
