import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Desk, startDesk } from '../../src/app.ts';
import { systemClock } from '../../src/base/clock.ts';
import { searchPath } from '../../src/config/env.ts';
import { createTexts } from '../../src/i18n/texts.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start.ts';
import { startEmbeddedRedis } from '../../src/store/embedded/start.ts';
import { connectRedis, type RedisConnection } from '../../src/store/redis.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { createLogger } from '../../src/telemetry/logger.ts';

/** The whole product in one process, on a Redis of its own that writes to disk before it answers. */
export type BenchWorld = {
  sandbox: Sandbox;
  redis: RedisConnection;
  desk: Desk;
  /** Commands sent to Redis so far. */
  commands(): number;
  settle(): Promise<void>;
  close(): Promise<void>;
};

export async function openWorld(): Promise<BenchWorld> {
  const dir = mkdtempSync(join(tmpdir(), 'balcao-bench-'));
  const embedded = await startEmbeddedRedis({
    dir,
    path: searchPath(process.env) ?? '',
    cacheDir: 'data/redis-cache',
  });
  const redis = connectRedis(embedded.socketPath, (error) => console.error(error));
  let count = 0;
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (...args) => {
    count += 1;
    return send(...args);
  };
  const sandbox = await startSandbox({ copyDelayMs: 5 });
  const desk = await startDesk({
    redis,
    api: createTelegramApi(sandbox.token, sandbox.url),
    channelId: sandbox.channelId,
    groupId: null,
    texts: createTexts('pt-BR'),
    company: { start: null, restart: null, end: null, terms: null },
    notifyAdmins: true,
    logDays: 90,
    clock: systemClock,
    random: Math.random,
    log: createLogger({ level: 'warn', pretty: true }),
    alone: true,
  });
  return {
    sandbox,
    redis,
    desk,
    commands: () => count,
    async settle() {
      for (let quiet = 0; quiet < 3; ) {
        const { updates, copies } = sandbox.pending();
        quiet = updates === 0 && copies === 0 && desk.idle() ? quiet + 1 : 0;
        await delay(2);
      }
    },
    async close() {
      await desk.stop();
      await sandbox.close();
      redis.disconnect();
      await embedded.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** An administrator who has started the bot, and clients whose threads stand. */
export async function openThreads(
  world: BenchWorld,
  count: number,
): Promise<{ agent: number; clients: number[] }> {
  const { sandbox, settle } = world;
  const agent = sandbox.people.add({ firstName: 'Bia' });
  sandbox.people.setRole(sandbox.channelId, agent, 'administrator');
  sandbox.people.start(agent);
  await settle();
  const clients = Array.from({ length: count }, (_, i) => sandbox.people.add({ firstName: `Cliente ${i}` }));
  for (const client of clients) sandbox.people.write(client, 'oi');
  await settle();
  return { agent, clients };
}

/** The post of each client. */
export function postsOf(world: BenchWorld, clients: number[]): Map<number, number> {
  const posts = world.sandbox.look.channel(1_000_000);
  return new Map(
    clients.map((client) => [client, posts.find(({ text }) => text.includes(` ${client} `))?.id ?? 0]),
  );
}
