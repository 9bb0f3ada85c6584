import { expect, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/start.ts';
import { consoleAt, emptyFolder, runProgram } from '../support/desk-process.ts';
import { freePort } from '../support/free-port.ts';

/** The values of a running desk, by name with labels. */
async function scrape(port: number): Promise<Map<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]));
}

test('an operator sees who leads, what waits, and how long messages, calls and commands take', async () => {
  await using telegram = await startSandbox({ copyDelayMs: 5 });
  using folder = emptyFolder();
  const port = await freePort();
  const env = {
    BOT_TOKEN: telegram.token,
    CHANNEL_ID: String(telegram.channelId),
    TELEGRAM_API_ROOT: telegram.url,
    PORT: String(port),
  };
  await using desk = runProgram('src/main.ts', folder.path, env);
  await desk.says(/is running in channel/);
  const ana = telegram.people.add({ firstName: 'Ana' });
  telegram.people.write(ana, 'oi');
  const { sees } = consoleAt(telegram.url);
  await sees('the message', ({ posts, threads }) => posts.some(({ id }) => (threads[id]?.length ?? 0) > 0));

  const relayed = `balcao_relay_seconds_count{desk="${telegram.botId}",direction="to-thread"}`;
  await expect.poll(async () => (await scrape(port)).get(relayed)).toBe(1);
  const values = await scrape(port);
  const named = (start: string) => [...values.keys()].filter((name) => name.startsWith(start));
  const of = `desk="${telegram.botId}"`;
  expect(values.get(`balcao_leader{${of}}`)).toBe(1);
  expect(values.get(`balcao_parked_entries{${of}}`)).toBe(0);
  expect(named('balcao_queue_entries').sort()).toEqual(
    ['channel', 'desk', 'group', 'private'].map((lane) => `balcao_queue_entries{${of},lane="${lane}"}`),
  );
  expect(named('balcao_lanes_paused')).toHaveLength(4);
  expect(named('balcao_telegram_call_seconds_count')).toContain(
    `balcao_telegram_call_seconds_count{${of},method="sendMessage",outcome="ok"}`,
  );
  expect(values.get(`balcao_events_total{${of},event="ticket.opened"}`)).toBe(1);
  expect([...values.keys()].join('\n')).not.toContain(String(ana));
});
