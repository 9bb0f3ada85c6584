import type { Redis } from 'ioredis';
import type { Guard, Write } from '../actor/changes.ts';
import { loadScript } from './redis.ts';
import { ScriptArguments } from './script-arguments.ts';

/** A version of a message, to add behind the kept versions. */
export type VersionWrite = { key: string; field: string; version: string };

const guardedScript = loadScript('guarded-writes');

/** @returns false when a guard found another value: nothing was written */
export async function guardedWrites(
  redis: Redis,
  guards: readonly Omit<Guard, 'otherwise'>[],
  writes: readonly Write[],
): Promise<boolean> {
  const script = new ScriptArguments([]);
  script.guards(guards.map((guard) => ({ ...guard, otherwise: 'taken' })));
  script.writes(writes);
  return (await guardedScript(redis, script.keys, script.args())) === 1;
}
