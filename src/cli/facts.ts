import { factStream, type Placed } from '../store/facts.ts';
import { renderActor } from './actor.ts';
import { streamCommand } from './show-stream.ts';

/** One line for people. */
export function renderFact({ place, fact }: Placed): string {
  const { type, client, at, actor, ...rest } = fact;
  const fields = Object.entries(rest).map(([name, value]) => `${name}=${String(value ?? '–')}`);
  return [new Date(at).toISOString(), place, String(client), type, renderActor(actor), ...fields].join('  ');
}

export const factsCommand = streamCommand(
  'facts',
  'Prints the newest facts of the desk, and the facts that come.',
  factStream,
  renderFact,
);
