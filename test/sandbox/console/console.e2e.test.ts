import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import { openStage, type Params, type Stage, until } from '../bot-client.ts';

async function act(
  stage: Stage,
  body: Params,
  what = 'act',
): Promise<{ ok: boolean; result: never; error: string }> {
  const response = await fetch(`${stage.sandbox.url}/console/${what}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const answer = (await response.json()) as { ok: boolean; result: never; error: string };
  expect(response.status).toBe(answer.ok ? 200 : 400);
  return answer;
}

/** A request with headers that `fetch` would not send. */
function raw(stage: Stage, path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const call = request(stage.sandbox.url + path, { headers, method }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    call.on('error', reject);
    call.end();
  });
}

describe('the console’s interface', () => {
  test('shows everything a page needs', async () => {
    await using stage = await openStage({ seed: true });
    const { sandbox } = stage;
    sandbox.people.start(701, 'site');
    const { postId, rootId } = await stage.postWithCopy('🟦 Ana');
    sandbox.people.comment(501, postId, 'oi');
    sandbox.people.sayInGroup(502, 'solta');
    const state = (await (await fetch(`${sandbox.url}/console/state`)).json()) as never;
    expect(state).toMatchObject({
      bot: { id: 9000, username: 'balcao_bot' },
      channelId: sandbox.channelId,
      groupId: sandbox.groupId,
      posts: [{ id: postId, text: '🟦 Ana', pinned: false, rootId, commentCount: 1 }],
      threads: { [postId]: [{ text: 'oi', from: { first_name: 'Bia' } }] },
      chats: { 701: [{ text: '/start site' }] },
      pinned: { channel: [], group: [rootId] },
    });
    const { users, loose } = state as { users: Params[]; loose: Params[] };
    expect(users.find(({ id }) => id === 501)).toMatchObject({ firstName: 'Bia', channelRole: 'creator' });
    expect(loose.map(({ text }) => text)).toEqual(['🟦 Ana', 'solta']);
  });

  test('lets people act, and says why when they cannot', async () => {
    await using stage = await openStage({ seed: true });
    const { sandbox } = stage;
    const written = await act(stage, { do: 'write', userId: 701, content: 'oi' });
    expect(written).toEqual({ ok: true, result: 2 });
    await act(stage, { do: 'write', userId: 701, content: 'resposta', replyTo: 2 });
    expect(sandbox.views.private(701)[1]?.reply_to_message?.message_id).toBe(2);
    const image = {
      photo: { fileName: 'p.png', bytes: Buffer.from('png').toString('base64') },
      caption: 'c',
    };
    await act(stage, { do: 'write', userId: 702, content: image });
    const photo = sandbox.views.private(702)[0]?.photo?.at(-1);
    const file = await fetch(`${sandbox.url}/console/file/${photo?.file_unique_id}`);
    expect(await file.text()).toBe('png');
    expect(file.headers.get('content-type')).toBe('image/png');
    const { postId } = await stage.postWithCopy();
    await act(stage, { do: 'comment', userId: 501, postId, content: 'x', options: { as: 'anonymous' } });
    expect(sandbox.views.thread(postId)[0]?.sender_chat?.id).toBe(sandbox.groupId);
    await act(stage, { do: 'block', userId: 701 });
    expect(await act(stage, { do: 'write', userId: 701, content: 'x' })).toEqual({
      ok: false,
      error: 'User 701 has blocked the bot; unblock it or press Start first.',
      refusal: 'blocked',
      about: [701],
    });
    expect(
      (await act(stage, { do: 'vote', userId: 701, chatId: 701, messageId: 2, options: ['length'] })).error,
    ).toBe('"options" must be a list of whole numbers.');
    expect((await act(stage, { do: 'comment', userId: 501, postId: 99, content: 'x' })).error).toMatch(
      /no copy/,
    );
    expect((await act(stage, { do: 'conjure' })).error).toBe('Unknown act "conjure".');
    expect((await act(stage, { do: 'toString' })).error).toBe('Unknown act "toString".');
    expect((await act(stage, { do: 'write', content: 'x' })).error).toBe('"userId" is missing.');
  });

  test.each<[string, number, string, string | null]>([
    ['bytes=2-4', 206, 'cde', 'bytes 2-4/6'],
    ['bytes=4-', 206, 'ef', 'bytes 4-5/6'],
    ['bytes=4-99', 206, 'ef', 'bytes 4-5/6'],
    ['bytes=9-', 200, 'abcdef', null],
    ['lines=1-2', 200, 'abcdef', null],
  ])('a player that asks for %s of a file is answered %i', async (range, status, text, part) => {
    await using stage = await openStage({ seed: true });
    const bytes = Buffer.from('abcdef').toString('base64');
    stage.sandbox.people.write(701, { voice: { bytes } });
    const id = stage.sandbox.views.private(701)[0]?.voice?.file_unique_id;
    const answer = await fetch(`${stage.sandbox.url}/console/file/${id}`, { headers: { range } });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      status,
      text,
      part,
    ]);
  });

  test('causes faults, shows those to come, and says what a fault lacks', async () => {
    await using stage = await openStage({ seed: true });
    const chat_id = await stage.client();
    const fault = (body: Params): Promise<{ ok: boolean; result: never; error: string }> =>
      act(stage, body, 'fault');
    const storm = {
      error_code: 429,
      description: 'Too Many Requests: retry after 3',
      parameters: { retry_after: 3 },
    };
    expect((await fault({ do: 'next', method: 'sendMessage', times: 2, fault: storm })).ok).toBe(true);
    expect(await stage.refusal('sendMessage', { chat_id, text: 'x' })).toBe(`429 ${storm.description}`);
    const state = (await (await fetch(`${stage.sandbox.url}/console/state`)).json()) as { faults: unknown };
    expect(state.faults).toEqual([{ method: 'sendMessage', times: 2, fault: storm, left: 1 }]);
    await fault({ do: 'clear' });
    expect((await fault({ do: 'waiting' })).result).toEqual([]);
    await fault({ do: 'next', chatId: chat_id, fault: 'drop-before' });
    await expect(stage.ask('sendMessage', { chat_id, text: 'x' })).rejects.toThrow('fetch failed');
    await fault({ do: 'withholdCopies' });
    await stage.call('sendMessage', { chat_id: stage.sandbox.channelId, text: 'x' });
    stage.clock.advance(60_000);
    expect(stage.sandbox.pending().copies).toBe(1);
    await fault({ do: 'withholdCopies', withheld: false });
    expect(stage.sandbox.pending().copies).toBe(0);
    await fault({ do: 'withholdUpdates', chatId: 501 });
    stage.sandbox.people.write(501, 'oi');
    const before = stage.sandbox.pending().updates;
    await fault({ do: 'withholdUpdates', chatId: 501, withheld: false });
    expect(stage.sandbox.pending().updates).toBe(before + 1);
    expect((await fault({ do: 'next', fault: { error_code: 500 } })).error).toBe(
      '"description" must be a text.',
    );
    expect((await fault({ do: 'next', fault: 'oops' })).error).toContain('"drop-before" or "drop-after"');
    expect((await fault({ do: 'toString' })).error).toContain('Unknown fault "toString". Known are: next,');
  });

  test('tells of changes and calls as they happen', async () => {
    await using stage = await openStage({ seed: true });
    const hangUp = new AbortController();
    const stream = await fetch(`${stage.sandbox.url}/console/events`, { signal: hangUp.signal });
    const reader = stream.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
    let seen = '';
    void (async () => {
      for (;;) {
        const { value, done } = await reader.read().catch(() => ({ value: undefined, done: true }));
        if (done) return;
        seen += Buffer.from(value ?? []).toString();
      }
    })();
    await until(() => seen.startsWith(':'));
    await stage.call('sendMessage', { chat_id: 501, text: 'x' });
    await until(() => seen.includes('event: call') && seen.includes('event: change'));
    expect(seen).toContain('"method":"sendMessage","chat":501,"ok":true');
    hangUp.abort();
  });

  test('serves its scripts and its styles as one file each, once for each version', async () => {
    await using stage = await openStage();
    for (const [name, type] of [
      ['main.js', 'text/javascript'],
      ['main.css', 'text/css'],
    ] as const) {
      const address = `${stage.sandbox.url}/console/${name}`;
      const served = await fetch(address);
      expect(served.headers.get('content-type')).toBe(`${type}; charset=utf-8`);
      expect(await served.text()).not.toMatch(/(?:from|import|href=)\s?"[./]|@import|sourceMappingURL/);
      const tag = served.headers.get('etag') ?? '';
      const again = await fetch(address, { headers: { 'if-none-match': tag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    }
  });

  test('is a page of four files, of at most 185 kB', async () => {
    await using stage = await openStage();
    const page = await (await fetch(`${stage.sandbox.url}/`)).text();
    const named = [...page.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, part = '']) => part);
    const parts = [...new Set(named)];
    expect(parts.sort()).toEqual(['/console/icon.svg', '/console/main.css', '/console/main.js']);
    const bodies = await Promise.all(
      parts.map(async (part) => {
        const answer = await fetch(`${stage.sandbox.url}${part}`);
        expect([part, answer.status]).toEqual([part, 200]);
        return answer.arrayBuffer();
      }),
    );
    const size = bodies.reduce((sum, body) => sum + body.byteLength, Buffer.byteLength(page));
    expect(size).toBeGreaterThan(100_000);
    expect(size).toBeLessThan(185_000);
  });

  test.each<[string, Record<string, string>, number]>([
    ['a foreign name', { host: 'evil.example' }, 403],
    ['a foreign page', { origin: 'https://evil.example' }, 403],
    ['no page', {}, 200],
    ['localhost', { host: 'localhost:1' }, 200],
  ])('answers %s', async (_name, headers, status) => {
    await using stage = await openStage();
    expect(await raw(stage, '/console/state', headers)).toBe(status);
    const acted = await raw(stage, '/console/act', headers, 'POST');
    expect(acted).toBe(status === 403 ? 403 : 400);
  });

  test.each([
    '/console/../start.ts',
    '/console/%2e%2e/start.ts',
    '/console/%2e%2e%2fstart.ts',
    '/console/',
    '/console/tsconfig.json',
    '/console/page',
    '/console/missing.ts',
    '/start.ts',
  ])('serves nothing at %s', async (path) => {
    await using stage = await openStage();
    expect(await raw(stage, path, {})).toBe(404);
  });
});
