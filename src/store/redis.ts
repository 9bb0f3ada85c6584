import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';
import { wantsReconnect } from './redis-errors.ts';

/** A network that drops packets, or a machine without a network, closes no connection. */
const SILENCE_MS = 10_000;

/**
 * Commands wait while the connection is down, and are sent again on the next connection. The repetition is safe:
 * a script checks a version or a marker, and all other writes are repeatable.
 *
 * @param target a URL, or the path of a unix socket
 * @param silenceMs longest time without an answer until the desk connects again
 */
export function connectRedis(
  target: string,
  onProblem: (problem: Error) => void,
  silenceMs = SILENCE_MS,
): Redis {
  const options = {
    maxRetriesPerRequest: null,
    socketTimeout: silenceMs,
    retryStrategy: (attempt: number) => Math.min(20 * attempt, 500),
    reconnectOnError: createReconnectRule(),
  };
  const redis = target.startsWith('/') ? new Redis({ ...options, path: target }) : new Redis(target, options);
  redis.on('error', onProblem);
  sendTogether(redis);
  return redis;
}

/**
 * The commands of one turn of the event loop leave in one write. The pipelines of ioredis do the same for more CPU:
 * a pipeline and two promises for each write.
 */
function sendTogether(redis: Redis): void {
  const send = redis.sendCommand.bind(redis);
  let held: Redis['stream'] | null = null;
  const leave = (): void => {
    held?.uncork();
    held = null;
  };
  redis.sendCommand = (command, stream) => {
    // Before `ready` ioredis sends commands of its own, and keeps the others.
    if (held === null && redis.status === 'ready') {
      held = redis.stream;
      held.cork();
      setImmediate(leave);
    }
    return send(command, stream);
  };
}

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;
const CALM_MS = 60_000;

/**
 * Whether to connect again after an error reply: the address may lead to another server by now. The first time at once.
 * While new connections meet the same refusal: after 1 s, 2 s, 4 s, … 30 s. The command itself fails.
 */
function createReconnectRule(): (error: Error) => boolean {
  let pauseMs = 0;
  let lastMs = -Infinity;
  return (error) => {
    const sinceMs = performance.now() - lastMs;
    if (!wantsReconnect(error) || sinceMs < pauseMs) return false;
    pauseMs = sinceMs > CALM_MS ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    lastMs = performance.now();
    return true;
  };
}

const losses = new WeakMap<Redis, { count: number }>();

/** The number of times that the connection was lost since the first question. One listener, however many desks ask. */
export function lossesOf(redis: Redis): () => number {
  const known = losses.get(redis);
  if (known !== undefined) return () => known.count;
  const counted = { count: 0 };
  losses.set(redis, counted);
  redis.on('close', () => (counted.count += 1));
  return () => counted.count;
}

/** A connection to Redis, for callers that only pass the connection on. */
export type RedisConnection = Redis;

type Script = (redis: Redis, keys: string[], args: string[]) => Promise<unknown>;

const readLua = (path: string): string => readFileSync(new URL(`./lua/${path}.lua`, import.meta.url), 'utf8');

/** A script of the folder lua, sent by hash if Redis knows the script. `--!include a` inserts lua/include/a.lua. */
export function loadScript(name: string): Script {
  const source = readLua(name).replace(/^--!include (\w+)$/gm, (_line, part: string) =>
    readLua(`include/${part}`),
  );
  const sha = createHash('sha1').update(source).digest('hex');
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return await redis.eval(source, keys.length, ...keys, ...args);
    }
  };
}
