import type { ReadSettings } from '../../../machines/desk/fields.ts';
import type { ClientRate } from '../../outbox/client-rate.ts';
import { createClientRate } from './client-rate.ts';
import { createFloodNote, type FloodNoteDeps } from './flood-note.ts';
import { floodSettings } from './settings.ts';
import { texts } from './texts.ts';

export type FloodPorts = { flood: Omit<FloodNoteDeps, 'perMinute'>; settings: ReadSettings };

/** A limit on the messages of one client that reach the team in a minute. */
export const floodControl = {
  settings: floodSettings,
  clientRate({ flood, settings }: FloodPorts): ClientRate {
    const perMinute = () => settings(floodSettings).floodPerMinute;
    return { ...createClientRate(perMinute), exceeded: createFloodNote({ ...flood, perMinute }) };
  },
  texts,
};
