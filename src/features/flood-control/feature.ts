import type { ClientRate } from '../../outbox/client-rate.ts';
import { createClientRate } from './client-rate.ts';
import { createFloodNote, type FloodNoteDeps } from './flood-note.ts';

/** A limit on the messages of one client that reach the team in a minute. */
export const floodControl = (deps: FloodNoteDeps): { clientRate: ClientRate } => ({
  clientRate: { ...createClientRate(deps.perMinute), exceeded: createFloodNote(deps) },
});
