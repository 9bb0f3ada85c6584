import type { WebhookInfo } from '@grammyjs/types';
import { expect, test } from 'vitest';
import { openStage, type Stage, until } from '../bot-client.ts';
import { openHook } from '../hook.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Time passes until it is so; how much did, in ms. */
async function passUntil(stage: Stage, stepMs: number, isSo: () => boolean): Promise<number> {
  const startMs = stage.clock.now();
  await until(() => {
    if (!isSo()) stage.clock.advance(stepMs);
    return isSo();
  });
  return stage.clock.now() - startMs;
}

test.each([
  ['30', 30],
  ['7200', 3600],
])('Retry-After: %s is obeyed, up to an hour (FACTS.md #34)', async (retryAfter, seconds) => {
  using hook = await openHook();
  await using stage = await openStage();
  const ana = await stage.client();
  await stage.call('setWebhook', { url: hook.url });
  hook.answerAll(() =>
    hook.deliveries.length === 1 ? { status: 503, headers: { 'retry-after': retryAfter } } : 200,
  );
  stage.sandbox.people.write(ana, 'oi');
  await until(() => hook.deliveries.length === 1);
  const passedMs = await passUntil(stage, 1000, () => hook.deliveries.length === 2);
  expect(passedMs).toBeGreaterThanOrEqual(seconds * 1000);
});

test('an update that would be older than a day at its next turn is dropped, and the chat goes on', async () => {
  using hook = await openHook();
  await using stage = await openStage();
  const ana = await stage.client();
  await stage.call('setWebhook', { url: hook.url });
  hook.answerAll(({ message }) =>
    message?.text === 'velha' ? { status: 500, headers: { 'retry-after': '3600' } } : 200,
  );
  stage.sandbox.people.write(ana, 'velha');
  await passUntil(stage, HOUR_MS, () => stage.sandbox.pending().updates === 0);
  stage.sandbox.people.write(ana, 'nova');
  await passUntil(stage, 0, () => hook.deliveries.at(-1)?.update.message?.text === 'nova');
  expect(hook.deliveries.filter(({ update }) => update.message?.text === 'velha').length).toBeLessThan(25);
});

test('a webhook that answers 410 for 23 hours is closed; another answer in between starts the count anew', async () => {
  using hook = await openHook();
  await using stage = await openStage();
  const ana = await stage.client();
  await stage.call('setWebhook', { url: hook.url });
  const isSet = async () => (await stage.call<WebhookInfo>('getWebhookInfo')).url !== '';
  let status = 410;
  hook.answerAll(() => ({ status, headers: { 'retry-after': '3600' } }));
  /** An hour passes, and the next attempt has failed. */
  const tick = async (): Promise<void> => {
    const before = hook.deliveries.length;
    stage.clock.advance(HOUR_MS);
    await passUntil(stage, 0, () => hook.deliveries.length > before);
    await noted();
  };
  const noted = async (): Promise<void> => {
    const now = Math.floor(stage.clock.now() / 1000);
    while ((await stage.call<WebhookInfo>('getWebhookInfo')).last_error_date !== now && (await isSet()));
  };
  const write = (): void => void stage.sandbox.people.write(ana, 'oi');
  write();
  await until(() => hook.deliveries.length === 1);
  await noted();
  for (let hour = 0; hour < 12; hour += 1) await tick();
  status = 500;
  await tick();
  status = 410;
  for (let hour = 0; hour < 22; hour += 1) {
    write();
    await tick();
  }
  expect(await isSet()).toBe(true);
  for (let hour = 0; hour < 4 && (await isSet()); hour += 1) {
    write();
    await tick();
  }
  expect(await isSet()).toBe(false);
  expect(stage.sandbox.pending().updates).toBeGreaterThan(0);
});

test('a webhook that does not answer for a minute has failed', async () => {
  using hook = await openHook();
  await using stage = await openStage();
  const ana = await stage.client();
  await stage.call('setWebhook', { url: hook.url });
  stage.sandbox.people.write(ana, 'oi');
  await until(() => hook.deliveries.length === 1);
  const passedMs = await passUntil(stage, 1000, () => hook.deliveries.length === 2);
  expect(passedMs).toBeGreaterThanOrEqual(60_000);
  expect(await stage.call('getWebhookInfo')).toMatchObject({ last_error_message: 'Read timeout expired' });
});

test('a webhook that is set as it was changes nothing; one that is changed begins afresh', async () => {
  using hook = await openHook();
  await using stage = await openStage();
  const ana = await stage.client();
  await stage.call('setWebhook', { url: hook.url, secret_token: 'um' });
  hook.answerAll(() => ({ status: 500, headers: { 'retry-after': '3600' } }));
  stage.sandbox.people.write(ana, 'oi');
  await until(() => hook.deliveries.length === 1);
  expect(await stage.refusal('setWebhook', { url: hook.url, secret_token: 'um' })).toBe(
    '429 Too Many Requests: retry after 1',
  );
  stage.clock.advance(1000);
  await stage.call('setWebhook', { url: hook.url, secret_token: 'um' });
  expect(await stage.call('getWebhookInfo')).toMatchObject({
    last_error_message: expect.stringContaining('500'),
  });
  expect(hook.deliveries).toHaveLength(1);
  stage.clock.advance(1000);
  await stage.call('setWebhook', { url: hook.url, secret_token: 'dois' });
  await until(() => hook.deliveries.length === 2);
  expect(hook.deliveries[1]).toMatchObject({ secret: 'dois', update: hook.deliveries[0]?.update });
  await stage.call('deleteWebhook');
  expect(await stage.updates()).toEqual([hook.deliveries[0]?.update]);
});

test('an answer may carry a call, but none that asks or touches the webhook (WH:616-630)', async () => {
  using hook = await openHook();
  await using stage = await openStage();
  const ana = await stage.client();
  await stage.call('setWebhook', { url: hook.url });
  const bodies: unknown[] = [
    { method: 'sendMessage', chat_id: ana, text: 'pela resposta' },
    { method: 'deleteWebhook' },
    { method: 'getMe' },
    { method: 'sendMessage', chat_id: 1, text: 'a ninguém' },
    'nothing',
  ];
  hook.answerAll(() => ({ status: 200, body: bodies[hook.deliveries.length - 1] }));
  for (const text of ['1', '2', '3', '4', '5']) stage.sandbox.people.write(ana, text);
  await passUntil(stage, 1, () => stage.sandbox.pending().updates === 0);
  expect(
    stage.sandbox.views
      .private(ana)
      .filter(({ from }) => from?.is_bot)
      .map(({ text }) => text),
  ).toEqual(['pela resposta']);
  const carried = stage.sandbox.calls.filter(({ method }) => method !== 'getUpdates').slice(1);
  expect(carried.map(({ method, ok }) => [method, ok])).toEqual([
    ['sendMessage', true],
    ['sendMessage', false],
  ]);
});
