import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Desk, startDesk } from '../../src/desk/start-desk.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { searchPath } from '../../src/config/env.ts';
import { startEmbeddedRedis } from '../../src/embedded-redis/start.ts';
import { connectRedis, type RedisConnection } from '../../src/store/redis.ts';
import { Pubsub } from '../../src/store/pubsub.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { scaledClock } from './scaled-clock.ts';
import { benchFolder } from './folder.ts';
import { openTelegram, type Telegram, type TelegramTimes } from './telegram.ts';

/** A separate Redis with writes to disk before each answer, like the embedded Redis. */
export type BenchRedis = { redis: RedisConnection; socketPath: string; close(): Promise<void> };

export async function openRedis(): Promise<BenchRedis> {
  const dir = mkdtempSync(join(benchFolder(), 'redis-'));
  const embedded = await startEmbeddedRedis({
    dir,
    path: searchPath(process.env) ?? '',
    cacheDir: 'data/redis-cache',
  });
  const redis = connectRedis(embedded.socketPath, (error) => console.error(error));
  return {
    redis,
    socketPath: embedded.socketPath,
    async close() {
      redis.disconnect();
      await embedded.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The desk in this process. Telegram and Redis have separate processes. */
export type BenchWorld = {
  telegram: Telegram;
  redis: RedisConnection;
  desk: Desk;
  /** Commands sent to Redis so far. */
  commands(): number;
  settle(): Promise<void>;
  close(): Promise<void>;
};

/**
 * @param times for Telegram and the desk
 * @param clock the clock of the desk, for real time
 */
export async function openWorld(times: TelegramTimes = {}, clock: Clock = systemClock): Promise<BenchWorld> {
  const { speed = 1, limits = 'off' } = times;
  const store = await openRedis();
  const { redis } = store;
  let count = 0;
  const send = redis.sendCommand.bind(redis);
  redis.sendCommand = (...args) => {
    count += 1;
    return send(...args);
  };
  const telegram = await openTelegram(times);
  const host = {
    redis,
    pubsub: new Pubsub(redis),
    clock: speed === 1 ? clock : scaledClock(speed),
    random: Math.random,
    log: createLogger({ level: limits === 'off' ? 'warn' : 'error', pretty: true }),
  };
  const desk = await startDesk(host, {
    api: createTelegramApi(telegram.token, telegram.url),
    chats: { channelId: telegram.channelId, groupId: null },
    settings: {
      locale: 'pt-BR',
      company: { start: null, restart: null, end: null, terms: null },
      timeZone: 'UTC',
      notifyAdmins: true,
      floodPerMinute: 0,
    },
    retention: { logDays: 90, reportDays: 400 },
    // The questions of the set-up check would count.
    without: new Set(['setupCheck']),
    start: { alone: true, dataIdDir: null },
  });
  return {
    telegram,
    redis,
    desk,
    commands: () => count,
    async settle() {
      for (let quiet = 0; quiet < 3; ) {
        await delay(5);
        // A question costs time of the measured process.
        const { updates, copies } = desk.idle() ? await telegram.told.pending() : { updates: 1, copies: 0 };
        quiet = updates === 0 && copies === 0 && desk.idle() ? quiet + 1 : 0;
      }
    },
    async close() {
      await desk.stop();
      host.pubsub.close();
      await telegram.close();
      await store.close();
    },
  };
}

/** For desks in separate processes: waits until two seconds pass without a message in or out. */
export async function quiet({ told }: Telegram): Promise<void> {
  let last = -1;
  for (let still = 0; still < 4; ) {
    await delay(500);
    const { updates, copies } = await told.pending();
    const sent = (await told.calls()).filter(({ method }) => method !== 'getUpdates').at(-1)?.at ?? 0;
    still = updates === 0 && copies === 0 && sent === last ? still + 1 : 0;
    last = sent;
  }
}

type Crowd = { agent: number; clients: number[] };

type Peopled = Pick<BenchWorld, 'telegram' | 'settle'>;

/** An administrator with a started bot, and clients with open threads. */
export async function openThreads({ telegram, settle }: Peopled, count: number): Promise<Crowd> {
  const { people } = telegram;
  const agent = await people.add({ firstName: 'Bia' });
  await people.setRole(telegram.channelId, agent, 'administrator');
  await people.start(agent);
  await settle();
  const clients: number[] = [];
  for (let n = 0; n < count; n += 1) clients.push(await people.add({ firstName: `Cliente ${n}` }));
  await telegram.told.load({ writes: clients.map((by) => ({ by, text: 'oi' })) });
  await settle();
  return { agent, clients };
}

/** The post of each client. */
export async function postsOf(
  { telegram }: Pick<BenchWorld, 'telegram'>,
  clients: number[],
): Promise<Map<number, number>> {
  const posts = await telegram.views.channel(1_000_000);
  return new Map(
    clients.map((client) => [client, posts.find(({ text }) => text.includes(` ${client} `))?.id ?? 0]),
  );
}
