import type { Recorded } from '../../machines/client/fact.ts';
import type { Commit, Write } from '../actor/ports.ts';
import type { Keys } from './keys.ts';

/** What a commit appends to the desk's stream of facts. */
export const factWrites = (
  { owner, at, facts }: Pick<Commit, 'owner' | 'at' | 'facts'>,
  keys: Keys,
): Write[] =>
  facts.map((fact): Write => {
    const recorded: Recorded = { ...fact, client: owner, at };
    return ['XADD', keys.facts, '*', 'f', JSON.stringify(recorded)];
  });
