import type { Redis } from 'ioredis';
import type { ClientId, EpochMs, Owner } from '../../machines/ids.ts';
import { isPerson, ownerOf } from '../../machines/owner.ts';
import type { Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import { loadRecord } from './client-store.ts';
import { decodeEntry, decodeParked, encodeEntry } from './entry.ts';
import type { Keys } from './keys.ts';
import { type Fence, NO_LEASE } from './lease.ts';
import { loadScript } from './redis.ts';

/** The waiting entries of one owner, and the record if the owner is a client. */
type Waiting = { owner: Owner; record: ClientRecord | null; entries: Entry[] };

export type ParkedEntry = { id: string; kind: string; transport: string; reason: string; at: EpochMs };

export type OutboxStore = {
  /** The number of the newest committed entry. */
  newest(): Promise<number>;
  /** All owners with waiting entries, in the reading order of a new leader. */
  owners(): Promise<Owner[]>;
  waiting(owner: Owner): Promise<Waiting>;
  /** Notes the attempt of a send that must not happen twice, before the call. */
  markTried(entry: Entry, at: EpochMs): Promise<void>;
  parked(owner: Owner): Promise<ParkedEntry[]>;
};

const markTriedScript = loadScript('mark-tried');

export function createOutboxStore(redis: Redis, keys: Keys, fence: Fence = NO_LEASE): OutboxStore {
  return {
    async newest() {
      return Number(await redis.get(keys.sequence));
    },

    async owners() {
      return (await redis.zrange(keys.owners, '0', '-1')).map(ownerOf);
    },

    async waiting(owner) {
      const [record, entries] = await Promise.all([
        isPerson(owner) ? loadRecord(redis, keys, owner as ClientId) : null,
        redis.hgetall(keys.outbox(owner)),
      ]);
      return {
        owner,
        record,
        entries: Object.entries(entries)
          .map(([id, body]) => decodeEntry(owner, id, body))
          .sort((a, b) => a.seq - b.seq),
      };
    },

    async markTried(entry, at) {
      const stored = `${entry.seq} ${encodeEntry(entry.at, entry.effect, { triedAt: at })}`;
      const token = fence.token();
      const args = [entry.id, stored, String(token)];
      if ((await markTriedScript(redis, [keys.outbox(entry.owner), keys.fence], args)) === -1) {
        fence.refused(token);
      }
    },

    async parked(owner) {
      const parked = await redis.hgetall(keys.parked(owner));
      return Object.entries(parked).map(([id, stored]) => {
        const { effect, transport, reason, at } = decodeParked(owner, id, stored);
        return { id, kind: effect.kind, transport, reason, at };
      });
    },
  };
}
