import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';

type Asked = { method: string | undefined; params: unknown };

const asked: Asked[] = [];
let answer: object = {};
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const params: unknown = JSON.parse(Buffer.concat(chunks).toString());
    asked.push({ method: request.url?.split('/').at(-1), params });
    response.end(JSON.stringify(answer));
  });
});

afterEach(() => {
  asked.length = 0;
  server.closeAllConnections();
  server.close();
});

async function anApi(answers: object) {
  answer = answers;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return createTelegramApi('1:abc', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

test('a press, an inline query and a request to join are answered in the words of the Bot API', async () => {
  const api = await anApi({ ok: true, result: true });
  const toast = { callback_query_id: '4', text: 'Já é da Bia' };
  const page = { inline_query_id: '5', results: [], cache_time: 0, is_personal: true as const };
  const request = { chat_id: -1001, user_id: 700 };
  await api.answer({ method: 'answerCallbackQuery', params: toast });
  await api.answer({ method: 'answerInlineQuery', params: page });
  expect(await api.answer({ method: 'approveChatJoinRequest', params: request })).toEqual({
    ok: true,
    messageIds: [],
  });
  expect(asked).toEqual([
    { method: 'answerCallbackQuery', params: toast },
    { method: 'answerInlineQuery', params: page },
    { method: 'approveChatJoinRequest', params: request },
  ]);
});

test('an answer that comes too late is a refusal in Telegram’s words', async () => {
  const description = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
  const api = await anApi({ ok: false, error_code: 400, description });
  const late = await api.answer({ method: 'answerCallbackQuery', params: { callback_query_id: '4' } });
  expect(late).toMatchObject({ ok: false, failure: 'refused', description });
});

test('an invitation is for so many people, or for those who are let in', async () => {
  const api = await anApi({ ok: true, result: { invite_link: 'https://t.me/+abc' } });
  const once = { people: 1, expiresAtS: 1_800_000_000, name: 'Bia' };
  expect(await api.createInviteLink(-1001, once)).toBe('https://t.me/+abc');
  await api.createInviteLink(-1001, { asksToJoin: true });
  await api.revokeInviteLink(-1001, 'https://t.me/+abc');
  expect(asked).toEqual([
    {
      method: 'createChatInviteLink',
      params: { chat_id: -1001, member_limit: 1, expire_date: 1_800_000_000, name: 'Bia' },
    },
    { method: 'createChatInviteLink', params: { chat_id: -1001, creates_join_request: true } },
    { method: 'revokeChatInviteLink', params: { chat_id: -1001, invite_link: 'https://t.me/+abc' } },
  ]);
});
