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

const FIRST_DESK_ID = 10 ** 12;
const DESKS_PER_WORKER = 10 ** 6;
let desks = 0;

/** Unique within a run and across workers. */
export function freshDeskId(): number {
  desks += 1;
  return FIRST_DESK_ID + Number(process.env['VITEST_WORKER_ID']) * DESKS_PER_WORKER + desks;
}
