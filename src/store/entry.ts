import type { EpochMs, UserId } from '../../machines/ids.ts';
import type { DeskEffect } from '../actor/effects.ts';
import type { Entry } from '../actor/ports.ts';

/** An entry is stored under its id as `seq {"at":…,"effect":…}`. */
type Body = { at: EpochMs; effect: DeskEffect; triedAt?: EpochMs; retried?: true };

/** What may wait only once has a fixed id. */
export function entryKey(effect: DeskEffect): string | undefined {
  if (effect.kind === 'reconcilePost') return 'post';
  return effect.kind === 'note' && effect.note.key === 'thread-continued' ? 'continued' : undefined;
}

/** May wait until nobody speaks, and is not read before it must be. */
export const isForMany = ({ kind }: DeskEffect): boolean => kind === 'broadcast';

export const encodeEntry = (
  at: EpochMs,
  effect: DeskEffect,
  more: Pick<Body, 'triedAt' | 'retried'> = {},
): string => JSON.stringify({ at, effect, ...more } satisfies Body);

export function decodeEntry(owner: UserId, id: string, stored: string): Entry {
  const space = stored.indexOf(' ');
  const body = JSON.parse(stored.slice(space + 1)) as Body;
  return { id, seq: Number(stored.slice(0, space)), owner, ...body };
}
