import type { Placed } from '../store/facts.ts';
import { renderActor } from './actor.ts';

/** One line for people. */
export function renderFact({ place, fact }: Placed): string {
  const { type, client, at, actor, ...rest } = fact;
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${String(value ?? '–')}`);
  return [new Date(at).toISOString(), place, String(client), type, renderActor(actor), ...fields].join('  ');
}
