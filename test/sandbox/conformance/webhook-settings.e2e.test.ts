import type { Update, WebhookInfo } from '@grammyjs/types';
import { expect } from 'vitest';
import { until } from '../bot-client.ts';
import { type Case, conform, type Scene } from './table.ts';

const url = 'https://example.org/hook';
const SETTING = 'FACTS.md #35 setWebhook';
const BAD = '400 Bad Request: bad webhook:';

const info = ({ call }: Scene): Promise<WebhookInfo> => call<WebhookInfo>('getWebhookInfo');

conform('setWebhook, deleteWebhook, getWebhookInfo', [
  {
    source: SETTING,
    claim: 'says "Webhook was set", and of the same once more that it is already',
    async run({ ask, clock }) {
      expect(await ask('setWebhook', { url })).toMatchObject({
        result: true,
        description: 'Webhook was set',
      });
      clock.advance(1000);
      expect(await ask('setWebhook', { url })).toMatchObject({ description: 'Webhook is already set' });
    },
  },
  {
    source: SETTING,
    claim: 'an empty url takes it away, as deleteWebhook does',
    async run({ ask, clock }) {
      const answers: string[] = [];
      for (const [method, params] of [
        ['setWebhook', { url }],
        ['setWebhook', { url: '' }],
        ['setWebhook', { url }],
        ['deleteWebhook', {}],
        ['deleteWebhook', {}],
      ] as const) {
        answers.push((await ask(method, params)).description);
        clock.advance(1000);
      }
      expect(answers).toEqual([
        'Webhook was set',
        'Webhook was deleted',
        'Webhook was set',
        'Webhook was deleted',
        'Webhook is already deleted',
      ]);
    },
  },
  {
    source: `${SETTING} (BA:15726)`,
    claim: 'twice within a second is too often',
    async run({ ask, call }) {
      await call('setWebhook', { url });
      const answer = await ask('setWebhook', { url: `${url}2` });
      expect(answer).toMatchObject({ status: 429, parameters: { retry_after: 1 } });
      expect(answer.headers.get('retry-after')).toBe('1');
    },
  },
  {
    source: `${SETTING} (BA:15726)`,
    claim: 'it may be taken away at once',
    async run({ refusal, call }) {
      await call('setWebhook', { url });
      expect(await refusal('setWebhook', { url: '' })).toBe('ok');
      expect(await refusal('deleteWebhook')).toBe('ok');
    },
  },
  {
    source: `${SETTING} (BA, on_webhook_closed)`,
    claim: 'the one before is closed first: a refused one leaves none',
    async run(scene) {
      const ana = await scene.client();
      await scene.call('setWebhook', { url });
      scene.people.write(ana, 'oi');
      scene.clock.advance(1000);
      const refused = { url: 'https://example.org:1/x', drop_pending_updates: true };
      expect(await scene.refusal('setWebhook', refused)).toContain('only on ports');
      expect(await info(scene)).toMatchObject({ url: '', pending_update_count: 0 });
    },
  },
  {
    source: SETTING,
    claim: 'without one getWebhookInfo holds three fields',
    async run(scene) {
      expect(await info(scene)).toEqual({ url: '', has_custom_certificate: false, pending_update_count: 0 });
    },
  },
  {
    source: SETTING,
    claim: 'getWebhookInfo shows how it was set, and how much waits',
    async run(scene) {
      const ana = await scene.client();
      await scene.call('setWebhook', {
        url,
        ip_address: '149.154.167.220',
        max_connections: 7,
        allowed_updates: ['message', 'nonsense'],
      });
      scene.people.write(ana, 'oi');
      expect(await info(scene)).toMatchObject({
        url,
        has_custom_certificate: false,
        pending_update_count: 1,
        max_connections: 7,
        ip_address: '149.154.167.220',
        allowed_updates: ['message'],
      });
    },
  },
  ...[
    [undefined, 40],
    [0, 1],
    [100, 100],
    [5000, 100],
  ].map(
    ([given, shown]): Case => ({
      source: 'FACTS.md #34',
      claim: `max_connections ${given ?? 'absent'} is ${shown}`,
      async run(scene) {
        await scene.call('setWebhook', { url, ...(given === undefined ? {} : { max_connections: given }) });
        expect((await info(scene)).max_connections).toBe(shown);
      },
    }),
  ),
  {
    source: 'FACTS.md #31 (BA:16898)',
    claim: 'allowed_updates: absent keeps, an empty list is the default, which is not shown',
    async run(scene) {
      const shown: unknown[] = [];
      for (const params of [{ allowed_updates: ['poll'] }, {}, { allowed_updates: [] }]) {
        await scene.call('setWebhook', { url, ...params });
        shown.push((await info(scene)).allowed_updates);
        scene.clock.advance(1000);
      }
      expect(shown).toEqual([['poll'], ['poll'], undefined]);
    },
  },
  ...(['setWebhook', 'deleteWebhook'] as const).map(
    (method): Case => ({
      source: SETTING,
      claim: `${method} leaves what waits, and drops it with drop_pending_updates`,
      async run(scene) {
        const ana = await scene.client();
        for (const [drop, left] of [
          [false, 1],
          [true, 0],
        ] as const) {
          if (scene.sandbox.pending().updates === 0) scene.people.write(ana, 'oi');
          await scene.call(method, { url: `${url}/${drop}`, drop_pending_updates: drop });
          expect((await info(scene)).pending_update_count).toBe(left);
          scene.clock.advance(1000);
        }
      },
    }),
  ),
  {
    source: 'FACTS.md #33 (BA:16221)',
    claim: 'setWebhook ends the poll that waits',
    async run({ ask, call, sandbox }) {
      const waiting = ask('getUpdates', { timeout: 50 });
      await until(() => sandbox.pending().polls === 1);
      await call('setWebhook', { url });
      expect(await waiting).toMatchObject({
        status: 409,
        description: 'Conflict: terminated by setWebhook request',
      });
    },
  },
  {
    source: 'FACTS.md #34',
    claim: 'what came while there was a webhook can be polled when it is gone',
    async run(scene) {
      const ana = await scene.client();
      await scene.call('setWebhook', { url: 'https://127.0.0.1:8443/x' });
      scene.people.write(ana, 'oi');
      await scene.call('deleteWebhook');
      expect(await scene.call<Update[]>('getUpdates')).toMatchObject([{ message: { text: 'oi' } }]);
    },
  },
  ...[
    ['é', 'secret token contains unallowed characters'],
    ['a b', 'secret token contains unallowed characters'],
    ['x'.repeat(257), 'secret token is too long'],
  ].map(
    ([secret_token, reason]): Case => ({
      source: `${SETTING} (WH:691)`,
      claim: `the secret token "${secret_token?.slice(0, 3)}"…: ${reason}`,
      async run({ refusal }) {
        expect(await refusal('setWebhook', { url, secret_token })).toBe(`400 Bad Request: ${reason}`);
      },
    }),
  ),
]);

const refused = (to: Record<string, string>, reason: string): Case => ({
  source: `${SETTING} (WH:691)`,
  claim: `in the cloud ${JSON.stringify(to)} is refused: ${reason}`,
  options: { server: 'cloud' },
  async run({ refusal }) {
    expect(await refusal('setWebhook', to)).toBe(`${BAD} ${reason}`);
  },
});

const accepted = (to: Record<string, string>): Case => ({
  source: `${SETTING} (WH:691)`,
  claim: `in the cloud ${JSON.stringify(to)} is taken`,
  options: { server: 'cloud' },
  async run({ refusal }) {
    expect(await refusal('setWebhook', to)).toBe('ok');
  },
});

const PORTS = 'Webhook can be set up only on ports 80, 88, 443 or 8443';
const UNRESOLVED = 'Failed to resolve host: Name or service not known';

conform('addresses of webhooks', [
  ...['', ':443', ':80', ':88', ':8443'].map((port) => accepted({ url: `https://example.org${port}/x` })),
  ...[':8080', ':22'].map((port) => refused({ url: `https://example.org${port}/x` }, PORTS)),
  refused({ url: 'http://example.org/x' }, 'An HTTPS URL must be provided for webhook'),
  ...['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.20', '169.254.1.1', '100.64.0.1', '0.0.0.0'].map(
    (address) => refused({ url: `https://${address}/x` }, `IP address ${address} is reserved`),
  ),
  accepted({ url: 'https://149.154.167.220/x' }),
  refused({ url: 'https://localhost/x' }, 'IP address 127.0.0.1 is reserved'),
  refused({ url: 'https://desk.localhost/x' }, 'IP address 127.0.0.1 is reserved'),
  ...['desk.test', 'desk.example', 'desk.invalid', 'desk.local', 'desk.internal', 'desk'].map((host) =>
    refused({ url: `https://${host}/x` }, UNRESOLVED),
  ),
  refused({ url: 'https://[2001:4860::8888]/x' }, 'IPv6-only addresses are not allowed'),
  refused({ url: 'https://example.org/x', ip_address: '10.1.2.3' }, 'IP address 10.1.2.3 is reserved'),
  refused({ url: 'https://example.org/x', ip_address: '::1' }, 'IPv6-only addresses are not allowed'),
  refused({ url: 'https://example.org/x', ip_address: 'here' }, 'Invalid IP address specified'),
  {
    source: `${SETTING} (WH:691)`,
    claim: 'what is no address is none anywhere',
    async run({ refusal, clock }) {
      for (const nonsense of ['https://', 'ftp://example.org/x', 'https://a b/', 'https://example.org:0/']) {
        expect(await refusal('setWebhook', { url: nonsense })).toBe(
          '400 Bad Request: invalid webhook URL specified',
        );
        clock.advance(1000);
      }
    },
  },
]);
