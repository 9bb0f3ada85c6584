import type { Redis } from 'ioredis';
import { systemClock } from '../base/clock.ts';
import { SetupError } from '../base/errors.ts';
import { createLogThrottle } from '../base/log-throttle.ts';
import type { Config } from '../config/config.ts';
import { redactUrl } from '../config/secret.ts';
import type { Logger } from '../telemetry/logger.ts';
import { runningSocket } from '../embedded-redis/running-socket.ts';
import { startEmbeddedRedis } from '../embedded-redis/start.ts';
import { checkExternalRedis } from './external.ts';
import { connectRedis } from './redis.ts';
import { isRedisTrouble, whatAilsRedis } from './redis-errors.ts';

export type OpenStore = {
  redis: Redis;
  close(): Promise<void>;
  /** Asks an embedded Redis to end, without waiting: for a process that exits now. */
  endNow(): void;
};

export type OpenStoreOptions = {
  /** Folders with a Redis server, as in $PATH. */
  path: string | undefined;
  log: Logger;
  /** The embedded Redis cannot go on. */
  onFailed(error: SetupError): void;
  /** Ends a start that takes long. */
  giveUp?: AbortSignal;
};

/** An external Redis must answer at the start; later the connection may come and go. */
const ANSWER_LIMIT_MS = 10_000;

/**
 * The Redis of the configuration, or an embedded Redis.
 * @throws SetupError with the fix
 */
export async function openStore(
  config: Pick<Config, 'redis' | 'dataDir'>,
  options: OpenStoreOptions,
): Promise<OpenStore> {
  const { log } = options;
  const connect = (target: string) => connectRedis(target, throttled(log));
  if (config.redis.kind === 'embedded') {
    const embedded = await startEmbeddedRedis({
      dir: config.dataDir,
      ...(options.path === undefined ? {} : { path: options.path }),
      reports: {
        onLine: (line) => log.info({ event: 'redis.embedded' }, line),
        onTruncated: (line) => log.error({ event: 'redis.truncated' }, line),
        onDiskFull: (line) => log.error({ event: 'redis.disk-full' }, line),
        onFailed: options.onFailed,
      },
      ...(options.giveUp === undefined ? {} : { giveUp: options.giveUp }),
    });
    const redis = connect(embedded.socketPath);
    return {
      redis,
      async close() {
        redis.disconnect();
        await embedded.stop();
      },
      endNow: embedded.endNow,
    };
  }
  const url = config.redis.url.reveal();
  const redis = connect(url);
  try {
    await answering(redis, url);
    const { warnings } = await checkExternalRedis(redis);
    for (const warning of warnings) log.warn({ event: 'redis.weak' }, warning);
  } catch (error) {
    redis.disconnect();
    throw error;
  }
  return {
    redis,
    async close() {
      redis.disconnect();
    },
    endNow() {},
  };
}

/**
 * The same data for a short look, beside a running or a stopped desk.
 * @throws SetupError with the fix
 */
export async function openStoreBeside(
  config: Pick<Config, 'redis' | 'dataDir'>,
  options: OpenStoreOptions,
): Promise<OpenStore> {
  const socketPath = config.redis.kind === 'embedded' ? await runningSocket(config.dataDir) : null;
  if (socketPath === null) return openStore(config, options);
  const redis = connectRedis(socketPath, throttled(options.log));
  return {
    redis,
    async close() {
      redis.disconnect();
    },
    endNow() {},
  };
}

async function answering(redis: Redis, url: string): Promise<void> {
  let last = 'no answer';
  redis.on('error', (error: Error) => {
    last = error.message;
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new SetupError(
          `Redis at ${redactUrl(url)} does not answer (${last}). Start it, correct REDIS_URL, or remove REDIS_URL to use the embedded one.`,
        ),
      );
    }, ANSWER_LIMIT_MS);
  });
  try {
    await Promise.race([redis.ping(), late]);
  } catch (error) {
    throw error instanceof SetupError ? error : refusal(error, url);
  } finally {
    clearTimeout(timer);
  }
}

/** Redis answers with a refusal. */
function refusal(error: unknown, url: string): SetupError {
  const words = error instanceof Error ? error.message : String(error);
  return new SetupError(
    isRedisTrouble(error) && !/^(NOAUTH|WRONGPASS)/.test(words)
      ? `${whatAilsRedis(error)} (${redactUrl(url)}: ${words})`
      : `Redis at ${redactUrl(url)} does not let the desk in (${words}). Correct the user and the password in REDIS_URL.`,
    { cause: error },
  );
}

const QUIET_MS = 10_000;

/** A lost connection fails many times a second. The log gets a line once in a while. */
function throttled(log: Logger): (problem: Error) => void {
  const throttle = createLogThrottle(systemClock, QUIET_MS);
  return (err) => {
    if (!throttle.isDue()) return;
    log.warn(
      { event: 'redis.connection', err },
      'The connection to Redis is in trouble; nothing is taken in from Telegram until it is back',
    );
  };
}
