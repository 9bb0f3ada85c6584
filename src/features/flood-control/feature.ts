import type { ClientRate } from '../../outbox/client-rate.ts';
import { createClientRate } from './client-rate.ts';
import { createFloodNote, type FloodNoteDeps } from './flood-note.ts';
import { texts } from './texts.ts';

/** A limit on the messages of one client that reach the team in a minute. */
export const floodControl = {
  clientRate: ({ flood }: { flood: FloodNoteDeps }): ClientRate => ({
    ...createClientRate(flood.perMinute),
    exceeded: createFloodNote(flood),
  }),
  texts,
};
