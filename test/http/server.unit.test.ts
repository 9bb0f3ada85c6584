import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createSecret } from '../../src/config/secret.ts';
import { createReadiness } from '../../src/http/readiness.ts';
import { type HttpServer, startHttp } from '../../src/http/server.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { drivenClock } from '../support/driven-clock.ts';
import { eventually } from '../support/eventually.ts';

const SECRET = 'sixteen-or-more-characters';
const JSON_TYPE = 'application/json';

type Question = { secret?: string; type?: string; path?: string; method?: string };

async function aServer(more: { requestLimitMs?: number } = {}) {
  const clock = drivenClock();
  const lines: string[] = [];
  const log = createLogger({ level: 'warn', pretty: false }, { write: (line: string) => lines.push(line) });
  const webhooks = [{ path: '/telegram', secret: createSecret(SECRET) }];
  const server = await startHttp({ host: '127.0.0.1', port: 0, webhooks, clock, log, ...more });
  const url = `http://127.0.0.1:${server.port}`;
  const received: number[] = [];
  let served: { end(): void } | null = null;
  return {
    clock,
    lines,
    server,
    received,
    url,
    serve(
      receive: (id: number) => Promise<void> = async () => {},
      reasons: Record<string, string> = {},
    ): void {
      served?.end();
      served = server.serve({
        id: 9000,
        path: '/telegram',
        log,
        async receive({ update_id }) {
          received.push(update_id);
          await receive(update_id);
        },
        reasons: async () => reasons,
        role: () => 'leader',
      });
    },
    post: (
      body: string,
      { secret = SECRET, type = JSON_TYPE, path = '/telegram', method = 'POST' }: Question = {},
    ) =>
      fetch(`${url}${path}`, {
        method,
        headers: {
          ...(type === '' ? {} : { 'content-type': type }),
          'x-telegram-bot-api-secret-token': secret,
        },
        ...(method === 'GET' ? {} : { body }),
      }),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

const anUpdate = (id: number): string => JSON.stringify({ update_id: id, message: { text: 'oi' } });

function door() {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

test('an update is taken, and the answer is empty', async () => {
  await using http = await aServer();
  http.serve();
  const answer = await http.post(anUpdate(7));
  expect([answer.status, await answer.text()]).toEqual([200, '']);
  expect(http.received).toEqual([7]);
});

test.each<[string, number, string, Question]>([
  ['no secret', 401, anUpdate(1), { secret: '' }],
  ['a wrong secret', 401, anUpdate(1), { secret: 'wrong' }],
  ['a wrong secret with garbage', 401, '{', { secret: 'wrong' }],
  ['a wrong secret with a huge body', 401, 'x'.repeat(2_000_000), { secret: 'wrong' }],
  ['a body above the limit', 413, JSON.stringify({ update_id: 1, message: 'x'.repeat(1_100_000) }), {}],
  ['half a body of JSON', 400, '{"update_id":', {}],
  ['no body', 400, '', {}],
  ['a list', 400, '[]', {}],
  ['null', 400, 'null', {}],
  ['something without an id', 400, '{"message":{}}', {}],
  [
    'what nobody could write down again',
    400,
    `{"update_id":1,"message":${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    {},
  ],
  ['an id that is no whole number', 400, '{"update_id":1.5}', {}],
  ['a form', 415, 'update_id=1', { type: 'application/x-www-form-urlencoded' }],
  ['plain text', 415, anUpdate(1), { type: 'text/plain' }],
  ['another path', 404, anUpdate(1), { path: '/telegram/else' }],
  ['a look at the webhook', 404, '', { method: 'GET', type: '' }],
])('%s is answered %i, without effect', async (_, status, body, question) => {
  await using http = await aServer();
  http.serve();
  const answer = await http.post(body, question);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual({ error: expect.any(String) as string });
  expect(http.received).toEqual([]);
  expect(http.lines).toEqual([]);
});

test('keys that mean something to JavaScript hold nothing up', async () => {
  await using http = await aServer();
  http.serve();
  expect((await http.post('{"update_id":3,"__proto__":{"a":1},"constructor":{"prototype":{}}}')).status).toBe(
    200,
  );
  expect(http.received).toEqual([3]);
});

test('before the desk is there, an update is to be delivered again soon', async () => {
  await using http = await aServer();
  const early = await http.post(anUpdate(7));
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '2']);
  expect(await (await fetch(`${http.url}/ready`)).json()).toEqual({
    ready: false,
    role: 'starting',
    reasons: { desk: 'It is starting.' },
  });
  expect((await fetch(`${http.url}/health`)).status).toBe(200);
  http.serve();
  expect((await http.post(anUpdate(7))).status).toBe(200);
});

test('what takes too long is answered 503; delivered again, it joins the first', async () => {
  await using http = await aServer();
  const { open, opened } = door();
  http.serve(() => opened);
  const first = http.post(anUpdate(7));
  await eventually(() => expect(http.clock.waits()).toEqual([10_000]));
  await http.clock.advance(10_000);
  expect((await first).status).toBe(503);
  const second = http.post(anUpdate(7));
  const other = http.post(anUpdate(8));
  await eventually(() => expect(http.clock.waits()).toHaveLength(2));
  open();
  expect([(await second).status, (await other).status]).toEqual([200, 200]);
  expect(http.received).toEqual([7, 8]);
  expect((await http.post(anUpdate(7))).status).toBe(200);
  expect(http.received).toEqual([7, 8, 7]);
});

test('what cannot be received is said in the log and answered 503', async () => {
  await using http = await aServer();
  http.serve(() => Promise.reject(new Error('broken')));
  expect((await http.post(anUpdate(7))).status).toBe(503);
  expect(http.lines.join('')).toContain('"updateId":7');
});

test('/ready gives the reasons', async () => {
  await using http = await aServer();
  http.serve(undefined, { redis: 'Redis does not answer.' });
  const answer = await fetch(`${http.url}/ready`);
  expect([answer.status, await answer.json()]).toEqual([
    503,
    { ready: false, role: 'leader', reasons: { redis: 'Redis does not answer.' } },
  ]);
  http.serve();
  const well = await fetch(`${http.url}/ready`);
  expect([well.status, await well.json()]).toEqual([200, { ready: true, role: 'leader', reasons: {} }]);
});

test('/metrics counts what the log is told', async () => {
  await using http = await aServer();
  http.serve(() => Promise.reject(new Error('broken')));
  for (const id of [1, 2]) await http.post(anUpdate(id));
  const answer = await fetch(`${http.url}/metrics`);
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  const text = await answer.text();
  expect(text).toContain('# TYPE balcao_events_total counter\n');
  expect(text).toContain('balcao_events_total{event="update.not-taken"} 2\n');
});

test('closing waits for what is being received', async () => {
  await using http = await aServer();
  const { open, opened } = door();
  http.serve(() => opened);
  const answer = http.post(anUpdate(7));
  await eventually(() => expect(http.received).toEqual([7]));
  const closed = http.server.close();
  const late = await http.post(anUpdate(8)).then(
    ({ status }) => status,
    () => 'refused',
  );
  expect(['refused', 503]).toContain(late);
  open();
  expect((await answer).status).toBe(200);
  await closed;
  expect(http.received).toEqual([7]);
});

test('closing does not wait for ever for somebody who does not finish a request', async () => {
  await using http = await aServer();
  http.serve();
  const socket = connect(http.server.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Type: ${JSON_TYPE}\r\n`);
  socket.write(`X-Telegram-Bot-Api-Secret-Token: ${SECRET}\r\nContent-Length: 100\r\n\r\n{`);
  expect((await http.post(anUpdate(7))).status).toBe(200);
  const closed: Promise<void> = http.server.close();
  await eventually(() => expect(http.clock.waits()).toEqual([15_000]));
  await http.clock.advance(15_000);
  await closed;
});

test('without a webhook there is nothing at its path', async () => {
  const log = createLogger({ level: 'silent', pretty: false });
  const options = { host: '127.0.0.1', port: 0, webhooks: [], clock: drivenClock(), log };
  const server: HttpServer = await startHttp(options);
  const answer = await fetch(`http://127.0.0.1:${server.port}/telegram`, { method: 'POST' });
  expect(answer.status).toBe(404);
  await server.close();
});

test('readiness: a concern stands until it is taken back or its time is over, and Redis is asked', async () => {
  const clock = drivenClock();
  let askRedis = (): Promise<unknown> => Promise.resolve('PONG');
  const readiness = createReadiness({ clock, askRedis: () => askRedis() });
  expect(await readiness.reasons()).toEqual({});
  readiness.block('telegram', 'away');
  readiness.block('redis', 'full', 10_000);
  expect(await readiness.reasons()).toEqual({ telegram: 'away', redis: 'full' });
  readiness.clear('telegram');
  await clock.advance(10_000);
  expect(await readiness.reasons()).toEqual({});
  askRedis = () => Promise.reject(new Error('closed'));
  expect(await readiness.reasons()).toEqual({ redis: 'Redis does not answer.' });
  askRedis = () => new Promise(() => {});
  const asked = readiness.reasons();
  await clock.advance(1000);
  expect(await asked).toEqual({ redis: 'Redis does not answer.' });
});

/** The size of a chunk of a body that never ends. */
const DRIP = '1\r\n \r\n';
const DRIPS = 400;

test('a body that never ends is cut after the limit of a request', async () => {
  await using desk = await aServer({ requestLimitMs: 300 });
  desk.serve();
  const socket = connect(desk.server.port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
  const closed = new Promise<void>((resolve) => void socket.on('close', () => resolve()));
  socket.on('error', () => undefined);
  socket.write(
    `POST /telegram HTTP/1.1\r\nhost: x\r\nx-telegram-bot-api-secret-token: ${SECRET}\r\n` +
      'content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n',
  );
  let drips = 0;
  const dripping = setInterval(() => {
    drips += 1;
    socket.write(DRIP);
  }, 10);
  await closed;
  clearInterval(dripping);
  expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  expect(drips).toBeLessThan(DRIPS);
  expect(desk.received).toEqual([]);
});
