import { inject } from 'vitest';
import { type Desk, startDesk } from '../../src/desk/start-desk.ts';
import { createSecret } from '../../src/config/secret.ts';
import { type HttpServer, startHttp } from '../../src/http/server.ts';
import type { LeaseTimes } from '../../src/leader/leader.ts';
import { Pubsub } from '../../src/store/pubsub.ts';
import { connectRedis, type RedisConnection } from '../../src/store/redis.ts';
import { createTelegramApi } from '../../src/telegram/grammy-api.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import type { TestDesk } from './desk.ts';
import { DESK_OPTIONS, FIRST_SETTINGS } from './desk-options.ts';
import { randomFrom, seed } from './random.ts';

export const HOOK_PATH = '/telegram';
const secret = createSecret('the-secret-of-two-processes');

type AnotherOptions = {
  leaseTimes?: LeaseTimes;
  /** The address of the webhook. Absent: polling. */
  hookUrl?: string;
};

type AnotherProcess = Desk & {
  redis: RedisConnection;
  /** Port of the HTTP server; 0: no server. */
  port: number;
  log: string[];
  [Symbol.asyncDispose](): Promise<void>;
};

/** Another process for the bot of a desk, with separate connections to the same Redis and Telegram. */
export async function anotherProcess(
  { sandbox, clock }: TestDesk,
  { leaseTimes, hookUrl }: AnotherOptions = {},
): Promise<AnotherProcess> {
  const log: string[] = [];
  const logger = createLogger({ level: 'info', pretty: false }, { write: (line: string) => log.push(line) });
  const redis = connectRedis(inject('redisSocket'), () => {});
  let http: HttpServer | undefined;
  if (hookUrl !== undefined) {
    const webhooks = [{ path: HOOK_PATH, secret }];
    http = await startHttp({ host: '127.0.0.1', port: 0, webhooks, clock, log: logger });
  }
  const pubsub = new Pubsub(redis);
  const host = { redis, pubsub, http, clock, random: randomFrom(seed).next, log: logger };
  const desk = await startDesk(host, {
    ...DESK_OPTIONS,
    api: createTelegramApi(sandbox.token, sandbox.url),
    chats: { channelId: sandbox.channelId, groupId: null },
    settings: { ...FIRST_SETTINGS, notifyAdmins: false },
    ...(hookUrl === undefined ? {} : { webhook: { url: hookUrl, secret } }),
    start: { alone: false, dataIdDir: null, ...(leaseTimes === undefined ? {} : { leaseTimes }) },
  });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= end());
  async function end(): Promise<void> {
    await desk.stop();
    await http?.close();
    pubsub.close();
  }
  return {
    ...desk,
    redis,
    port: http?.port ?? 0,
    log,
    stop,
    async [Symbol.asyncDispose]() {
      await stop();
      redis.disconnect();
    },
  };
}
