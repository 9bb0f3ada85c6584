import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Redis } from 'ioredis';

/** A network that drops packets, or a machine that was cut off, closes no connection. */
const SILENCE_MS = 10_000;

/**
 * Commands wait while the connection is down and are sent again when it returns. That is safe because every write of
 * ours is: scripts by the version or the marker they check, the rest by being repeatable.
 *
 * @param target a URL, or the path of a unix socket
 * @param silenceMs for so long a command may go without an answer before another connection is made
 */
export function connectRedis(
  target: string,
  onProblem: (problem: Error) => void,
  silenceMs = SILENCE_MS,
): Redis {
  const options = {
    maxRetriesPerRequest: null,
    socketTimeout: silenceMs,
    enableAutoPipelining: true,
    retryStrategy: (attempt: number) => Math.min(20 * attempt, 500),
  };
  const redis = target.startsWith('/') ? new Redis({ ...options, path: target }) : new Redis(target, options);
  redis.on('error', onProblem);
  return redis;
}

type StartCommand = (command: string) => (outcome: 'ok' | 'failed') => void;

/** Measures every command of the connection, and each script under the name of its file. */
export function measureCommands(redis: Redis, start: StartCommand): void {
  const send = redis.sendCommand.bind(redis);
  // A command passes here again after the connection was lost.
  const measured = new WeakSet<object>();
  redis.sendCommand = (command, stream) => {
    if (measured.has(command)) return send(command, stream);
    measured.add(command);
    const [sha] = command.args;
    const end = start((typeof sha === 'string' ? scriptNames.get(sha) : undefined) ?? command.name);
    void command.promise.then(
      () => end('ok'),
      () => end('failed'),
    );
    return send(command, stream);
  };
}

/** A connection to Redis, for those above who only hand it on. */
export type RedisConnection = Redis;

const scriptNames = new Map<string, string>();

export type Script = (redis: Redis, keys: string[], args: string[]) => Promise<unknown>;

const readLua = (path: string): string => readFileSync(new URL(`./lua/${path}.lua`, import.meta.url), 'utf8');

/** A script of the folder lua, sent by its hash once Redis knows it. A line `--!include name` stands for lua/include/name.lua. */
export function loadScript(name: string): Script {
  const source = readLua(name).replace(/^--!include (\w+)$/gm, (_line, part: string) =>
    readLua(`include/${part}`),
  );
  const sha = createHash('sha1').update(source).digest('hex');
  scriptNames.set(sha, name);
  return async (redis, keys, args) => {
    try {
      return await redis.evalsha(sha, keys.length, ...keys, ...args);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return await redis.eval(source, keys.length, ...keys, ...args);
    }
  };
}

/** Redis is full, read-only, loading or cannot write to its disk: nothing was done, and people may mend it. */
const REFUSAL = /\b(OOM|MISCONF|READONLY|LOADING|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|BUSY|TRYAGAIN)\b/;

const AILMENTS: [RegExp, string][] = [
  [/\bOOM\b/, 'Redis is full. Raise its maxmemory, or give its machine more.'],
  [/\bMISCONF\b/, 'Redis cannot write to its disk. Free some space there, or see its log for the reason.'],
  [
    /\b(READONLY|MASTERDOWN)\b/,
    'Redis is a replica, where nothing may be written. Point REDIS_URL to the primary.',
  ],
  [/\bNOREPLICAS\b/, 'Redis has fewer replicas than min-replicas-to-write asks for. Start them again.'],
  [/\b(LOADING|BUSY)\b/, 'Redis is busy: it loads its data, or runs a long script of somebody else.'],
  [/\b(CLUSTERDOWN|TRYAGAIN)\b/, 'The Redis Cluster is not complete. Start its missing nodes.'],
];

/** What is wrong with a Redis that is in trouble, and what people can do, in one line. */
export function whatAilsRedis(error: unknown): string {
  const told = error instanceof Error ? [error, ...discarded(error)].map(String).join(' ') : '';
  const known = AILMENTS.find(([words]) => words.test(told));
  return known?.[1] ?? 'Redis cannot be reached. Start it again, or correct REDIS_URL.';
}

/** True for what goes away when Redis is well again; false for a bug. */
export function isRedisTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ReplyError')
    return REFUSAL.test(error.message) || discarded(error).some(isRedisTrouble);
  return (
    error.name === 'MaxRetriesPerRequestError' ||
    // Of a batch that was cut short ioredis sends nothing again by itself.
    /Connection is closed|aborted due to connection close|ECONN|ENOENT|EPIPE/.test(error.message)
  );
}

/** Why the commands of a transaction were refused. */
function discarded(error: Error): unknown[] {
  return 'previousErrors' in error && Array.isArray(error.previousErrors) ? error.previousErrors : [];
}
