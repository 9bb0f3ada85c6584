import { describe, expect, test } from 'vitest';
import { openStage, type Params, type Stage } from '../bot-client.ts';

async function inject(stage: Stage, fault: Params, more: Params = {}): Promise<string> {
  const response = await fetch(`${stage.sandbox.url}/console/fault`, {
    method: 'POST',
    body: JSON.stringify({ do: 'next', method: 'sendMessage', fault, ...more }),
  });
  const answer = (await response.json()) as { ok: boolean; error?: string };
  return answer.ok ? 'done' : String(answer.error);
}

async function sendRaw(stage: Stage): Promise<[status: number, type: string | null, body: string]> {
  const { url, token, channelId } = stage.sandbox;
  const response = await fetch(`${url}/bot${token}/sendMessage?chat_id=${channelId}&text=oi`);
  return [response.status, response.headers.get('content-type'), await response.text()];
}

const written = (stage: Stage): number => stage.sandbox.views.channel().length;

describe('an answer that is none, on demand', () => {
  test.each<[string, Params, [number, string, string], number]>([
    [
      'ok without a result',
      { status: 200, body: '{"ok":true}' },
      [200, 'application/json', '{"ok":true}'],
      0,
    ],
    [
      'ok without a result, though it was done',
      { status: 200, body: '{"ok":true}', isDone: true },
      [200, 'application/json', '{"ok":true}'],
      1,
    ],
    [
      'a refusal without a code',
      { status: 200, body: '{"ok":false}' },
      [200, 'application/json', '{"ok":false}'],
      0,
    ],
    [
      'a bare 404',
      { error_code: 404, description: 'Not Found' },
      [404, 'application/json', '{"ok":false,"error_code":404,"description":"Not Found"}'],
      0,
    ],
    [
      'a bare 401',
      { error_code: 401, description: 'Unauthorized' },
      [401, 'application/json', '{"ok":false,"error_code":401,"description":"Unauthorized"}'],
      0,
    ],
    [
      'a page of a proxy',
      { status: 502, body: '<html>Bad Gateway</html>' },
      [502, 'text/html', '<html>Bad Gateway</html>'],
      0,
    ],
    ['nothing at all', { status: 200, body: '' }, [200, 'text/html', ''], 0],
    [
      'a rate limit of hours',
      {
        error_code: 429,
        description: 'Too Many Requests: retry after 37213',
        parameters: { retry_after: 37213 },
      },
      [
        429,
        'application/json',
        '{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 37213","parameters":{"retry_after":37213}}',
      ],
      0,
    ],
  ])('%s', async (_name, fault, answer, posts) => {
    await using stage = await openStage();
    expect(await inject(stage, fault)).toBe('done');
    expect(await sendRaw(stage)).toEqual(answer);
    expect(written(stage)).toBe(posts);
    expect((await sendRaw(stage))[0]).toBe(200);
  });

  test('a refusal that quotes the address of the request, with the token', async () => {
    await using stage = await openStage();
    const body = '{"ok":false,"error_code":400,"description":"Bad Request: cannot serve <url>"}';
    await inject(stage, { status: 400, body }, { times: 2 });
    const [status, , text] = await sendRaw(stage);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({
      description: `Bad Request: cannot serve ${stage.sandbox.url}/bot${stage.sandbox.token}/sendMessage?chat_id=${stage.sandbox.channelId}&text=oi`,
    });
  });

  test('is refused itself if it cannot be answered', async () => {
    await using stage = await openStage();
    expect(await inject(stage, { status: 99, body: '' })).toBe('"status" must be from 200 to 599.');
    expect(await inject(stage, { status: 200, body: {} })).toBe('"body" must be a text.');
  });

  test('stands in the list of calls with what was asked', async () => {
    await using stage = await openStage();
    await inject(stage, { status: 502, body: 'x' });
    await sendRaw(stage);
    expect(stage.sandbox.calls.at(-1)).toMatchObject({ method: 'sendMessage', ok: false });
  });
});
