import type { Redis } from 'ioredis';
import type { ClientId } from '../../machines/ids.ts';
import type { Keys } from './keys.ts';

const STEP = 1000;

/** All clients but the erased clients, each once, without order. A client who arrives during the reading may be missing. */
export async function clientIds(redis: Redis, keys: Keys): Promise<ClientId[]> {
  const ids = new Set<ClientId>();
  for await (const found of redis.sscanStream(keys.clients, { count: STEP })) {
    for (const id of found as string[]) ids.add(Number(id) as ClientId);
  }
  return [...ids];
}
