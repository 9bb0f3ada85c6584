import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';

test.each([{}, null, 'ok', true])(
  'updates that are no list but %j are no answer of Telegram',
  async (result) => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, result }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const api = createTelegramApi('1:abc', `http://127.0.0.1:${port}`);
    await expect(api.updates(undefined, 0, ['message'], new AbortController().signal)).rejects.toMatchObject({
      name: 'TelegramError',
      code: null,
    });
    server.close();
  },
);
