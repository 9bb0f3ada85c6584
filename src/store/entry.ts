import type { EpochMs, Owner } from '../../machines/ids.ts';
import type { Effect } from '../actor/effects.ts';
import type { Entry } from '../actor/ports.ts';

/** The store keeps an entry under its id as `seq {"at":…,"effect":…}`. */
type Body = { at: EpochMs; effect: Effect; triedAt?: EpochMs; retried?: true };

export const encodeEntry = (
  at: EpochMs,
  effect: Effect,
  more: Pick<Body, 'triedAt' | 'retried'> = {},
): string => JSON.stringify({ at, effect, ...more } satisfies Body);

export function decodeEntry(owner: Owner, id: string, stored: string): Entry {
  const space = stored.indexOf(' ');
  const body = JSON.parse(stored.slice(space + 1)) as Body;
  return { id, seq: Number(stored.slice(0, space)), owner, ...body };
}
