import { expect, inject, test } from 'vitest';
import { systemClock } from '../../src/base/clock.ts';
import { createSecret } from '../../src/config/secret.ts';
import { startDesk } from '../../src/desk/start-desk.ts';
import { startHttp } from '../../src/http/server.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { Pubsub } from '../../src/store/pubsub.ts';
import { connectRedis } from '../../src/store/redis.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { eventually } from '../support/eventually.ts';
import { randomFrom, seed } from '../support/random.ts';
import { freshDeskId } from '../support/redis.ts';
import { DESK_OPTIONS, FIRST_SETTINGS } from '../support/desk-options.ts';

/** One process with an HTTP server and a subscriber, and as many desks as are started. */
async function aProcess(paths: string[]) {
  const lines: string[] = [];
  const log = createLogger({ level: 'info', pretty: false }, { write: (line: string) => lines.push(line) });
  const redis = connectRedis(inject('redisSocket'), () => {});
  let subscribers = 0;
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (...options) => {
    subscribers += 1;
    return duplicate(...options);
  };
  const pubsub = new Pubsub(redis);
  const secret = createSecret('the-secret-of-the-tests');
  const clock = systemClock;
  const webhooks = paths.map((path) => ({ path, secret }));
  const http = await startHttp({ host: '127.0.0.1', port: 0, webhooks, clock, log });
  const host = { redis, pubsub, http, clock, random: randomFrom(seed).next, log };
  const url = `http://127.0.0.1:${http.port}`;
  return {
    url,
    redis,
    pubsub,
    lines,
    subscribers: () => subscribers,
    desk: (sandbox: Sandbox, path: string) =>
      startDesk(host, {
        ...DESK_OPTIONS,
        api: createTelegramApi(sandbox.token, sandbox.url),
        chats: { channelId: sandbox.channelId, groupId: null },
        webhook: { url: `${url}${path}`, secret },
        settings: { ...FIRST_SETTINGS, notifyAdmins: false },
      }),
    async ready(): Promise<unknown> {
      return (await fetch(`${url}/ready`)).json();
    },
    async [Symbol.asyncDispose]() {
      await http.close();
      pubsub.close();
      redis.disconnect();
    },
  };
}

const aTelegram = () => startSandbox({ copyDelayMs: 5, botId: freshDeskId() });

function writes(sandbox: Sandbox, name: string, text: string): () => Promise<void> {
  const client = sandbox.people.add({ firstName: name });
  sandbox.people.write(client, text);
  return () =>
    eventually(() => {
      const post = sandbox.views.channel().find((each) => each.text.includes(` ${client} `));
      expect(sandbox.views.thread(post?.id ?? 0).map((message) => message.text)).toEqual([text]);
    });
}

test('two desks of one process share the HTTP server and the subscriber, and both work', async () => {
  await using shop = await aTelegram();
  await using school = await aTelegram();
  await using running = await aProcess(['/shop', '/school']);
  const first = await running.desk(shop, '/shop');
  expect(await running.ready()).toEqual({ ready: true, role: 'leader', reasons: {} });
  const second = await running.desk(school, '/school');
  const isReady = { ready: true, role: 'leader', reasons: {} };
  expect(await running.ready()).toEqual({
    ready: true,
    desks: { [shop.botId]: isReady, [school.botId]: isReady },
  });
  const ana = writes(shop, 'Ana', 'um sapato?');
  const bruno = writes(school, 'Bruno', 'uma vaga?');
  await Promise.all([ana(), bruno()]);
  expect(shop.views.channel()).toHaveLength(1);
  expect(school.views.channel()).toHaveLength(1);
  expect(running.subscribers()).toBe(1);
  for (const { botId } of [shop, school]) {
    expect(
      running.lines.some((line) => line.includes('ticket.opened') && line.includes(`"desk":${botId}`)),
    ).toBe(true);
  }
  const metrics = await (await fetch(`${running.url}/metrics`)).text();
  for (const { botId } of [shop, school]) expect(metrics).toContain(`desk="${botId}"`);

  await first.stop();
  expect(await running.ready()).toEqual(isReady);
  await writes(school, 'Clara', 'ainda aí?')();
  await second.stop();
});

test('a subscriber hears what another desk of the process no longer listens to', async () => {
  await using running = await aProcess([]);
  const heard: string[] = [];
  const refused = (error: unknown) => heard.push(String(error));
  const hears = (name: string) => new Map([['shared', () => void heard.push(name)]]);
  const one = running.pubsub.subscribe(hears('one'), refused);
  running.pubsub.subscribe(hears('two'), refused);
  await eventually(async () => {
    await running.redis.publish('shared', '');
    expect(new Set(heard)).toEqual(new Set(['one', 'two']));
  });
  one.end();
  heard.length = 0;
  await running.redis.publish('shared', '');
  await eventually(() => expect(heard).toContain('two'));
  // Earlier messages may still arrive: each reaches the second listener only.
  expect(new Set(heard)).toEqual(new Set(['two']));
});
