import type { Leader } from '../leader/leader.ts';
import type { DeskHost } from './host.ts';
import type { DeskOptions } from './options.ts';
import type { Connected } from './parts/connected.ts';
import type { Settings } from './parts/settings.ts';
import type { DeskStores } from './parts/stores.ts';

/** The parts below decisions and delivery. */
export type DeskCore = {
  host: DeskHost;
  options: DeskOptions;
  connected: Connected;
  leader: Leader;
  stores: DeskStores;
  settings: Settings;
};
