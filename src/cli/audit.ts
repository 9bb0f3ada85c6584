import { auditAfter, newestAudit, type PlacedAudit } from '../store/audit.ts';
import type { Keys } from '../store/keys.ts';
import type { RedisConnection } from '../store/redis.ts';
import { renderActor } from './actor.ts';
import type { Stream } from './show-stream.ts';

/** One line for people. */
export function renderAudit({ row: { at, actor, what, target, detail = {} } }: PlacedAudit): string {
  const fields = Object.entries(detail).map(([name, value]) => `${name}=${value}`);
  return [new Date(at).toISOString(), renderActor(actor), what, target, ...fields].join('  ');
}

export const auditStream = (redis: RedisConnection, keys: Keys): Stream<PlacedAudit> => ({
  newest: (count) => newestAudit(redis, keys, count),
  after: (place, limit) => auditAfter(redis, keys, place, limit),
});
