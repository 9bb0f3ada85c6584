import type { WebhookInfo } from '@grammyjs/types';
import { expect } from 'vitest';
import { until } from '../bot-client.ts';
import { openHook } from '../hook.ts';
import { type Case, conform, type Scene } from './table.ts';

type Hook = Awaited<ReturnType<typeof openHook>>;
type Hooked = Scene & { hook: Hook; ana: number; bruno: number };

/** A case with two clients, and a webhook at which the test answers. */
function hooked(
  source: string,
  claim: string,
  run: (scene: Hooked) => Promise<void>,
  params: Record<string, unknown> = {},
): Case {
  return {
    source,
    claim,
    async run(scene) {
      using hook = await openHook();
      const [ana, bruno] = [await scene.client('Ana'), await scene.client('Bruno')];
      await scene.call('setWebhook', { url: hook.url, ...params });
      await run({ ...scene, hook, ana, bruno });
    },
  };
}

const info = ({ call }: Scene): Promise<WebhookInfo> => call<WebhookInfo>('getWebhookInfo');

const texts = ({ deliveries }: Hook): (string | undefined)[] =>
  deliveries.map(({ update }) => (update.message ?? update.edited_message)?.text);

const delivered = ({ hook, clock }: Hooked, count: number): Promise<void> =>
  until(() => {
    clock.advance(0);
    return hook.deliveries.length >= count;
  });

const settled = ({ sandbox, clock }: Scene): Promise<void> =>
  until(() => {
    clock.advance(0);
    return sandbox.pending().updates === 0;
  });

/** The server reports the failure as the last error. */
async function failed(scene: Scene, message: string): Promise<void> {
  for (let asked = 0; asked < 10_000; asked += 1) {
    if ((await info(scene)).last_error_message === message) return;
  }
  throw new Error(`The server never heard of "${message}".`);
}

const QUEUES = 'FACTS.md #34 (BA:17929, WH:400)';
const RETRIES = 'FACTS.md #34 (WH:493)';

conform('webhooks: what is delivered, and in which order', [
  hooked(
    'FACTS.md #34',
    'one update in a POST of JSON, with the secret token in its header',
    async (scene) => {
      const { hook, people, ana } = scene;
      people.write(ana, 'oi');
      await delivered(scene, 1);
      const [delivery] = hook.deliveries;
      expect(delivery).toMatchObject({ method: 'POST', secret: 'a-Z_0' });
      expect(delivery?.headers['content-type']).toBe('application/json');
      expect(delivery?.update).toEqual({
        update_id: expect.any(Number),
        message: expect.objectContaining({ text: 'oi' }),
      });
    },
    { secret_token: 'a-Z_0' },
  ),
  hooked('FACTS.md #34', 'without a secret token there is no such header', async (scene) => {
    scene.people.write(scene.ana, 'oi');
    await delivered(scene, 1);
    expect(scene.hook.deliveries[0]?.headers).not.toHaveProperty('x-telegram-bot-api-secret-token');
  }),
  hooked(QUEUES, 'a chat’s next update comes only after a 2xx, its edits too', async (scene) => {
    const { hook, people, ana } = scene;
    const first = people.write(ana, '1');
    people.write(ana, '2');
    people.edit(ana, first, '1b');
    for (const count of [1, 2, 3]) {
      await delivered(scene, count);
      await info(scene);
      expect(hook.deliveries).toHaveLength(count);
      hook.deliveries.at(-1)?.answer([200, 201, 204][count - 1] ?? 200);
    }
    await settled(scene);
    expect(texts(hook)).toEqual(['1', '2', '1b']);
  }),
  hooked(QUEUES, 'all updates of one group come one by one, whoever wrote them', async (scene) => {
    const { hook, people, owner } = scene;
    const caio = people.add({ firstName: 'Caio' });
    people.sayInGroup(owner, 'a');
    people.sayInGroup(caio, 'b');
    await delivered(scene, 1);
    await info(scene);
    expect(texts(hook)).toEqual(['a']);
    hook.deliveries[0]?.answer(200);
    await delivered(scene, 2);
    hook.deliveries[1]?.answer(200);
    await settled(scene);
  }),
  hooked(QUEUES, 'a chat that waits holds back no other, and no press of a button', async (scene) => {
    const { hook, people, ana, bruno, send } = scene;
    const reply_markup = { inline_keyboard: [[{ text: 'ok', callback_data: 'sim' }]] };
    const { message_id } = await send(ana, 'pergunta', { reply_markup });
    people.write(ana, 'a');
    people.write(bruno, 'b');
    people.pressButton(ana, ana, message_id, 'sim');
    await delivered(scene, 3);
    const kinds = hook.deliveries.map(({ update }) => update.callback_query?.data ?? update.message?.text);
    expect(new Set(kinds)).toEqual(new Set(['a', 'b', 'sim']));
  }),
  hooked(
    'FACTS.md #34',
    'max_connections: so many requests at once, and no more',
    async (scene) => {
      const { hook, people, ana, bruno } = scene;
      const carla = people.add({ firstName: 'Carla' });
      for (const client of [ana, bruno, carla]) people.write(client, 'oi');
      await delivered(scene, 2);
      await info(scene);
      expect(hook.deliveries).toHaveLength(2);
      hook.deliveries[0]?.answer(200);
      await delivered(scene, 3);
      for (const delivery of hook.deliveries.slice(1)) delivery.answer(200);
      await settled(scene);
    },
    { max_connections: 2 },
  ),
  hooked('FACTS.md #31 (BA:16966)', 'allowed_updates counts when the update is made', async (scene) => {
    const { hook, people, ana, bruno, call, clock } = scene;
    people.write(ana, 'antes');
    clock.advance(1000);
    await call('setWebhook', { url: hook.url, allowed_updates: ['edited_message'] });
    const unheard = people.write(bruno, 'não');
    people.edit(bruno, unheard, 'sim');
    hook.answerAll(() => 200);
    for (const delivery of hook.deliveries) if (!delivery.isAnswered()) delivery.answer(200);
    await settled(scene);
    expect(new Set(texts(hook))).toEqual(new Set(['antes', 'sim']));
  }),
]);

const refusedWith = (status: number, reason: string): Case =>
  hooked(RETRIES, `an answer ${status} has failed, and says so in getWebhookInfo`, async (scene) => {
    const { hook, people, ana, clock } = scene;
    hook.answerAll(() => (hook.deliveries.length === 1 ? status : 200));
    people.write(ana, 'oi');
    const message = `Wrong response from the webhook: ${status} ${reason}`;
    await failed(scene, message);
    const at = Math.floor(clock.now() / 1000);
    clock.advance(5000);
    await settled(scene);
    expect(texts(hook)).toEqual(['oi', 'oi']);
    // A later success does not clear the error.
    expect(await info(scene)).toMatchObject({
      last_error_date: at,
      last_error_message: message,
      pending_update_count: 0,
    });
  });

conform('webhooks: what fails', [
  refusedWith(302, 'Found'),
  refusedWith(400, 'Bad Request'),
  refusedWith(403, 'Forbidden'),
  refusedWith(404, 'Not Found'),
  refusedWith(429, 'Too Many Requests'),
  refusedWith(502, 'Bad Gateway'),
  hooked(
    RETRIES,
    'the first retry comes at once, then after 2, 4, 8 … s, at most after a time of 60–120 s',
    async (scene) => {
      const { hook, people, ana, clock } = scene;
      people.write(ana, 'oi');
      const failures: [status: number, reason: string, leastS: number, mostS: number][] = [
        [500, 'Internal Server Error', 0, 0],
        [501, 'Not Implemented', 2, 2],
        [502, 'Bad Gateway', 4, 4],
        [503, 'Service Unavailable', 8, 8],
        [504, 'Gateway Timeout', 16, 16],
        [505, 'HTTP Version Not Supported', 32, 32],
        [507, 'Insufficient Storage', 60, 64],
        [508, 'Loop Detected', 60, 120],
      ];
      for (const [at, [status, reason, leastS, mostS]] of failures.entries()) {
        await delivered(scene, at + 1);
        hook.deliveries[at]?.answer(status);
        await failed(scene, `Wrong response from the webhook: ${status} ${reason}`);
        if (leastS > 0) {
          clock.advance(leastS * 1000 - 1);
          await info(scene);
          expect(hook.deliveries).toHaveLength(at + 1);
        }
        clock.advance(mostS * 1000 - Math.max(leastS * 1000 - 1, 0));
      }
      await delivered(scene, failures.length + 1);
    },
  ),
  hooked(RETRIES, 'meanwhile the chat’s queue is blocked, and another’s is not', async (scene) => {
    const { hook, people, ana, bruno } = scene;
    hook.answerAll(({ message }) => (message?.chat.id === ana ? 500 : 200));
    people.write(ana, 'a1');
    people.write(ana, 'a2');
    await failed(scene, 'Wrong response from the webhook: 500 Internal Server Error');
    people.write(bruno, 'b1');
    await until(() => texts(hook).includes('b1'));
    expect(texts(hook)).not.toContain('a2');
    expect((await info(scene)).pending_update_count).toBeGreaterThanOrEqual(2);
  }),
  ...[
    ['90', 90],
    ['86400', 3600],
  ].map(([given, seconds]) =>
    hooked(RETRIES, `Retry-After: ${given} is honoured for ${seconds} s`, async (scene) => {
      const { hook, people, ana, clock } = scene;
      people.write(ana, 'oi');
      await delivered(scene, 1);
      hook.deliveries[0]?.answer(503, { headers: { 'retry-after': String(given) } });
      await failed(scene, 'Wrong response from the webhook: 503 Service Unavailable');
      clock.advance(Number(seconds) * 1000 - 1);
      await info(scene);
      expect(hook.deliveries).toHaveLength(1);
      clock.advance(1);
      await delivered(scene, 2);
    }),
  ),
  hooked(RETRIES, 'a message is dropped a day after its date, and the next one comes', async (scene) => {
    const { hook, people, ana, clock } = scene;
    const down = { status: 500, headers: { 'retry-after': '3600' } };
    hook.answerAll(({ message }) => (message?.text === 'velha' ? down : 200));
    people.write(ana, 'velha');
    people.write(ana, 'também velha');
    await until(() => {
      clock.advance(600_000);
      return scene.sandbox.pending().updates === 0;
    });
    people.write(ana, 'nova');
    await settled(scene);
    expect(texts(hook).at(-1)).toBe('nova');
    expect(texts(hook)).not.toContain('também velha');
  }),
  hooked('FACTS.md #34 (WH)', '410 for 23 hours closes it; what waits can be polled then', async (scene) => {
    const { hook, people, ana, clock, call } = scene;
    hook.answerAll(() => ({ status: 410, headers: { 'retry-after': '3600' } }));
    const noted = async (): Promise<void> => {
      const now = Math.floor(clock.now() / 1000);
      for (let at = await info(scene); at.url !== '' && at.last_error_date !== now; at = await info(scene));
    };
    people.write(ana, 'oi');
    await noted();
    for (let hour = 1; hour <= 24; hour += 1) {
      if (hour === 23) expect((await info(scene)).url).toBe(hook.url);
      people.write(ana, String(hour));
      const before = hook.deliveries.length;
      clock.advance(3_600_000);
      await delivered(scene, before + 1);
      await noted();
    }
    expect((await info(scene)).url).toBe('');
    expect((await call('getUpdates')) as unknown).not.toEqual([]);
  }),
  hooked('FACTS.md #34 (WH:616)', 'an answer’s body may carry a call', async (scene) => {
    const { hook, people, ana, sandbox } = scene;
    hook.answerAll(() => ({ status: 200, body: { method: 'SENDmessage', chat_id: ana, text: 'eco' } }));
    people.write(ana, 'oi');
    await until(() => sandbox.views.private(ana).at(-1)?.text === 'eco');
  }),
  ...['getMe', 'getUpdates', 'setWebhook', 'deleteWebhook', 'close', 'logOut'].map((method) =>
    hooked('FACTS.md #34 (WH:616)', `${method} in an answer’s body is ignored`, async (scene) => {
      const { hook, people, ana, sandbox } = scene;
      const before = sandbox.calls.length;
      hook.answerAll(() => ({ status: 200, body: { method, url: '' } }));
      people.write(ana, 'oi');
      await settled(scene);
      expect(sandbox.calls.slice(before)).toEqual([]);
      expect((await info(scene)).url).toBe(hook.url);
    }),
  ),
]);
