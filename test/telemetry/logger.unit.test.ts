import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { UserId } from '../../machines/ids.ts';
import { DefectError } from '../../src/base/errors.ts';
import * as events from '../../src/telemetry/events.ts';
import { createMask, type Mask } from '../../src/config/mask.ts';
import { createLogger, type Logger } from '../../src/telemetry/logger.ts';
import { deskLog, metricsOf, scrapeOf } from '../../src/telemetry/metrics.ts';

const TOKEN = '123456789:AAEhBP0av28-abcdefghij_klmnopqrst12';

function listen(options: { pretty?: boolean; level?: 'debug' | 'info'; mask?: Mask } = {}) {
  const lines: string[] = [];
  const destination = { write: (line: string) => lines.push(line) };
  const log = createLogger({ level: 'debug', pretty: false, ...options }, destination);
  return {
    log,
    lines,
    all: () => lines.join(''),
    last: (): Record<string, unknown> => JSON.parse(lines.at(-1) ?? ''),
  };
}

async function values(log: Logger, metric: string): Promise<string[]> {
  const lines = (await scrapeOf(log).text()).split('\n');
  return lines.filter((line) => line.startsWith(metric));
}

describe.each([{ pretty: false }, { pretty: true }])('a token is never written ($pretty)', (options) => {
  test.each<[string, (log: Logger) => void]>([
    ['in a field', (log) => log.info({ deep: { list: [TOKEN] } }, 'hello')],
    ['in the message', (log) => log.info(`using ${TOKEN}`)],
    ['in the name of a field', (log) => log.info({ [TOKEN]: 1 }, 'hello')],
    ['in an error', (log) => log.error({ err: new Error(`POST /bot${TOKEN}/getMe failed`) }, 'failed')],
    ['in a bare error', (log) => log.error(new Error(`POST /bot${TOKEN}/getMe failed`))],
    ['in a cause', (log) => log.error({ err: new Error('failed', { cause: new Error(TOKEN) }) }, 'failed')],
    [
      'percent-encoded',
      (log) => log.info({ url: `https://example.com/?t=${encodeURIComponent(TOKEN)}` }, 'hello'),
    ],
    ['by a child', (log) => log.child({ TOKEN }).info('hello')],
  ])('%s', (_, write) => {
    const { log, all } = listen(options);
    write(log);
    expect(all()).toContain('***');
    expect(all()).not.toContain('AAEh');
  });
});

test('a line for people names the desk once the process serves two desks', () => {
  const { log, lines, all } = listen({ pretty: true });
  const [first, second] = [deskLog(log, 7), deskLog(log, 8)];
  first.info('started');
  expect(all()).not.toContain('[7]');
  second.info('started too');
  first.info('goes on');
  log.info('all desks');
  expect(lines.slice(1).map((line) => /(\[\d+\] )?(started too|goes on|all desks)/.exec(line)?.[0])).toEqual([
    '[8] started too',
    '[7] goes on',
    'all desks',
  ]);
});

test('a short token is hidden in a URL, and anywhere once it is told as a secret', () => {
  const { log, all } = listen({ mask: createMask(['9000:sandbox', 'pass"word']) });
  log.info(
    { url: 'http://127.0.0.1:9/bot9000:other/getMe', file: '/file/bot9000:other/photos/1.jpg' },
    'call',
  );
  log.info({ token: '9000:sandbox', redis: 'redis://:pass"word@h' }, 'start');
  expect(all()).not.toMatch(/other|9000:sandbox|pass/);
  expect(all()).toContain('/bot***/getMe');
});

test('times, ids and addresses are left as they are', () => {
  const { log, last } = listen();
  log.info({ at: '12:30:45', id: 123456789, address: '127.0.0.1:8080', command: '871:0:42' }, 'hello');
  expect(last()).toMatchObject({
    at: '12:30:45',
    id: 123456789,
    address: '127.0.0.1:8080',
    command: '871:0:42',
  });
});

test("the call that a library's error carries is not written: it may hold a client's text", () => {
  const { log, all, last } = listen();
  const cause = Object.assign(new Error('ECONNRESET'), {
    code: 'ECONNRESET',
    command: { args: ['my secret'] },
  });
  const failure = Object.assign(new DefectError('sendMessage failed', { cause }), {
    payload: { text: 'my secret' },
  });
  log.error({ err: failure }, 'failed');
  log.error({ err: 'my secret' }, 'thrown by somebody rude');
  expect(all()).not.toContain('my secret');
  log.error({ err: failure }, 'failed');
  expect(last()).toMatchObject({
    err: {
      type: 'DefectError',
      message: 'sendMessage failed',
      stack: expect.stringContaining('logger.unit.test.ts'),
      cause: { type: 'Error', message: 'ECONNRESET', code: 'ECONNRESET' },
    },
  });
});

test('errors that cause each other do not hang the log', () => {
  const { log, lines } = listen();
  const first = new Error('first');
  first.cause = new Error('second', { cause: first });
  log.error({ err: first }, 'failed');
  expect(lines).toHaveLength(1);
});

test('lines for people have no JSON in them', () => {
  const { log, all } = listen({ pretty: true });
  log.info('Desk started');
  expect(all()).toMatch(/INFO.*: Desk started\n$/);
});

test('below its level nothing is written', async () => {
  const { log, lines } = listen({ level: 'info' });
  log.debug('chatter');
  expect(lines).toEqual([]);
});

test('the log goes to stderr and is complete though the process dies at once', () => {
  const logger = new URL('../../src/telemetry/logger.ts', import.meta.url).href;
  const code = `import { createLogger } from ${JSON.stringify(logger)};
    createLogger({ level: 'info', pretty: true }).info('last words');
    process.kill(process.pid, 'SIGKILL');`;
  const child = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    encoding: 'utf8',
  });
  expect(child.stderr).toContain('last words');
  expect(child.stdout).toBe('');
  expect(child.signal).toBe('SIGKILL');
});

test('every business event has its own name, a level that fits it, and a counter', async () => {
  const { log, lines } = listen();
  const fields = { owner: 42, client: 42, kind: 'note', fix: 'add the bot again', err: new Error('boom') };
  for (const tell of Object.values(events)) (tell as (log: Logger, fields: object) => void)(log, fields);

  const written = lines.map((line): { event: string; level: number } => JSON.parse(line));
  expect(written).toHaveLength(Object.keys(events).length);
  expect(new Set(written.map(({ event }) => event)).size).toBe(written.length);
  const counted = (await values(log, 'balcao_events_total')).map(
    (line) => /event="([^"]+)".* 1$/.exec(line)?.[1],
  );
  expect(counted).toEqual(written.map(({ event }) => event));
  const alarms = written.filter(({ level }) => level >= 50).map(({ event }) => event);
  expect(alarms).toEqual([
    'update.parked',
    'lane.barred',
    'delivery.parked',
    'channel.troubled',
    'polling.conflict',
    'webhook.replaced',
    'webhook.foreign',
    'request.failed',
    'store.troubled',
    'gap.found',
    'setup.broken',
    'task.failed',
    'lease.troubled',
    'settings.damaged',
  ]);
});

test('an event is counted by its kind, also below the level that is written', async () => {
  const { log, lines } = listen({ level: 'info' });
  const delivered = (kind: string) =>
    events.effectDelivered(log, { owner: 42 as UserId, entry: '7', kind, ms: 12, sinceMs: 400 });
  delivered('note');
  delivered('relayToThread');
  delivered('note');
  expect(lines).toEqual([]);
  expect(await values(log, 'balcao_events_total')).toEqual([
    'balcao_events_total{event="effect.delivered",kind="note"} 2',
    'balcao_events_total{event="effect.delivered",kind="relayToThread"} 1',
  ]);
});

test('only a relayed message counts for the time from intake to delivery', async () => {
  const { log } = listen();
  for (const kind of ['relayToThread', 'relayToClient', 'relayToClient', 'note']) {
    events.effectDelivered(log, { owner: 42 as UserId, entry: '7', kind, ms: 12, sinceMs: 400 });
  }
  expect(await values(log, 'balcao_relay_seconds_')).toEqual(
    expect.arrayContaining([
      'balcao_relay_seconds_bucket{le="0.25",direction="to-thread"} 0',
      'balcao_relay_seconds_bucket{le="0.5",direction="to-thread"} 1',
      'balcao_relay_seconds_count{direction="to-client"} 2',
      'balcao_relay_seconds_sum{direction="to-client"} 0.8',
    ]),
  );
});

test('calls are measured by name and outcome', async () => {
  const { log } = listen();
  metricsOf(log).startCall('sendMessage')('rate-limited');
  expect(await values(log, 'balcao_telegram_call_seconds_count')).toEqual([
    'balcao_telegram_call_seconds_count{method="sendMessage",outcome="rate-limited"} 1',
  ]);
});

test('two desks of one process share a page of metrics and are told apart', async () => {
  const { log, last } = listen();
  const [first, second] = [deskLog(log, 7), deskLog(log, 8)];
  events.ticketOpened(first, { client: 42 as UserId });
  events.ticketOpened(second, { client: 42 as UserId });
  expect(last()).toMatchObject({ event: 'ticket.opened', desk: 8 });
  expect(await values(log, 'balcao_events_total')).toEqual([
    'balcao_events_total{desk="7",event="ticket.opened"} 1',
    'balcao_events_total{desk="8",event="ticket.opened"} 1',
  ]);
});

test('the state of a desk is read at each scrape, and not after the desk has stopped', async () => {
  const { log } = listen();
  const desk = deskLog(log, 7);
  let parked: number | null = 3;
  const lanes = [{ kind: 'group', entries: 5, paused: 1 }];
  const stop = metricsOf(desk).watch(async () => ({ isLeader: true, lanes, parked }));
  expect(await values(log, 'balcao_')).toEqual([
    'balcao_queue_entries{desk="7",lane="group"} 5',
    'balcao_lanes_paused{desk="7",lane="group"} 1',
    'balcao_parked_entries{desk="7"} 3',
    'balcao_leader{desk="7"} 1',
  ]);
  parked = null;
  expect(await values(log, 'balcao_parked_entries')).toEqual([]);
  stop();
  expect(await values(log, 'balcao_leader')).toEqual([]);
});
