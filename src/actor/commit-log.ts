import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Commitment } from './dispatch.ts';

/** Logs the new state of a client's ticket. */
export function logMove(log: Logger, { owner, journal }: Commitment): void {
  if (journal?.to === 'closed') events.ticketClosed(log, { client: owner });
  else if (journal?.to === 'banned') events.clientBanned(log, { client: owner });
  else if (journal?.to !== undefined && journal.from !== 'open' && journal.from !== 'prioritized') {
    events.ticketOpened(log, { client: owner });
  }
}
