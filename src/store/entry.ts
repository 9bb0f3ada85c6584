import type { EpochMs, Owner } from '../../machines/ids.ts';
import type { Outcome } from '../actor/command.ts';
import type { Effect } from '../actor/effects.ts';
import type { Entry } from '../actor/ports.ts';

/** The store keeps an entry under its id as `seq {"at":…,"effect":…}`. */
type Body = { at: EpochMs; effect: Effect; triedAt?: EpochMs; retried?: true };

/** The store keeps a parked entry under its id as the entry, a newline, the transport, a blank and the reason. */
export type Parked = Pick<Entry, 'owner' | 'id' | 'at' | 'effect'> & { transport: string; reason: string };

const TELEGRAM = 'telegram';

export const encodeParking = ({ parked, transport = TELEGRAM }: Pick<Outcome, 'parked' | 'transport'>) =>
  parked === undefined ? undefined : `${transport} ${parked}`;

export function decodeParked(owner: Owner, id: string, stored: string): Parked {
  const end = stored.indexOf('\n');
  const { at, effect } = decodeEntry(owner, id, stored.slice(0, end));
  const blank = stored.indexOf(' ', end);
  return {
    owner,
    id,
    at,
    effect,
    transport: stored.slice(end + 1, blank),
    reason: stored.slice(blank + 1),
  };
}

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
