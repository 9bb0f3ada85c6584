import type { RedisConnection } from '../store/redis.ts';
import { factsAfter, newestFacts, type Placed } from '../store/facts.ts';
import type { Keys } from '../store/keys.ts';
import { renderActor } from './actor.ts';
import type { Stream } from './show-stream.ts';

/** One line for people. */
export function renderFact({ place, fact }: Placed): string {
  const { type, client, at, actor, ...rest } = fact;
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${String(value ?? '–')}`);
  return [new Date(at).toISOString(), place, String(client), type, renderActor(actor), ...fields].join('  ');
}

export const factStream = (redis: RedisConnection, keys: Keys): Stream<Placed> => ({
  newest: (count) => newestFacts(redis, keys, count),
  after: (place, limit) => factsAfter(redis, keys, place, limit),
});
