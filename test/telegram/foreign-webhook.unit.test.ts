import { describe, expect, test } from 'vitest';
import { TelegramError } from '../../src/telegram/error.ts';
import { aPoller } from '../support/poller.ts';

describe('a webhook that another program sets on the token', () => {
  const active = () => ({
    error: new TelegramError(
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      409,
    ),
  });
  const SECRET = 'https://user:pw@thief.example:8443/hook/s3cret?key=1';

  test('is taken away at once, and its host is named, not its path', async () => {
    const poller = aPoller();
    poller.webhooks.push(SECRET);
    await poller.answers(active());
    await poller.clock.advance(0);
    expect(poller.calls).toEqual(['getWebhookInfo', 'deleteWebhook']);
    expect(poller.troubles).toEqual([
      { kind: 'foreign-webhook', host: 'thief.example:8443', times: 1, waitMs: 0 },
    ]);
    await poller.answers({ updates: [1] });
    expect(poller.received).toEqual([1]);
    expect(poller.recovered()).toBe(1);
    await poller.stop();
  });

  test('while it is being set, or gone again, is told apart from another poller too', async () => {
    const poller = aPoller();
    await poller.answers({
      error: new TelegramError('Conflict: terminated by setWebhook request', 409),
    });
    expect(poller.calls).toEqual(['getWebhookInfo']);
    expect(poller.troubles).toMatchObject([{ kind: 'foreign-webhook', host: null }]);
    await poller.stop();
  });

  test('again and again is fought ever less often, and told each time', async () => {
    const poller = aPoller();
    const waits: number[] = [];
    for (let n = 0; n < 10; n += 1) {
      poller.webhooks.push(SECRET);
      await poller.answers(active());
      waits.push(poller.clock.waits()[0] ?? 0);
      await poller.clock.advance(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([0, 0, 0, 30_000, 60_000, 120_000, 240_000, 480_000, 600_000, 600_000]);
    expect(poller.troubles).toHaveLength(10);
    await poller.answers({ updates: [1] });
    await poller.clock.advance(61 * 60_000);
    poller.webhooks.push(SECRET);
    await poller.answers(active());
    expect(poller.troubles.at(-1)).toMatchObject({ times: 1, waitMs: 0 });
    await poller.stop();
  });

  test('is tried again when Telegram does not answer about it', async () => {
    const poller = aPoller();
    poller.calls.push = () => {
      throw new TelegramError('No answer from the Bot API', null);
    };
    await poller.answers(active());
    expect(poller.troubles).toMatchObject([{ kind: 'unreachable' }]);
    await poller.stop();
  });
});
