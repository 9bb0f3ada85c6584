import type { WebhookInfo } from '@grammyjs/types';
import { describe, expect, test } from 'vitest';
import { openStage, until } from '../bot-client.ts';
import { type Delivery, openHook } from '../hook.ts';

describe('webhooks (FACTS.md #34)', () => {
  test('deliver with the secret, one chat’s updates one after another, chats side by side', async () => {
    using hook = await openHook();
    await using stage = await openStage();
    const ana = await stage.client('Ana');
    const bruno = await stage.client('Bruno');
    await stage.call('setWebhook', { url: hook.url, secret_token: 'segredo' });
    for (const text of ['a1', 'a2']) stage.sandbox.people.write(ana, text);
    stage.sandbox.people.write(bruno, 'b1');
    const texts = (): (string | undefined)[] => hook.deliveries.map(({ update }) => update.message?.text);
    await until(() => texts().length === 2);
    expect(new Set(texts())).toEqual(new Set(['a1', 'b1']));
    expect(hook.deliveries[0]?.secret).toBe('segredo');
    for (const delivery of hook.deliveries.slice()) delivery.answer(200);
    await until(() => stage.sandbox.pending().updates === 1);
    stage.clock.advance(0);
    await until(() => texts().includes('a2'));
    hook.deliveries[2]?.answer(204);
    await until(() => stage.sandbox.pending().updates === 0);
  });

  test('try again at once, then after 2, 4, 8 seconds, and hold back only their chat', async () => {
    using hook = await openHook();
    await using stage = await openStage();
    const ana = await stage.client('Ana');
    const bruno = await stage.client('Bruno');
    await stage.call('setWebhook', { url: hook.url });
    const attemptsMs: number[] = [];
    hook.answerAll((update) => {
      if (update.message?.chat.id === bruno) return 200;
      attemptsMs.push(stage.clock.now());
      return attemptsMs.length < 5 ? 500 : 200;
    });
    stage.sandbox.people.write(ana, 'recusada');
    stage.sandbox.people.write(bruno, 'aceita');
    await until(() => {
      stage.clock.advance(10);
      return stage.sandbox.pending().updates === 0;
    });
    const pausesMs = attemptsMs.slice(1).map((atMs, index) => atMs - (attemptsMs[index] ?? 0));
    expect(pausesMs).toHaveLength(4);
    for (const [index, leastMs] of [0, 2000, 4000, 8000].entries()) {
      expect(pausesMs[index]).toBeGreaterThanOrEqual(leastMs);
    }
    const brunos = hook.deliveries.filter(({ update }) => update.message?.chat.id === bruno);
    expect(brunos).toHaveLength(1);
    expect(hook.deliveries.indexOf(brunos[0] as Delivery)).toBeLessThan(hook.deliveries.length - 1);
    const info = await stage.call<WebhookInfo>('getWebhookInfo');
    expect(info.last_error_message).toContain('500');
  });

  test.each([
    ['http://example.com/x', 'bad webhook: An HTTPS URL must be provided for webhook'],
    ['https://example.com:8080/x', 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
  ])('to %s are refused', async (url, reason) => {
    await using stage = await openStage();
    expect(await stage.refusal('setWebhook', { url })).toBe(`400 Bad Request: ${reason}`);
    stage.clock.advance(1000);
    expect(await stage.refusal('setWebhook', { url: 'https://a.com', secret_token: 'é' })).toBe(
      '400 Bad Request: secret token contains unallowed characters',
    );
  });

  test.each([
    [{ url: 'https://127.0.0.1:8443/x' }, '127.0.0.1'],
    [{ url: 'https://localhost/x' }, '127.0.0.1'],
    [{ url: 'https://192.168.1.20/x' }, '192.168.1.20'],
    [{ url: 'https://example.com/x', ip_address: '10.1.2.3' }, '10.1.2.3'],
  ])('FACTS.md #35 (WH:691): to %o are taken by a local server, by the cloud not', async (to, address) => {
    await using local = await openStage();
    expect(await local.refusal('setWebhook', to)).toBe('ok');
    await using cloud = await openStage({ server: 'cloud' });
    expect(await cloud.refusal('setWebhook', to)).toBe(
      `400 Bad Request: bad webhook: IP address ${address} is reserved`,
    );
  });

  test('are described, and may be dropped with what waits', async () => {
    await using stage = await openStage();
    const ana = await stage.client();
    await stage.call('setWebhook', { url: 'https://127.0.0.1:8443/x', allowed_updates: ['message'] });
    stage.sandbox.people.write(ana, 'x');
    expect(await stage.call('getWebhookInfo')).toMatchObject({
      url: 'https://127.0.0.1:8443/x',
      pending_update_count: 1,
      max_connections: 40,
      allowed_updates: ['message'],
    });
    await stage.call('deleteWebhook', { drop_pending_updates: true });
    expect(await stage.call('getWebhookInfo')).toMatchObject({ url: '', pending_update_count: 0 });
  });
});
