import type { Message } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage } from '../bot-client.ts';

describe('the envelope (FACTS.md #37)', () => {
  test.each([
    ['a path that is no bot’s', '/nonsense', 404, 'Not Found'],
    ['a bot without a method', '/bot<token>', 404, 'Not Found'],
    ['an unknown method', '/bot<token>/sendTelepathy', 404, 'Not Found: method not found'],
    ['a malformed token', '/botabc/getMe', 401, 'Unauthorized: invalid token specified'],
    ['a revoked token', '/bot9000:other/getMe', 401, 'Unauthorized'],
    ['a file of an unknown bot', '/file/bot1:x/photos/file_1.jpg', 401, 'Unauthorized'],
    ['a file that is not there', '/file/bot<token>/photos/file_1.jpg', 404, 'Not Found'],
  ])('%s is refused', async (_name, path, status, description) => {
    await using stage = await openStage();
    const { url, token } = stage.sandbox;
    const response = await fetch(url + path.replace('<token>', token));
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ ok: false, error_code: status, description });
  });

  test('parameters come by query, form, multipart or JSON, and unknown ones are ignored', async () => {
    await using stage = await openStage();
    const userId = await stage.client();
    const url = `${stage.sandbox.url}/bot${stage.sandbox.token}/sendMessage`;
    const fields = { chat_id: String(userId), text: 'olá & cia', unknown_parameter: 'x' };
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    const requests: [string, RequestInit][] = [
      [`${url}?${new URLSearchParams(fields).toString()}`, {}],
      [url, { method: 'POST', body: new URLSearchParams(fields) }],
      [url, { method: 'POST', body: form }],
      [
        url,
        {
          method: 'POST',
          body: JSON.stringify({ ...fields, chat_id: userId }),
          headers: { 'content-type': 'application/json' },
        },
      ],
    ];
    for (const [target, init] of requests) {
      const body = await (await fetch(target, init)).json();
      expect(body).toMatchObject({ ok: true, result: { text: 'olá & cia', chat: { id: userId } } });
    }
  });

  test('a JSON value may come as text inside a form', async () => {
    await using stage = await openStage();
    const userId = await stage.client();
    const body = new URLSearchParams({
      chat_id: String(userId),
      text: 'negrito',
      entities: JSON.stringify([{ type: 'bold', offset: 0, length: 7 }]),
      reply_markup: JSON.stringify({ inline_keyboard: [[{ text: 'a', callback_data: 'b' }]] }),
    });
    const url = `${stage.sandbox.url}/bot${stage.sandbox.token}/sendMessage`;
    const response = await fetch(url, { method: 'POST', body });
    const answer = (await response.json()) as { result: Message };
    expect(answer.result.entities).toEqual([{ type: 'bold', offset: 0, length: 7 }]);
    expect(answer.result.reply_markup?.inline_keyboard).toEqual([[{ text: 'a', callback_data: 'b' }]]);
  });

  test('broken JSON is refused without an effect', async () => {
    await using stage = await openStage();
    const url = `${stage.sandbox.url}/bot${stage.sandbox.token}/sendMessage`;
    const response = await fetch(url, {
      method: 'POST',
      body: '{"chat_id":',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
    expect(stage.sandbox.calls).toHaveLength(0);
  });

  test('the log keeps every call with its parameters and outcome', async () => {
    await using stage = await openStage();
    await stage.call('getMe');
    await stage.ask('sendMessage', { chat_id: 1, text: 'x' });
    expect(stage.sandbox.calls).toMatchObject([
      { method: 'getMe', ok: true, result: { id: 9000 } },
      {
        method: 'sendMessage',
        ok: false,
        params: { chat_id: 1, text: 'x' },
        error: { error_code: 400, description: 'Bad Request: chat not found' },
      },
    ]);
  });
});
