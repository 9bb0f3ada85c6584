import type { CommandActor } from '../actor/command.ts';
import type { Keys } from '../store/keys.ts';
import type { RedisConnection } from '../store/redis.ts';
import { factsAfter, newestFacts, type Placed } from '../store/facts.ts';

/** One line for people. */
export function renderFact({ place, fact }: Placed): string {
  const { type, client, at, actor, ...rest } = fact;
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${String(value ?? '–')}`);
  return [new Date(at).toISOString(), place, String(client), type, renderActor(actor), ...fields].join('  ');
}

const renderActor = (actor: CommandActor): string =>
  'id' in actor ? `${actor.kind}:${actor.id ?? '–'}` : actor.kind;

type FollowOptions = {
  redis: RedisConnection;
  keys: Keys;
  /** Number of the newest facts to begin with. */
  count: number;
  /** Null: the function ends with the newest fact. */
  until: AbortSignal | null;
  wait(): Promise<void>;
  write(placed: Placed): void;
};

const STEP = 500;

/** Writes the newest facts, then each new fact until the signal fires. */
export async function showFacts({ redis, keys, count, until, wait, write }: FollowOptions): Promise<void> {
  let last = '0';
  const show = (facts: Placed[]): number => {
    for (const placed of facts) {
      write(placed);
      last = placed.place;
    }
    return facts.length;
  };
  show(await newestFacts(redis, keys, count));
  const isOver = () => until === null || until.aborted;
  while (!isOver()) {
    const shown = show(await factsAfter(redis, keys, last, STEP));
    if (shown < STEP) await wait();
  }
}
