import { expect, test } from 'vitest';
import { TelegramError } from '../../src/telegram/error.ts';
import { turn } from '../support/driven-clock.ts';
import { aPoller } from '../support/poller.ts';

function door() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

test('the first question names no offset, and asks for what is not sent unless named', async () => {
  const poller = aPoller();
  expect(poller.asked).toEqual([undefined]);
  expect(poller.kinds()).toContain('chat_member');
  expect(poller.kinds()).toContain('my_chat_member');
  await poller.stop();
});

test('the offset moves over a batch once all of it was received', async () => {
  const { open, opened } = door();
  const poller = aPoller((id) => (id === 11 ? opened : Promise.resolve()));
  await poller.answers({ updates: [10, 11, 12] });
  expect(poller.received).toEqual([10, 12]);
  expect(poller.asked).toEqual([undefined]);
  open();
  await turn();
  expect(poller.received).toEqual([10, 12, 11]);
  expect(poller.asked).toEqual([undefined, 13]);
  await poller.stop();
});

test('an empty answer leaves the offset where it was', async () => {
  const poller = aPoller();
  await poller.answers({ updates: [41] });
  await poller.clock.advance(30_000);
  await poller.answers({ updates: [] });
  await poller.clock.advance(1000);
  expect(poller.asked.at(-1)).toBe(42);
  await poller.stop();
});

test('ids may begin anew after a silent week', async () => {
  const poller = aPoller();
  await poller.answers({ updates: [900] });
  await poller.answers({ updates: [5, 6] });
  expect(poller.asked).toEqual([undefined, 901, 7]);
  await poller.stop();
});

test('what came while the desk was away is taken without waiting, and then it is said, once', async () => {
  const poller = aPoller();
  await poller.answers({ error: new TelegramError('Bad Gateway', 502) });
  await poller.clock.advance(250);
  await poller.answers({ updates: Array.from({ length: 100 }, (_, n) => n) });
  await poller.answers({ updates: [100] });
  expect(poller.caughtUp()).toBe(0);
  for (let n = 0; n < 2; n += 1) {
    await poller.answers({ updates: [] });
    await poller.clock.advance(100);
    expect(poller.caughtUp()).toBe(1);
  }
  expect(poller.waitsS).toEqual([0, 0, 0, 0, 30, 30]);
  await poller.stop();
});

test('a server that does not wait is not asked in a tight loop', async () => {
  const poller = aPoller();
  // The first question asks for no wait.
  await poller.answers({ updates: [] });
  expect(poller.clock.waits()).toEqual([]);
  expect(poller.asked).toHaveLength(2);
  await poller.answers({ updates: [] });
  expect(poller.asked).toHaveLength(2);
  expect(poller.clock.waits()).toEqual([100]);
  await poller.clock.advance(100);
  expect(poller.asked).toHaveLength(3);
  await poller.stop();
});

test('updates that came are answered with the next question at once', async () => {
  const poller = aPoller();
  await poller.answers({ updates: [1] });
  expect(poller.clock.waits()).toEqual([]);
  expect(poller.asked).toHaveLength(2);
  await poller.stop();
});

test('a network that is down is asked again, ever less often, and said once it is back', async () => {
  const poller = aPoller();
  const waits: number[] = [];
  for (let failures = 1; failures <= 9; failures += 1) {
    await poller.answers({ error: new TelegramError('No answer from the Bot API (ECONNRESET)', null) });
    const [waitMs = 0] = poller.clock.waits();
    waits.push(waitMs);
    await poller.clock.advance(waitMs);
  }
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  expect(poller.troubles.every(({ kind }) => kind === 'unreachable')).toBe(true);
  expect(poller.recovered()).toBe(0);
  await poller.answers({ updates: [1] });
  expect(poller.recovered()).toBe(1);
  await poller.answers({ error: new Error('fetch failed') });
  expect(poller.clock.waits()).toEqual([250]);
  await poller.stop();
});

test('a rate limit on getUpdates waits as long as Telegram says', async () => {
  const poller = aPoller();
  await poller.answers({ error: new TelegramError('Too Many Requests: retry after 28', 429, 28) });
  expect(poller.clock.waits()).toEqual([28_000]);
  await poller.stop();
});

test('a second poller is told apart, waited out, and does not end polling', async () => {
  const poller = aPoller();
  await poller.answers({ error: new TelegramError('Conflict: terminated by other getUpdates request', 409) });
  expect(poller.troubles).toMatchObject([{ kind: 'conflict', waitMs: 3250 }]);
  await poller.clock.advance(3249);
  expect(poller.asked).toHaveLength(1);
  await poller.clock.advance(1);
  expect(poller.asked).toHaveLength(2);
  await poller.answers({ updates: [1] });
  expect(poller.received).toEqual([1]);
  await poller.stop();
});

test.each([400, 403, 404, 500, 502])('an answer %i does not end polling', async (code) => {
  const poller = aPoller();
  await poller.answers({ error: new TelegramError('whatever', code) });
  await poller.clock.advance(60_000);
  expect(poller.asked).toHaveLength(2);
  await poller.stop();
});

const unauthorized = () => ({ error: new TelegramError('Unauthorized', 401) });

test('a token that Telegram does not know for a minute ends it', async () => {
  const poller = aPoller();
  while (poller.troubles.at(-1)?.kind !== 'unauthorized') {
    await poller.answers(unauthorized());
    await poller.clock.advance(poller.clock.waits()[0] ?? 0);
  }
  await poller.ended;
  expect(poller.clock.monotonic()).toBeGreaterThanOrEqual(60_000);
  expect(poller.troubles.slice(0, -1).every(({ kind }) => kind === 'unreachable')).toBe(true);
});

test('some seconds in which Telegram knows no token are a trouble that passes, each time anew', async () => {
  const poller = aPoller();
  for (let hour = 0; hour < 3; hour += 1) {
    for (let n = 0; n < 4; n += 1) {
      await poller.answers(unauthorized());
      await poller.clock.advance(30_000);
      if (n === 1) await poller.answers({ updates: [hour] });
    }
    await poller.answers({ updates: [hour + 10] });
  }
  expect(poller.received).toEqual([0, 10, 1, 11, 2, 12]);
  expect(poller.troubles.some(({ kind }) => kind === 'unauthorized')).toBe(false);
  await poller.stop();
});

test('stopping while nothing comes ends at once and is no trouble', async () => {
  const poller = aPoller();
  await poller.stop();
  expect(poller.troubles).toEqual([]);
});

test('stopping while waiting out a trouble ends at once', async () => {
  const poller = aPoller();
  await poller.answers({ error: new TelegramError('Bad Gateway', 502) });
  await poller.stop();
  expect(poller.asked).toHaveLength(1);
});

test('stopping with a batch half received confirms none of it', async () => {
  const { open, opened } = door();
  const poller = aPoller((id) => (id === 2 ? opened : Promise.resolve()));
  await poller.answers({ updates: [1, 2] });
  const stopped = poller.stop();
  open();
  await stopped;
  expect(poller.asked).toEqual([undefined]);
});

test('after a trouble it is said again that nothing is left of what came meanwhile', async () => {
  const poller = aPoller();
  await poller.answers({ updates: [] });
  await poller.clock.advance(100);
  expect(poller.caughtUp()).toBe(1);
  await poller.answers({ error: new TelegramError('Bad Gateway', 502) });
  await poller.clock.advance(500);
  await poller.answers({ updates: [3] });
  expect(poller.caughtUp()).toBe(1);
  await poller.answers({ updates: [] });
  expect(poller.caughtUp()).toBe(2);
  await poller.stop();
});
