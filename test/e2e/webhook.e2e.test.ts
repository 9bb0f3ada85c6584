import { expect, test } from 'vitest';
import { type Clock, realClock } from '../../src/sandbox/world/clock.ts';
import { startDesk, type TestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';

const webhooks = { webhook: true, notifyAdmins: false } as const;

const deliver = (desk: TestDesk, update: unknown, secret = desk.hook.secret): Promise<Response> =>
  fetch(desk.hook.url(), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
    body: JSON.stringify(update),
  });

const methods = (desk: TestDesk): string[] => desk.sandbox.calls.map(({ method }) => method);

/** As Telegram would deliver it. */
const words = (desk: TestDesk, id: number, name: string, text: string) => {
  const user = { id: desk.client(name).id, is_bot: false, first_name: name };
  const chat = { id: user.id, type: 'private', first_name: name };
  return { update_id: id, message: { message_id: id, date: 1_791_549_475, from: user, chat, text } };
};

test('a client and an agent talk, and nobody asks for updates', async () => {
  await using desk = await startDesk(webhooks);
  desk.client('ana').writes('oi');
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi']);
  desk.agent('bia').comments('ana', 'olá!');
  await desk.settle();
  expect(desk.client('ana').lastMessage()).toBe('olá!');
  desk.agent('bia').comments('ana', '/fim');
  await desk.settle();
  expect(desk.post('ana').text).toMatch(/^⬜️/u);
  expect(methods(desk)).not.toContain('getUpdates');
  expect(desk.log).toEqual([]);
});

test('what came while the desk was away comes in order, at once, and once', async () => {
  await using desk = await startDesk(webhooks);
  desk.client('ana').writes('oi');
  desk.agent('bia').starts();
  await desk.settle();
  await desk.stop();
  for (const text of ['1', '2', '3']) desk.client('ana').writes(text);
  desk.agent('bia').comments('ana', 'resposta');
  desk.client('carla').writes('sou nova');
  expect(desk.sandbox.pending().updates).toBeGreaterThan(0);
  await desk.restart();
  await eventually(() => {
    desk.pass(1000);
    expect(desk.sandbox.pending().updates).toBe(0);
  });
  await desk.settle();
  expect(desk.thread('ana').filter((text) => /^\d$/.test(text))).toEqual(['1', '2', '3']);
  expect(desk.client('ana').lastMessage()).toBe('resposta');
  expect(desk.thread('carla')).toEqual(['sou nova']);
});

test('an update that is delivered again, also while the first is being received, happens once', async () => {
  await using desk = await startDesk({ ...webhooks, asleep: true });
  desk.client('ana').starts();
  await desk.restart();
  await desk.settle();
  const update = words(desk, 5_000_001, 'ana', 'uma vez');
  const answers = await Promise.all([deliver(desk, update), deliver(desk, update), deliver(desk, update)]);
  answers.push(await deliver(desk, update));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['uma vez']);
  await desk.restart();
  expect((await deliver(desk, update)).status).toBe(200);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['uma vez']);
});

test('200 is not answered before the words are kept', async () => {
  await using desk = await startDesk(webhooks);
  const answer = await deliver(desk, words(desk, 5_000_001, 'ana', 'guardado'));
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('');
  expect(await desk.inspect('ana')).toMatchObject({ state: 'open' });
});

test('without the secret nothing happens', async () => {
  await using desk = await startDesk(webhooks);
  const update = words(desk, 5_000_001, 'ana', 'forjado');
  const { hook } = desk;
  for (const secret of ['', 'x', `${hook.secret}x`, hook.secret.slice(1), hook.secret.toUpperCase()]) {
    expect((await deliver(desk, update, secret)).status).toBe(401);
  }
  await desk.settle();
  expect(await desk.inspect('ana')).toBeNull();
  expect(desk.sandbox.views.channel()).toEqual([]);
});

test('a Redis that does not take writes: not acknowledged, and taken when it is well', async () => {
  await using desk = await startDesk(webhooks);
  desk.client('ana').writes('antes');
  await desk.settle();
  desk.line().disconnect(false);
  const answer = deliver(desk, words(desk, 5_000_001, 'ana', 'durante'));
  await eventually(async () => expect(await ready(desk)).toMatchObject({ status: 503 }));
  desk.pass(10_000);
  expect((await answer).status).toBe(503);
  expect((await answer).headers.get('retry-after')).toBe('2');
  await desk.line().connect();
  expect((await deliver(desk, words(desk, 5_000_001, 'ana', 'durante'))).status).toBe(200);
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['antes', 'durante']);
});

test('what Telegram delivers again and again while Redis is away comes in order, and once', async () => {
  await using desk = await startDesk({ ...webhooks, sandbox: { clock: acceleratedClock(20) } });
  desk.client('ana').writes('0');
  desk.agent('bia').starts();
  await desk.settle();
  const [first] = desk.comments('ana');
  desk.line().disconnect(false);
  for (const text of ['1', '2', '3']) desk.client('ana').writes(text);
  for (const text of ['a', 'b', 'c']) desk.agent('bia').comments('ana', text);
  for (let refused = 0; refused < 3; refused += 1) await desk.passRest(10_000);
  await desk.line().connect();
  await desk.settle();
  expect(desk.thread('ana').filter((text) => /^\d$/.test(text))).toEqual(['0', '1', '2', '3']);
  expect(desk.client('ana').texts().slice(-3)).toEqual(['a', 'b', 'c']);
  expect(desk.comments('ana')[0]).toEqual(first);
});

test('a webhook that somebody takes away is set again', async () => {
  await using desk = await startDesk(webhooks);
  const { url, token } = desk.sandbox;
  await eventually(() => expect(desk.sandbox.calls.map(({ method }) => method)).toContain('setWebhook'));
  await fetch(`${url}/bot${token}/deleteWebhook`);
  desk.client('ana').writes('oi');
  await eventually(() => {
    desk.pass(60_000);
    expect(desk.log.join('')).toContain('webhook.replaced');
  });
  await eventually(() => {
    desk.pass(1000);
    expect(desk.posts('ana')).toHaveLength(1);
  });
  await desk.settle();
  expect(desk.thread('ana')).toEqual(['oi']);
});

test('/ready says that Telegram cannot be reached, and when that is over; a failure of an earlier life is none', async () => {
  await using desk = await startDesk(webhooks);
  const isReady = async () => (await ready(desk)).body;
  await eventually(async () => expect(await isReady()).toEqual({ ready: true, role: 'leader', reasons: {} }));
  const passes = (reasons: Record<string, unknown>) =>
    eventually(async () => {
      desk.pass(60_000);
      expect(await isReady()).toMatchObject({ ready: Object.keys(reasons).length === 0, reasons });
    });
  const down = { error_code: 502, description: 'Bad Gateway' };
  desk.sandbox.faults.next({ method: 'getWebhookInfo', times: 1_000_000 }, down);
  await passes({ telegram: 'Telegram cannot be reached.' });
  desk.sandbox.faults.clear();
  await passes({});

  await desk.stop();
  desk.client('ana').writes('oi');
  await eventually(async () => expect(await lastError(desk)).toBe('Connection refused'));
  await desk.restart();
  await desk.settle();
  await passes({});
  expect(desk.thread('ana')).toEqual(['oi']);
});

test('a desk that polls again takes the webhook away and loses nothing', async () => {
  await using hooked = await startDesk(webhooks);
  hooked.client('ana').writes('oi');
  await hooked.settle();
  await hooked.stop();
  hooked.client('ana').writes('de novo');
  await hooked.restart({ webhook: false });
  await hooked.settle();
  expect(hooked.thread('ana')).toEqual(['oi', 'de novo']);
  expect(methods(hooked)).toContain('getUpdates');
});

async function lastError({ sandbox: { url, token } }: TestDesk): Promise<unknown> {
  const answer = await fetch(`${url}/bot${token}/getWebhookInfo`);
  return ((await answer.json()) as { result: { last_error_message?: string } }).result.last_error_message;
}

/** A Telegram that tries again so many times sooner. */
function acceleratedClock(factor: number): Clock {
  const startMs = realClock.now();
  return {
    now: () => startMs + (realClock.now() - startMs) * factor,
    setTimeout: (run, ms) => realClock.setTimeout(run, ms / factor),
  };
}

async function ready(desk: TestDesk): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(new URL('/ready', desk.hook.url()));
  return { status: answer.status, body: await answer.json() };
}
