import type { ReadSettings } from '../../../machines/desk/fields.ts';
import type { ClientRate } from '../../outbox/client-rate.ts';
import { createClientRate } from './client-rate.ts';
import { createFloodNote, type FloodNoteDeps } from './flood-note.ts';
import { floodSettings } from './settings.ts';
import { texts } from './texts.ts';

export type FloodPorts = {
  team: Pick<FloodNoteDeps, 'alertsAdmins'>;
  runtime: Pick<FloodNoteDeps, 'dispatch' | 'clock' | 'log'>;
  settings: ReadSettings;
};

/** A limit on the messages of one client that reach the team in a minute. */
export const floodControl = {
  settings: floodSettings,
  clientRate({ team, runtime: { dispatch, clock, log }, settings }: FloodPorts): ClientRate {
    const perMinute = () => settings(floodSettings).floodPerMinute;
    const alertsAdmins = () => team.alertsAdmins();
    const exceeded = createFloodNote({ dispatch, clock, log, perMinute, alertsAdmins });
    return { ...createClientRate(perMinute), exceeded };
  },
  texts,
};
