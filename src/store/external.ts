import type { Redis } from 'ioredis';
import { SetupError } from '../base/errors.ts';
import { infoField } from '../embedded-redis/ask-server.ts';
import { isAtLeast, OLDEST_REDIS, parseVersion } from '../embedded-redis/redis-version.ts';

/** Facts from a Redis server. Null: the server does not tell, as managed servers may. */
export type RedisFacts = {
  version: string | null;
  role: string | null;
  /** `maxmemory-policy` */
  eviction: string | null;
  appendOnly: boolean | null;
  appendFsync: string | null;
  /** Whether snapshots are taken on their own. */
  snapshots: boolean | null;
};

/**
 * Checks whether an external Redis may keep the desk's data. Changes nothing in Redis.
 * @throws SetupError for a Redis that would lose or refuse data
 */
export async function checkExternalRedis(redis: Redis): Promise<{ warnings: string[] }> {
  return checkRedisFacts(await askFacts(redis));
}

export function checkRedisFacts(facts: RedisFacts): { warnings: string[] } {
  refuseUnfit(facts);
  const warnings: string[] = [];
  const unknown = [
    facts.version === null && 'its version',
    facts.eviction === null && 'maxmemory-policy (it must be noeviction)',
    facts.appendOnly === null && 'appendonly (it should be yes)',
    facts.appendOnly !== false && facts.appendFsync === null && 'appendfsync (it should be always)',
  ].filter((item) => item !== false);
  if (unknown.length > 0) {
    warnings.push(`Redis does not let us check ${unknown.join(', ')}; look in the settings of the provider.`);
  }
  const loss = persistenceLoss(facts);
  if (loss !== null) warnings.push(loss);
  return { warnings };
}

function refuseUnfit(facts: RedisFacts): void {
  const version = facts.version === null ? null : parseVersion(facts.version);
  if (version !== null && !isAtLeast(version, OLDEST_REDIS)) {
    throw new SetupError(
      `REDIS_URL is Redis ${facts.version}; the desk needs ${OLDEST_REDIS.join('.')} or newer. Upgrade it, ` +
        'or leave REDIS_URL out to use the embedded one.',
    );
  }
  if (facts.role === 'slave') {
    throw new SetupError('REDIS_URL is a replica, where nothing may be written. Point it to the primary.');
  }
  if (facts.eviction !== null && facts.eviction !== 'noeviction') {
    throw new SetupError(
      `The Redis of REDIS_URL throws data away when its memory is full (maxmemory-policy ${facts.eviction}). ` +
        'Run: redis-cli CONFIG SET maxmemory-policy noeviction, and set the same in its redis.conf.',
    );
  }
}

function persistenceLoss(facts: RedisFacts): string | null {
  if (facts.appendOnly === false) {
    const lost =
      facts.snapshots === false ? 'everything (snapshots are off too)' : 'everything since the last snapshot';
    return `Redis runs with appendonly no: when it stops unexpectedly, ${lost} is lost. Set appendonly yes, appendfsync always.`;
  }
  if (facts.appendFsync === 'everysec') {
    return 'Redis runs with appendfsync everysec: a power cut loses up to one second of acknowledged messages. Set appendfsync always.';
  }
  if (facts.appendFsync === 'no') {
    return 'Redis runs with appendfsync no: a power cut loses up to half a minute of acknowledged messages. Set appendfsync always.';
  }
  return null;
}

async function askFacts(redis: Redis): Promise<RedisFacts> {
  const info = await permitted(redis.info());
  const setting = async (name: string): Promise<string | null> => {
    const reply = await permitted(redis.config('GET', name));
    const value: unknown = Array.isArray(reply) ? reply[1] : null;
    return typeof value === 'string' ? value : null;
  };
  const field = (name: string): string | null => (info === null ? null : infoField(info, name));
  const switched = (value: string | null, on: string): boolean | null =>
    value === null ? null : value === on;
  const save = await setting('save');
  return {
    version: field('redis_version'),
    role: field('role'),
    eviction: (await setting('maxmemory-policy')) ?? field('maxmemory_policy'),
    appendOnly: switched(await setting('appendonly'), 'yes') ?? switched(field('aof_enabled'), '1'),
    appendFsync: await setting('appendfsync'),
    snapshots: save === null ? null : save !== '',
  };
}

/** Null: the user or the service may not ask. */
async function permitted<T>(question: Promise<T>): Promise<T | null> {
  try {
    return await question;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (/^NOPERM|^ERR unknown (sub)?command/i.test(message)) return null;
    if (/^(NOAUTH|WRONGPASS)/.test(message)) {
      throw new SetupError(
        'Redis refuses the password. Put the right one in REDIS_URL: redis://:password@host:6379',
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
