import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Call } from '../../src/telegram/call.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';

let answer: unknown = null;
const server = createServer((_request, response) => {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(answer));
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A server in Telegram's place with the same answer to every call. */
async function answered(body: unknown) {
  answer = body;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return createTelegramApi('1:abc', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const said: Call = { method: 'sendMessage', params: { chat_id: 7, text: 'oi' } };
const removed: Call = { method: 'deleteMessage', params: { chat_id: 7, message_id: 9 } };

test.each([{}, null, 'ok', true])(
  'updates that are no list but %j are no answer of Telegram',
  async (result) => {
    const api = await answered({ ok: true, result });
    await expect(api.updates(undefined, 0, ['message'], new AbortController().signal)).rejects.toMatchObject({
      name: 'TelegramError',
      code: null,
    });
  },
);

describe('an answer that is none of the Bot API', () => {
  test.each<[string, unknown, Call]>([
    ['a success without a result', { ok: true }, said],
    ['a success without a result, of a removal', { ok: true, result: null }, removed],
    ['a sent message without its number', { ok: true, result: {} }, said],
    ['a refusal without a code', { ok: false, description: 'Bad Request: chat not found' }, said],
    ['a refusal with another code than a number', { ok: false, error_code: 'E7', description: 'no' }, said],
    ['a refusal without a word', { ok: false, error_code: 400 }, said],
    ['nothing', null, said],
    ['a list', [], said],
  ])('leaves unconfirmed what was called: %s', async (_, body, call) => {
    const api = await answered(body);
    expect(await api.call(call)).toMatchObject({ ok: false, failure: 'unknown' });
  });

  test.each([{ ok: true }, { ok: false }, { ok: true, result: 7 }, { ok: true, result: {} }])(
    'answers no question: %j',
    async (body) => {
      const api = await answered(body);
      const unanswered = { name: 'TelegramError', code: null };
      await expect(api.chat(7)).rejects.toMatchObject(unanswered);
      await expect(api.isServing(7, 9)).rejects.toMatchObject(unanswered);
      await expect(api.setup.administrators(7)).rejects.toMatchObject(unanswered);
    },
  );
});

test.each<[unknown, number | null]>([
  [37213, 37213],
  ['5', 5],
  [0.5, 1],
  [0, 1],
  [-3, 1],
  ['soon', 1],
  [1e20, 30 * 24 * 60 * 60],
  [undefined, 28],
  [null, 28],
])('a rate limit that names %j s is a pause of %j s', async (retry_after, retryAfterS) => {
  const description = 'Too Many Requests: retry after 28';
  const api = await answered({ ok: false, error_code: 429, description, parameters: { retry_after } });
  expect(await api.call(said)).toMatchObject({ failure: 'refused', code: 429, retryAfterS });
  await expect(api.chat(7)).rejects.toMatchObject({ code: 429, retryAfterS });
});

test('a refusal with parameters that are none of the Bot API stays a refusal', async () => {
  const parameters = { migrate_to_chat_id: 'elsewhere' };
  const api = await answered({ ok: false, error_code: 400, description: 'Bad Request: no', parameters });
  expect(await api.call(said)).toEqual({
    ok: false,
    failure: 'refused',
    code: 400,
    description: 'Bad Request: no',
    retryAfterS: null,
  });
});

test('what makes no message is done when Telegram says so', async () => {
  const api = await answered({ ok: true, result: true });
  expect(await api.call(removed)).toEqual({ ok: true, messageIds: [] });
});

test.each<[number, string, boolean]>([
  [403, 'Forbidden: bot is not a member of the channel chat', true],
  [403, 'Forbidden: bot was kicked from the supergroup chat', true],
  [400, 'Bad Request: chat not found', true],
  [401, 'Unauthorized', false],
  [404, 'Not Found', false],
  [409, 'Conflict: terminated by other getUpdates request', false],
  [502, 'Bad Gateway', false],
])('%i %s tells whether the bot serves there: %s', async (error_code, description, tells) => {
  const api = await answered({ ok: false, error_code, description });
  const [asked] = await Promise.allSettled([api.isServing(7, 9)]);
  expect(asked).toMatchObject(
    tells ? { status: 'fulfilled', value: false } : { status: 'rejected', reason: { code: error_code } },
  );
});
