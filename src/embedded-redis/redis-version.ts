/** [major, minor] */
type RedisVersion = readonly [number, number];

/** Minimum for the scripts of the desk. */
export const OLDEST_REDIS: RedisVersion = [6, 2];

export function parseVersion(text: string): RedisVersion | null {
  const match = /^(\d+)\.(\d+)/.exec(text);
  return match === null ? null : [Number(match[1]), Number(match[2])];
}

export function isAtLeast(version: RedisVersion, wanted: RedisVersion): boolean {
  return version[0] > wanted[0] || (version[0] === wanted[0] && version[1] >= wanted[1]);
}
