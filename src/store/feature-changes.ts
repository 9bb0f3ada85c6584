import type { Changes, Guard, Write } from '../actor/changes.ts';
import { DefectError } from '../base/errors.ts';
import type { Keys } from './keys.ts';

/**
 * The guards and writes of features in a commit.
 * @throws DefectError for a key of an engine
 */
export function featureChanges(
  { guards = [], writes = [] }: Changes,
  keys: Keys,
): { guards: readonly Guard[]; writes: readonly Write[] } {
  for (const { key } of guards) if (!keys.isOfFeature(key)) refuse('read', key);
  for (const [command, key] of writes) {
    const isAuditRow = command === 'XADD' && key === keys.audit;
    if (!isAuditRow && !keys.isOfFeature(key)) refuse('write', key);
  }
  return { guards, writes };
}

function refuse(verb: 'read' | 'write', key: string): never {
  throw new DefectError(
    `A feature may not ${verb} ${key} in a commit: the key belongs to an engine. Use a key of keys.feature.`,
  );
}
