import { Redis } from 'ioredis';
import { afterAll, inject, onTestFinished } from 'vitest';

const connect = (): Redis => new Redis({ path: inject('redisSocket') });

/** A connection to the Redis shared by all tests, until the end of the file. Use a separate desk per test. */
export function testRedis(): Redis {
  const redis = connect();
  afterAll(() => redis.disconnect()); // quit() would wait for ever on a client with endless retries.
  return redis;
}

/** Another connection to the shared Redis, until the end of the test. */
export function anotherRedis(): Redis {
  const redis = connect();
  onTestFinished(() => redis.disconnect());
  return redis;
}

/** Unique within a run and across workers. */
export function freshDeskId(): number {
  return 1_000_000_000 + Math.floor(Math.random() * 2 ** 48);
}
