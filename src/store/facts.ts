import type { Redis } from 'ioredis';
import { personOf } from '../../machines/owner.ts';
import type { EpochMs } from '../../machines/ids.ts';
import type { Write } from '../actor/changes.ts';
import type { Commit, Recorded } from '../actor/ports.ts';
import { featureChanges } from './feature-changes.ts';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';
import { ScriptArguments } from './script-arguments.ts';
import { createStream, type Stream } from './stream.ts';

/** A fact with its place in the stream. Places grow. */
export type Placed = { place: string; fact: Recorded };

/** A named consumer of facts. One process at a time reads for one name. */
type FactReader = {
  /** The facts behind the cursor, oldest first, at most `limit`. */
  next(limit: number): Promise<Placed[]>;
  /**
   * Moves the cursor behind `place` and writes the results of the facts, both or neither. Safe to repeat.
   * @returns false when another process moved the cursor: nothing was written
   * @throws DefectError for a key of an engine
   */
  advance(place: string, writes: readonly Write[]): Promise<boolean>;
};

const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_MS = 7 * DAY_MS;
/** Longest further time that a slow reader keeps facts. */
const LATEST_MS = 2 * DAY_MS;

const BEGINNING = '0';

const advanceScript = loadScript('advance-cursor');

/** The writes that append facts to the desk's stream. */
export const factWrites = (
  { owner, at, facts }: Pick<Commit, 'owner' | 'at' | 'facts'>,
  keys: Keys,
): Write[] =>
  facts.map((caused): Write => ['XADD', keys.facts, '*', 'f', encode(caused, personOf(owner), at)]);

/** Every message is a fact. Most facts are the client's own acts, and name the client once. */
function encode({ fact, actor }: Commit['facts'][number], client: number, at: EpochMs): string {
  const isOwn = actor.kind === 'client' && actor.id === client;
  return JSON.stringify(isOwn ? { client, at, ...fact } : { client, at, actor, ...fact });
}

function decode(place: string, stored: string): Placed {
  const fact = JSON.parse(stored) as Recorded;
  return { place, fact: { ...fact, actor: fact.actor ?? { kind: 'client', id: fact.client } } };
}

export const factStream = (redis: Redis, keys: Keys): Stream<Placed> =>
  createStream(redis, keys.facts, decode);

export function createFactReader(redis: Redis, keys: Keys, name: string): FactReader {
  const facts = factStream(redis, keys);
  let cursor: string | null = null;
  return {
    async next(limit) {
      cursor = (await redis.hget(keys.factCursors, name)) ?? BEGINNING;
      return facts.after(cursor, limit);
    },
    async advance(place, writes) {
      const script = new ScriptArguments([keys.factCursors]);
      for (const text of [name, cursor ?? BEGINNING, place]) script.text(text);
      script.writes(featureChanges({ writes }, keys).writes);
      if ((await advanceScript(redis, script.keys, script.args())) !== 1) return false;
      cursor = place;
      return true;
    },
  };
}

/**
 * Trims facts older than 7 days. A fact that a slow reader still needs stays up to 48 h longer.
 */
export async function trimFacts(redis: Redis, keys: Keys, now: EpochMs): Promise<void> {
  const cursors = Object.values(await redis.hgetall(keys.factCursors));
  const slowest = Math.min(...cursors.map((place) => Number(place.split('-')[0])), Infinity);
  const oldest = Math.max(Math.min(now - KEPT_MS, slowest), now - KEPT_MS - LATEST_MS);
  await factStream(redis, keys).trim(oldest);
}
