import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { HolderEvents } from './holder.ts';

export const holderLog = (log: Logger): HolderEvents => ({
  took: (token) => events.leaseTaken(log, { token }),
  lost: (token) => events.leaseLost(log, { token }),
  standingBy: (holder) => events.standingBy(log, { holder }),
  troubled: (err) => events.leaseTroubled(log, { err }),
});
