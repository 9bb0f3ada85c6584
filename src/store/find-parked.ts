import type { EpochMs, MessageNumber, Owner } from '../../machines/ids.ts';
import { numberIn } from '../actor/effects.ts';
import {
  numberOf,
  type ParkedEntry,
  type ParkedStore,
  type ParkedUpdate,
  type Release,
} from './parked-store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Selects parked entries of an owner (or one by id), of a message, parked updates (or one by number), or all. */
export type ParkedTarget =
  | { of: 'everything' }
  | { of: 'owner'; owner: Owner; entry: string | null }
  | { of: 'message'; owner: Owner; number: MessageNumber }
  | { of: 'updates'; update: number | null };

export type Parked = { entries: ParkedEntry[]; updates: ParkedUpdate[] };

export async function findParked(store: ParkedStore, target: ParkedTarget): Promise<Parked> {
  const owners = 'owner' in target ? [target.owner] : target.of === 'updates' ? [] : await store.owners();
  const entries = (await Promise.all(owners.map((owner) => store.entries(owner)))).flat();
  const updates = 'owner' in target ? [] : await store.updates();
  return {
    entries: entries.filter(({ id, effect }) => {
      if (target.of === 'message') return numberIn(effect) === target.number;
      return target.of !== 'owner' || target.entry === null || id === target.entry;
    }),
    updates: updates.filter(
      ({ update }) => target.of !== 'updates' || target.update === null || numberOf(update) === target.update,
    ),
  };
}

/** @returns the number of released entries */
export async function releaseParked(
  store: ParkedStore,
  { entries, updates }: Parked,
  release: Release,
): Promise<number> {
  let released = 0;
  for (const owner of new Set(entries.map((entry) => entry.owner))) {
    const theirs = entries.filter((entry) => entry.owner === owner);
    released += (await store.release(owner, theirs, release)).length;
  }
  for (const update of updates) {
    if (await store.releaseUpdate(update, release)) released += 1;
  }
  return released;
}

/** Parked message texts expire like all other texts of the desk. */
export async function forgetOldParked(store: ParkedStore, logDays: number, now: EpochMs): Promise<void> {
  const before = now - logDays * DAY_MS;
  const { entries, updates } = await findParked(store, { of: 'everything' });
  const old = {
    entries: entries.filter(({ at }) => at < before),
    updates: updates.filter(({ at }) => at < before),
  };
  await releaseParked(store, old, { how: 'expire', by: { kind: 'desk' }, at: now });
}
