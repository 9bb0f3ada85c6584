import type { Redis } from 'ioredis';
import { DefectError } from '../base/errors.ts';
import type { Guard, Write } from '../actor/ports.ts';
import { loadScript } from './redis.ts';

/** A commit touches few keys, whatever the message. More keys are a defect of the builder of the writes. */
const MOST_KEYS = 40;

/** The form for commit.lua: a key by the place among the keys of the script. */
type Packed = {
  keys: string[];
  guards: { key: number; field?: string; is?: string; otherwise: Guard['otherwise'] }[];
  versions: { key: number; field: string; version: string }[];
  writes: (string | number)[][];
};

/** A version of a message, to add behind the kept versions. */
export type VersionWrite = { key: string; field: string; version: string };

/**
 * Guards, versions and writes with every key named once. A key expires once, by its first expiry.
 * @param first further keys of the script
 * @throws DefectError when there are too many keys
 */
export function packWrites(
  first: readonly string[],
  parts: { guards: readonly Guard[]; versions: readonly VersionWrite[]; writes: readonly Write[] },
): Packed {
  const keys = [...first];
  const places = new Map<string, number>();
  const placeOf = (key: string): number => {
    const known = places.get(key);
    if (known !== undefined) return known;
    const place = keys.push(key);
    places.set(key, place);
    return place;
  };
  const expiring = new Set<string>();
  const packed = {
    guards: parts.guards.map(({ key, is, ...rest }) => ({
      key: placeOf(key),
      ...rest,
      ...(is === null ? {} : { is }),
    })),
    versions: parts.versions.map(({ key, ...rest }) => ({ key: placeOf(key), ...rest })),
    writes: parts.writes.flatMap(([command, key, ...args]) => {
      if (command === 'PEXPIRE') {
        if (expiring.has(key)) return [];
        expiring.add(key);
      }
      return [[command, placeOf(key), ...args]];
    }),
  };
  if (keys.length > MOST_KEYS)
    throw new DefectError(`A commit touches ${keys.length} keys; at most ${MOST_KEYS}`);
  return { keys, ...packed };
}

/** Redis' JSON decoder refuses half a surrogate pair. Text outside JSON passes through this function. */
export const wellFormed = (text: string): string => Buffer.from(text).toString();

const guardedScript = loadScript('guarded-writes');

/** @returns false when a guard found another value: nothing was written */
export async function guardedWrites(
  redis: Redis,
  guards: readonly Omit<Guard, 'otherwise'>[],
  writes: readonly Write[],
): Promise<boolean> {
  const all = guards.map((guard) => ({ ...guard, otherwise: 'taken' as const }));
  const { keys, ...packed } = packWrites([], { guards: all, versions: [], writes });
  return (await guardedScript(redis, keys, [JSON.stringify(packed)])) === 1;
}
