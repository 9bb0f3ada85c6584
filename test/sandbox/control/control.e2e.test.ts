import { expect, test } from 'vitest';
import { createMovableClock } from '../../../src/sandbox/world/clock.ts';
import { openStage, type Params, type Stage } from '../bot-client.ts';

async function control(stage: Stage, body: Params, door: 'control' | 'fault' = 'control'): Promise<string> {
  const response = await fetch(`${stage.sandbox.url}/console/${door}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const answer = (await response.json()) as { ok: boolean; error?: string };
  return answer.ok ? 'done' : String(answer.error);
}

const send = (stage: Stage) => stage.refusal('sendMessage', { chat_id: stage.sandbox.groupId, text: 'x' });

test('a storm of 429 may spare polling', async () => {
  await using stage = await openStage();
  const fault = {
    error_code: 429,
    description: 'Too Many Requests: retry after 5',
    parameters: { retry_after: 5 },
  };
  expect(await control(stage, { do: 'next', fault, times: 2, sparesPolling: true }, 'fault')).toBe('done');
  expect(await stage.updates()).toEqual([]);
  expect(await send(stage)).toBe('429 Too Many Requests: retry after 5');
  await control(stage, { do: 'clear' }, 'fault');
  expect(await send(stage)).toBe('ok');
});

test('a server that starts anew ends the long poll and refuses everything for a while (BA:16296)', async () => {
  await using stage = await openStage();
  const poll = stage.refusal('getUpdates', { timeout: 50 });
  await expect.poll(() => stage.sandbox.pending().polls).toBe(1);
  await control(stage, { do: 'restart' }, 'fault');
  expect(await poll).toBe('500 Internal Server Error: restart');
  expect(await send(stage)).toBe('500 Internal Server Error: restart');
  stage.clock.advance(3000);
  expect(await send(stage)).toBe('ok');
});

test('limits are switched on, and the budget says what is left', async () => {
  await using stage = await openStage();
  for (let sent = 0; sent < 20; sent += 1) expect(await send(stage)).toBe('ok');
  expect(stage.sandbox.control.show().budgets.group).toMatchObject({ allowed: 20, windowMs: 60_000 });
  expect(stage.sandbox.control.show().budgets.group.spentAtMs).toHaveLength(20);
  expect(await control(stage, { do: 'limit', mode: 'telegram' })).toBe('done');
  expect(await send(stage)).toMatch(/^429/);
  stage.clock.advance(60_000);
  expect(stage.sandbox.control.show().budgets.group.spentAtMs).toHaveLength(0);
  expect(await send(stage)).toBe('ok');
  expect(await control(stage, { do: 'limit', mode: 'none' })).toBe('"mode" must be "off" or "telegram".');
});

test('time goes ahead, with what falls due meanwhile', async () => {
  await using stage = await openStage({ clock: createMovableClock(), copyDelayMs: 3_600_000, seed: true });
  const { sandbox } = stage;
  const post = await stage.call('sendMessage', { chat_id: sandbox.channelId, text: 'x' });
  expect(sandbox.views.post(post.message_id)?.rootId).toBeNull();
  expect(await control(stage, { do: 'advance', ms: 3_600_000 })).toBe('done');
  await expect.poll(() => sandbox.views.post(post.message_id)?.rootId).not.toBeNull();
  expect(sandbox.control.show().aheadMs).toBe(3_600_000);
  expect(await control(stage, { do: 'advance', ms: -1 })).toMatch(/up to 30 days/);
});

test('the state is exported, and imported in the place of another', async () => {
  await using stage = await openStage({ seed: true });
  const { sandbox } = stage;
  sandbox.people.write(701, { photo: { bytes: Buffer.from('png') }, caption: 'antes' });
  const { postId } = await stage.postWithCopy('🟦 Ana');
  const state = (await (await fetch(`${sandbox.url}/console/export`)).json()) as never;
  sandbox.people.write(701, 'depois');
  const [, after] = await stage.updates();
  sandbox.people.deleteMessage(sandbox.channelId, postId);

  expect(await control(stage, { do: 'import', state })).toBe('done');
  expect(sandbox.views.private(701).map(({ text, caption }) => text ?? caption)).toEqual(['antes']);
  expect(sandbox.views.post(postId)?.text).toBe('🟦 Ana');
  const photo = sandbox.views.private(701)[0]?.photo?.at(-1);
  expect(await (await fetch(`${sandbox.url}/console/file/${photo?.file_unique_id}`)).text()).toBe('png');
  sandbox.people.write(701, 'de novo');
  const [again] = await stage.updates();
  expect(again?.update_id).toBeGreaterThan(after?.update_id ?? 0);

  expect(await control(stage, { do: 'import', state: { format: 'x' } })).toMatch(/no state of a sandbox/);
});

test('a state that was another bot’s becomes this one’s', async () => {
  await using stage = await openStage({ seed: true });
  const { sandbox } = stage;
  sandbox.people.write(701, 'oi');
  await stage.call('sendMessage', { chat_id: 701, text: 'olá' });
  await using other = await openStage({ botId: 9001 });
  const state = JSON.parse(JSON.stringify(sandbox.control.export())) as never;
  expect(await control(other, { do: 'import', state })).toBe('done');
  const { views, people, channelId } = other.sandbox;
  expect(views.private(701).map(({ text, from }) => [text, from?.id])).toEqual([
    ['oi', 701],
    ['olá', 9001],
  ]);
  expect(views.member(channelId, 9001).status).toBe('administrator');
  people.write(701, 'ainda aí?');
  expect((await other.updates()).at(-1)?.message?.text).toBe('ainda aí?');
  expect(await other.refusal('sendMessage', { chat_id: 701, text: 'sim' })).toBe('ok');
});

test('after a reset the team is there, and clients whom no bot has seen', async () => {
  await using stage = await openStage({ seed: true });
  const { sandbox } = stage;
  sandbox.people.write(701, 'oi');
  await stage.postWithCopy('🟦 Ana');
  expect(await control(stage, { do: 'reset' })).toBe('done');
  expect(sandbox.views.channel()).toEqual([]);
  expect(sandbox.views.group()).toEqual([]);
  const people = sandbox.views.users();
  expect(people.map(({ firstName }) => firstName).sort()).toEqual(
    ['Ana', 'Bia', 'Bruno', 'Caio', 'Carla', 'Duda'].sort(),
  );
  expect(people.find(({ firstName }) => firstName === 'Ana')?.id).not.toBe(701);
  expect(people.find(({ id }) => id === 501)?.channelRole).toBe('creator');
});

test('a page that knows the picture is told only what is different', async () => {
  await using stage = await openStage({ seed: true });
  const { sandbox } = stage;
  const { postId } = await stage.postWithCopy('🟦 Ana');
  sandbox.people.write(701, 'um');
  const state = (await (await fetch(`${sandbox.url}/console/state`)).json()) as { version: number };
  const stream = await fetch(`${sandbox.url}/console/events`);
  const reader = stream.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  await reader.read();
  sandbox.people.write(701, 'dois');
  sandbox.people.comment(501, postId, 'oi');
  const { value } = await reader.read();
  await reader.cancel();
  const text = Buffer.from(value ?? []).toString();
  expect(text).toMatch(/^event: change\n/);
  const delta = JSON.parse(text.slice(text.indexOf('{'))) as Params;
  expect(delta).toMatchObject({
    from: state.version,
    to: state.version + 1,
    lists: {
      'chats/701': { set: [{ text: 'dois' }], gone: [] },
      [`threads/${postId}`]: { set: [{ text: 'oi' }], gone: [] },
      posts: { set: [{ id: postId, commentCount: 1 }], gone: [] },
    },
  });
  expect(Object.keys(delta['lists'] as object).sort()).toEqual(['chats/701', 'posts', `threads/${postId}`]);
});

test('an assumption is changed while the sandbox runs, and an unknown one is refused with the choices', async () => {
  await using stage = await openStage();
  const { sandbox } = stage;
  const bia = sandbox.people.add({ firstName: 'Bia' });
  sandbox.people.setRole(sandbox.channelId, bia, 'creator');
  const reply_markup = { inline_keyboard: [[{ text: 'ok', callback_data: 'yes' }]] };
  const post = { chat_id: sandbox.channelId, text: 'x', reply_markup };
  const { message_id: postId } = await stage.call('sendMessage', post);
  stage.clock.advance(3500);
  await fetch(`${sandbox.url}/console/state`);
  expect(() => sandbox.people.comment(bia, postId, 'oi')).toThrow(/hide/i);

  const assume = (name: string, value: unknown): Promise<string> =>
    control(stage, { do: 'assume', name, value });
  expect(await assume('keyboardHidesComments', false)).toBe('done');
  sandbox.people.comment(bia, postId, 'oi');
  const state = (await (await fetch(`${sandbox.url}/console/state`)).json()) as Params;
  expect(state).toMatchObject({
    posts: [{ canComment: true, commentCount: 1 }],
    control: { assumptions: { keyboardHidesComments: false, albumCost: 'each' } },
  });
  expect(await assume('albumCost', 'two')).toBe('"albumCost" must be one of: each, one.');
  expect(await assume('weather', true)).toMatch(/^Unknown assumption "weather". Known are: keyboardHides/);
});
