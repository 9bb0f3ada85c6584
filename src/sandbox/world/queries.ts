import type { Clock } from './clock.ts';
import type { Queries, Query } from './world.ts';

const KEPT = 1000;

export function createQueries(clock: Clock): Queries {
  const queries = new Map<string, Query>();
  const cached = new Map<string, { answer: Record<string, unknown>; untilMs: number }>();

  function find(query: Omit<Query, 'answer'>): Record<string, unknown> | undefined {
    const nameOfAll = cacheName(query, false);
    const names = nameOfAll === undefined ? [] : [cacheName(query, true) ?? '', nameOfAll];
    return names.map((name) => cached.get(name)).find((one) => one !== undefined && clock.now() < one.untilMs)
      ?.answer;
  }

  function forgetOldest(map: Map<string, unknown>): void {
    const oldest = map.keys().next().value;
    if (map.size > KEPT && oldest !== undefined) map.delete(oldest);
  }

  return {
    open(query) {
      const answer = find(query);
      queries.set(query.id, { ...query, answer });
      forgetOldest(queries);
      return answer === undefined ? 'open' : 'answered';
    },
    find: (id) => queries.get(id),
    answer(id, botId, lifeMs, answer, cache) {
      const query = queries.get(id);
      const isOpen = query?.botId === botId && clock.now() - query.atMs <= lifeMs;
      if (!isOpen) return false;
      query.answer ??= answer;
      const name = cache === undefined ? undefined : cacheName(query, cache.isPersonal);
      if (cache !== undefined && name !== undefined && cache.seconds > 0) {
        cached.set(name, { answer, untilMs: clock.now() + cache.seconds * 1000 });
        forgetOldest(cached);
      }
      return true;
    },
  };
}

/** The name of queries with the same answer: of all people, or of a single person. Undefined: a press. */
function cacheName({ botId, inline }: Omit<Query, 'answer'>, isPersonal: boolean): string | undefined {
  if (inline === undefined) return undefined;
  const { userId, query, chatType, offset } = inline;
  return JSON.stringify([botId, query, chatType, offset, ...(isPersonal ? [userId] : [])]);
}
