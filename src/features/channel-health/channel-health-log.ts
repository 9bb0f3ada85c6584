import * as events from '../../telemetry/events.ts';
import type { Logger } from '../../telemetry/logger.ts';
import type { PlaceEvents } from './channel-health.ts';

export const placeLog = (log: Logger): PlaceEvents => ({
  found: (trouble) => events.placeTroubled(log, { trouble }),
  repaired: (trouble) => events.placeRepaired(log, { trouble }),
  failed: (err) => events.taskFailed(log, { task: 'place', err }),
});
