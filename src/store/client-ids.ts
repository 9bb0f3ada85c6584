import type { Redis } from 'ioredis';
import type { ClientId } from '../../machines/ids.ts';
import type { Keys } from './keys.ts';

const KEYS_A_STEP = 1000;

/** All clients with a record, each once, without order. A client who arrives during the search may be missing. */
export async function clientIds(redis: Redis, keys: Keys): Promise<ClientId[]> {
  const ids = new Set<ClientId>();
  for await (const found of redis.scanStream({ match: keys.clients, count: KEYS_A_STEP })) {
    for (const key of found as string[]) ids.add(keys.clientOf(key));
  }
  return [...ids];
}
