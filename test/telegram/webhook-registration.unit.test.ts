import { expect, test } from 'vitest';
import { createSecret } from '../../src/config/secret.ts';
import type { WebhookFacts } from '../../src/telegram/api.ts';
import { TelegramError } from '../../src/telegram/error.ts';
import { keepWebhook } from '../../src/telegram/webhook-registration.ts';
import { drivenClock, turn } from '../support/driven-clock.ts';
import { intakeEar } from '../support/intake-ear.ts';

const OURS = 'https://desk.example.com/telegram';
const NOTHING: WebhookFacts = { url: '', waiting: 0, lastError: null };

type Refusal = [method: 'getWebhookInfo' | 'setWebhook', error: TelegramError];

/** A Telegram with a webhook, and with refusals on demand. */
async function aKeeper(before: Partial<WebhookFacts> = {}, ...refused: Refusal[]) {
  const clock = drivenClock();
  const stopping = new AbortController();
  const asked: string[] = [];
  const { on, ...ear } = intakeEar();
  const refusals = [...refused];
  let facts: WebhookFacts = { ...NOTHING, ...before };
  let accepted = 0;
  let endsNow = false;
  async function answer<T>(method: string, result: () => T): Promise<T> {
    asked.push(method);
    const next = refusals.findIndex(([name]) => method.startsWith(name));
    const [refusal] = next < 0 ? [] : refusals.splice(next, 1);
    if (refusal !== undefined) throw refusal[1];
    if (endsNow) stopping.abort();
    return result();
  }
  const ended = keepWebhook(
    {
      api: {
        webhook: () => answer('getWebhookInfo', () => facts),
        setWebhook: (url, secret, kinds) =>
          answer(`setWebhook ${secret} ${kinds.includes('chat_member')}`, () => {
            facts = { ...facts, url };
          }),
        deleteWebhook: () =>
          answer('deleteWebhook', () => {
            facts = { ...facts, url: '', lastError: null };
          }),
      },
      hook: { url: OURS, secret: createSecret('shh') },
      runtime: { clock, random: () => 0.5 },
      on: {
        ...on,
        set() {
          accepted += 1;
        },
      },
    },
    stopping.signal,
  );
  const outcome = ended.then(
    () => null,
    (error: unknown) => error as Error,
  );
  await turn();
  return {
    asked,
    ...ear,
    outcome,
    clock,
    accepted: () => accepted,
    refuses: (...further: Refusal[]) => refusals.push(...further),
    becomes: (change: Partial<WebhookFacts>) => {
      facts = { ...facts, ...change };
    },
    /** Its time is over before the next answer. */
    endsWithNextAnswer() {
      endsNow = true;
    },
    async passes(ms: number) {
      await clock.advance(ms);
    },
    async stops() {
      stopping.abort();
      await ended;
    },
  };
}

const SET = 'setWebhook shh true';

test('the webhook is set with its secret, for what is not sent unless named, and looked after each minute', async () => {
  const keeper = await aKeeper();
  expect(keeper.asked).toEqual(['getWebhookInfo', SET]);
  expect(keeper.accepted()).toBe(1);
  await keeper.passes(1000);
  expect(keeper.caughtUp()).toBe(1);
  await keeper.passes(120_000);
  expect(keeper.asked.slice(2)).toEqual(['getWebhookInfo', 'getWebhookInfo', 'getWebhookInfo']);
  await keeper.stops();
  expect(keeper.asked).not.toContain('deleteWebhook');
  expect(keeper.troubles).toEqual([]);
});

test('another address is replaced; what was set before is set again, for its secret may be another', async () => {
  for (const url of ['https://old.example.com/', OURS]) {
    const keeper = await aKeeper({ url });
    expect(keeper.asked).toEqual(['getWebhookInfo', SET]);
    expect(keeper.troubles).toEqual([]);
    await keeper.stops();
  }
});

test('while updates wait, the webhook is taken away first, so that no chat stays paused', async () => {
  const keeper = await aKeeper({ url: OURS, waiting: 3 });
  expect(keeper.asked).toEqual(['getWebhookInfo', 'deleteWebhook']);
  await keeper.passes(1100);
  expect(keeper.asked).toEqual(['getWebhookInfo', 'deleteWebhook', SET]);
  await keeper.passes(10_000);
  expect(keeper.caughtUp()).toBe(0);
  keeper.becomes({ waiting: 0 });
  await keeper.passes(1000);
  expect(keeper.caughtUp()).toBe(1);
  await keeper.stops();
});

test('a stream of updates that never ends does not keep the timers waiting for ever', async () => {
  const keeper = await aKeeper({ waiting: 5 });
  await keeper.passes(119_000);
  expect(keeper.caughtUp()).toBe(0);
  await keeper.passes(3000);
  expect(keeper.caughtUp()).toBe(1);
  await keeper.stops();
});

test('a webhook set twice within a second is set a second later', async () => {
  const tooSoon = new TelegramError('Too Many Requests: retry after 1', 429, 1);
  const keeper = await aKeeper({}, ['setWebhook', tooSoon]);
  await keeper.passes(1000);
  expect(keeper.asked).toEqual(['getWebhookInfo', SET, SET]);
  expect(keeper.troubles).toEqual([]);
  await keeper.stops();
});

test('an address that Telegram refuses ends the start, with what to do', async () => {
  const reserved = new TelegramError('Bad Request: bad webhook: IP address 10.0.0.1 is reserved', 400);
  const keeper = await aKeeper({ url: 'https://old.example.com/' }, ['setWebhook', reserved]);
  expect((await keeper.outcome)?.message).toMatch(/WEBHOOK_URL .*10\.0\.0\.1.*UPDATES=polling/);
});

test('an address that was good once and is refused later is tried again', async () => {
  const keeper = await aKeeper();
  keeper.becomes({ url: '' });
  keeper.refuses(['setWebhook', new TelegramError('Bad Request: bad webhook: Failed to resolve host', 400)]);
  await keeper.passes(3000);
  expect(keeper.troubles.map(({ kind }) => kind)).toEqual(['replaced', 'unreachable']);
  expect(keeper.asked.at(-1)).toBe('getWebhookInfo');
  expect(keeper.asked.filter((method) => method === SET)).toHaveLength(3);
  await keeper.stops();
});

test('a token that is not valid for a minute ends it; some seconds are a trouble that passes', async () => {
  const keeper = await aKeeper();
  const revoked: Refusal = ['getWebhookInfo', new TelegramError('Unauthorized', 401)];
  keeper.refuses(revoked, revoked);
  await keeper.passes(1000);
  await keeper.passes(60_000);
  expect(keeper.troubles.map(({ kind }) => kind)).toEqual(['unreachable', 'unreachable']);
  expect(keeper.recovered()).toBe(1);
  keeper.refuses(...Array.from({ length: 20 }, () => revoked));
  for (let n = 0; n < 20; n += 1) await keeper.passes(15_000);
  expect(await keeper.outcome).toBeNull();
  expect(keeper.troubles.at(-1)).toEqual({ kind: 'unauthorized', message: 'Unauthorized' });
});

test('nobody there, another setWebhook at the same time: tried again until it is set', async () => {
  const keeper = await aKeeper(
    {},
    ['getWebhookInfo', new TelegramError('No answer', null)],
    ['setWebhook', new TelegramError('Bad Gateway', 502)],
    ['setWebhook', new TelegramError('Conflict: terminated by other setWebhook', 409)],
  );
  await keeper.passes(60_000);
  expect(keeper.asked).toContain(SET);
  expect(keeper.troubles.map(({ kind }) => kind)).toEqual(['unreachable', 'unreachable', 'conflict']);
  expect(keeper.recovered()).toBe(1);
  await keeper.stops();
});

test('a webhook that somebody else changed is set again, and said', async () => {
  const keeper = await aKeeper();
  await keeper.passes(1000);
  keeper.becomes({ url: 'https://thief.example.com/' });
  await keeper.passes(60_000);
  expect(keeper.troubles).toEqual([{ kind: 'replaced', host: 'thief.example.com' }]);
  expect(keeper.asked.at(-1)).toBe(SET);
  await keeper.passes(60_000);
  expect(keeper.recovered()).toBe(1);
  await keeper.stops();
});

test("after its webhook was somebody else's the desk catches up anew", async () => {
  const keeper = await aKeeper();
  await keeper.passes(1000);
  expect(keeper.caughtUp()).toBe(1);
  keeper.becomes({ url: 'https://thief.example.com/', waiting: 2 });
  await keeper.passes(60_000);
  await keeper.passes(10_000);
  expect(keeper.caughtUp()).toBe(1);
  keeper.becomes({ waiting: 0 });
  await keeper.passes(1000);
  expect(keeper.caughtUp()).toBe(2);
  await keeper.stops();
});

test('what could not be delivered is waited for, as long as its chat may rest', async () => {
  const keeper = await aKeeper();
  await keeper.passes(10 * 60_000);
  expect(keeper.caughtUp()).toBe(1);
  keeper.becomes({ waiting: 1, lastError: { atS: 100, message: 'Connection refused' } });
  await keeper.passes(60_000);
  expect(keeper.troubles).toHaveLength(1);
  await keeper.passes(55_000);
  expect(keeper.caughtUp()).toBe(1);
  await keeper.passes(10_000);
  expect(keeper.caughtUp()).toBe(2);
  await keeper.stops();
});

test("what is answered when its time is over is another process's to know", async () => {
  for (const facts of [{ url: '' }, { lastError: { atS: 100, message: 'Connection refused' } }]) {
    const keeper = await aKeeper();
    await keeper.passes(1000);
    keeper.becomes(facts);
    keeper.endsWithNextAnswer();
    await keeper.passes(60_000);
    expect(await keeper.outcome).toBeNull();
    expect(keeper.troubles).toEqual([]);
    expect(keeper.asked.at(-1)).toBe('getWebhookInfo');
  }
});

test('an update that never gets through does not keep the timers waiting for ever', async () => {
  const keeper = await aKeeper();
  await keeper.passes(1000);
  for (let atS = 100; atS < 200; atS += 10) {
    keeper.becomes({ waiting: 1, lastError: { atS, message: 'Request Entity Too Large' } });
    await keeper.passes(20_000);
  }
  expect(keeper.caughtUp()).toBeGreaterThan(1);
  await keeper.stops();
});

test('deliveries that fail are said once, until a look finds no new failure', async () => {
  const keeper = await aKeeper({ lastError: { atS: 90, message: 'of another life' } });
  await keeper.passes(1000);
  expect(keeper.troubles).toEqual([]);
  keeper.becomes({ waiting: 2, lastError: { atS: 100, message: 'Connection refused' } });
  await keeper.passes(60_000);
  expect(keeper.troubles).toEqual([{ kind: 'undelivered', message: 'Connection refused', waiting: 2 }]);
  await keeper.passes(60_000);
  expect([keeper.troubles.length, keeper.recovered()]).toEqual([1, 1]);
  await keeper.stops();
});
