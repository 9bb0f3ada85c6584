import { Redis } from 'ioredis';
import { afterAll, inject } from 'vitest';

const open = new Set<Redis>();

afterAll(() => {
  // quit() would wait for ever on a client with endless retries.
  for (const redis of open) redis.disconnect();
});

/** A connection to the Redis shared by all tests, until the end of the file. Use a separate desk per test. */
export function testRedis(): Redis {
  const redis = new Redis({ path: inject('redisSocket') });
  open.add(redis);
  return redis;
}

/** Unique within a run and across workers. */
export function freshDeskId(): number {
  return 1_000_000_000 + Math.floor(Math.random() * 2 ** 48);
}
