import { Redis } from 'ioredis';
import { afterAll, inject } from 'vitest';

const open = new Set<Redis>();

afterAll(() => {
  // Not quit(), which waits for ever on a client that retries without limit.
  for (const redis of open) redis.disconnect();
});

/** Connected to the Redis that all tests share, until the file's tests are over. Keep to a desk of your own. */
export function testRedis(): Redis {
  const redis = new Redis({ path: inject('redisSocket') });
  open.add(redis);
  return redis;
}

/** Never given twice, neither within a run nor by two workers. */
export function freshDeskId(): number {
  return 1_000_000_000 + Math.floor(Math.random() * 2 ** 48);
}
