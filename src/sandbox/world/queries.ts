import type { Clock } from './clock.ts';
import type { Queries, Query } from './world.ts';

const KEPT = 1000;

export function createQueries(clock: Clock): Queries {
  const queries = new Map<string, Query>();
  return {
    open(query) {
      queries.set(query.id, query);
      const oldest = queries.keys().next().value;
      if (queries.size > KEPT && oldest !== undefined) queries.delete(oldest);
    },
    find: (id) => queries.get(id),
    answer(id, botId, lifeMs, answer) {
      const query = queries.get(id);
      const isOpen = query?.botId === botId && clock.now() - query.atMs <= lifeMs;
      if (!isOpen) return false;
      query.answer ??= answer;
      return true;
    },
  };
}
