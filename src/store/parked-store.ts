import type { Redis } from 'ioredis';
import type { EpochMs, Owner } from '../../machines/ids.ts';
import { ownerOf, ownerText } from '../../machines/owner.ts';
import type { Effect } from '../actor/effects.ts';
import type { Entry } from '../actor/ports.ts';
import { decodeEntry, encodeEntry } from './entry.ts';
import { encodeRow, JOURNAL_ROWS } from './journal.ts';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';

/** A parked effect, with the reason. */
export type ParkedEntry = Pick<Entry, 'owner' | 'id' | 'at' | 'effect'> & {
  reason: string;
  /** The stored text, to notice a change. */
  stored: string;
};

/** A raw update after a defect. */
export type ParkedUpdate = { at: EpochMs; reason: string; update: unknown; stored: string };

/** Parked entries and updates, for people to read, retry or drop. Every call is safe to repeat. */
export type ParkedStore = {
  owners(): Promise<Owner[]>;
  /** Parked entries of all owners. */
  count(): Promise<number>;
  /** Oldest first. */
  entries(owner: Owner): Promise<ParkedEntry[]>;
  /**
   * Moves entries back into the outbox for the leader, or drops the entries. Both leave a row in the journal.
   * @returns ids of the entries that were still parked
   */
  release(
    owner: Owner,
    entries: readonly ParkedEntry[],
    how: 'retry' | 'drop' | 'expire',
    at: EpochMs,
  ): Promise<string[]>;
  updates(): Promise<ParkedUpdate[]>;
  /** The leader handles the update like a new update. False: the update was no longer parked. */
  retryUpdate(update: ParkedUpdate): Promise<boolean>;
  dropUpdate(update: ParkedUpdate): Promise<boolean>;
};

const releaseScript = loadScript('release-parked');
const retryUpdateScript = loadScript('retry-update');

const DAY_MS = 24 * 60 * 60 * 1000;

/** The effect that retries a parked effect, while the parked entry stays; null: the parked effect itself is retried. */
type RetryAs = (effect: Effect) => Effect | null;

/**
 * @param logDays days to keep the journal
 * @param retryAs only for a process that retries
 */
export function createParkedStore(
  redis: Redis,
  keys: Keys,
  logDays: number,
  retryAs: RetryAs = () => null,
): ParkedStore {
  return {
    async owners() {
      return (await redis.smembers(keys.parkedOwners)).map(ownerOf);
    },
    async count() {
      const owners = await redis.smembers(keys.parkedOwners);
      const sizes = await Promise.all(owners.map((owner) => redis.hlen(keys.parked(ownerOf(owner)))));
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    async entries(owner) {
      const parked = Object.entries(await redis.hgetall(keys.parked(owner)));
      return parked.map(([id, stored]) => decode(owner, id, stored)).sort((a, b) => a.at - b.at);
    },
    async release(owner, entries, how, at) {
      if (entries.length === 0) return [];
      const ids = entries.map(({ id }) => id).join(',');
      const ops = {
        owner: ownerText(owner),
        entries: entries.map(({ id, stored, at: since, effect }) => ({
          id,
          was: stored,
          ...(how === 'retry' ? waitingAgain(id, since, effect, retryAs) : {}),
        })),
        forMany: entries.every(({ effect }) => effect.bulk === true) ? true : undefined,
        journal: encodeRow({ at, command: `parked:${how}:${ids}` }),
        journalFrom: String(-JOURNAL_ROWS),
        journalTtl: logDays * DAY_MS,
      };
      return (await releaseScript(
        redis,
        [
          keys.parked(owner),
          keys.parkedOwners,
          keys.outbox(owner),
          keys.owners,
          keys.sequence,
          keys.news,
          keys.journal(owner),
        ],
        [JSON.stringify(ops)],
      )) as string[];
    },
    async updates() {
      return (await redis.lrange(keys.poison, 0, -1)).map((stored) => ({
        ...(JSON.parse(stored) as Omit<ParkedUpdate, 'stored'>),
        stored,
      }));
    },
    async retryUpdate({ stored, update }) {
      const args = [stored, JSON.stringify(update)];
      return (await retryUpdateScript(redis, [keys.poison, keys.retriedUpdates], args)) === 1;
    },
    dropUpdate: async ({ stored }) => (await redis.lrem(keys.poison, 1, stored)) === 1,
  };
}

function waitingAgain(
  id: string,
  since: EpochMs,
  effect: Effect,
  retryAs: RetryAs,
): { body: string; as?: string } {
  const instead = retryAs(effect);
  return instead === null
    ? { body: encodeEntry(since, effect, { retried: true }) }
    : { as: `retry:${id}`, body: encodeEntry(since, instead) };
}

function decode(owner: Owner, id: string, stored: string): ParkedEntry {
  const end = stored.indexOf('\n');
  const { at, effect } = decodeEntry(owner, id, stored.slice(0, end));
  return { owner, id, at, effect, reason: stored.slice(end + 1), stored };
}
