import type { Redis } from 'ioredis';
import type { EpochMs, Owner } from '../../machines/ids.ts';
import { ownerOf, ownerText } from '../../machines/owner.ts';
import type { Effect } from '../actor/effects.ts';
import { type AuditActor, type AuditRow, auditWrites } from './audit.ts';
import { decodeParked, encodeEntry, type Parked } from './entry.ts';
import { encodeRow, JOURNAL_ROWS } from './journal.ts';
import type { Retention } from './retention.ts';
import type { Keys } from './keys.ts';
import { loadScript } from './redis.ts';
import { ScriptArguments } from './script-arguments.ts';

/** A parked effect, with the transport and the reason. */
export type ParkedEntry = Parked & {
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
  release(owner: Owner, entries: readonly ParkedEntry[], release: Release): Promise<string[]>;
  updates(): Promise<ParkedUpdate[]>;
  /** With a retry, the leader handles the update like a new update. False: the update was no longer parked. */
  releaseUpdate(update: ParkedUpdate, release: Release): Promise<boolean>;
};

/** `expire` is the desk's own, and leaves no row in the audit. */
export type Release = { how: 'retry' | 'drop' | 'expire'; by: AuditActor; at: EpochMs };

const releaseScript = loadScript('release-parked');
const releaseUpdateScript = loadScript('release-update');

const DAY_MS = 24 * 60 * 60 * 1000;

/** The effect that retries a parked effect, while the parked entry stays; null: the parked effect itself is retried. */
type RetryAs = (effect: Effect) => Effect | null;

/**
 * @param retryAs only for a process that retries
 */
export function createParkedStore(
  redis: Redis,
  keys: Keys,
  retention: Pick<Retention, 'logDays'>,
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
      return parked
        .map(([id, stored]) => ({ ...decodeParked(owner, id, stored), stored }))
        .sort((a, b) => a.at - b.at);
    },
    async release(owner, entries, release) {
      if (entries.length === 0) return [];
      const { how, at } = release;
      const ids = entries.map(({ id }) => id).join(',');
      const script = new ScriptArguments([
        keys.parked(owner),
        keys.parkedOwners,
        keys.outbox(owner),
        keys.owners,
        keys.sequence,
        keys.unreadOwners,
        keys.journal(owner),
      ]);
      script.text(ownerText(owner));
      script.flag(entries.every(({ effect }) => effect.bulk === true));
      script.text(encodeRow({ at, command: `parked:${how}:${ids}` }));
      script.text(String(-JOURNAL_ROWS));
      script.text(String(retention.logDays * DAY_MS));
      script.list(entries, ({ id, stored, at: since, effect }) => {
        const again = how === 'retry' ? waitingAgain(id, since, effect, retryAs) : null;
        script.text(id);
        script.text(stored);
        script.optional(again?.body);
        script.optional(again?.as);
        const rows = auditOf(release, `${ownerText(owner)} ${id}`, { kind: effect.kind });
        script.writes(auditWrites(rows, keys));
      });
      return (await releaseScript(redis, script.keys, script.args())) as string[];
    },
    async updates() {
      return (await redis.lrange(keys.poison, 0, -1)).map((stored) => ({
        ...(JSON.parse(stored) as Omit<ParkedUpdate, 'stored'>),
        stored,
      }));
    },
    async releaseUpdate({ stored, update }, release) {
      const rows = auditOf(release, `update ${numberOf(update) ?? '?'}`);
      const script = new ScriptArguments([keys.poison, keys.retriedUpdates]);
      script.text(stored);
      script.optional(release.how === 'retry' ? JSON.stringify(update) : null);
      script.writes(auditWrites(rows, keys));
      return (await releaseUpdateScript(redis, script.keys, script.args())) === 1;
    },
  };
}

/** At most one row, without the words in the entry. */
function auditOf({ how, by, at }: Release, target: string, detail?: AuditRow['detail']): AuditRow[] {
  if (how === 'expire') return [];
  const what = how === 'retry' ? 'parked.retried' : 'parked.dropped';
  return [{ at, actor: by, what, target, ...(detail === undefined ? {} : { detail }) }];
}

/** The number that Telegram gave the update; null: unknown. */
export function numberOf(update: unknown): number | null {
  const isNumbered = typeof update === 'object' && update !== null && 'update_id' in update;
  return isNumbered && typeof update.update_id === 'number' ? update.update_id : null;
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
