import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Commitment } from './dispatch.ts';

/** Logs the new state of a client's ticket. */
export function logMove(log: Logger, { record, journal }: Commitment): void {
  if (record === null) return;
  const client = record.id;
  if (journal?.to === 'closed') events.ticketClosed(log, { client });
  else if (journal?.to === 'banned') events.clientBanned(log, { client });
  else if (journal?.to !== undefined && journal.from !== 'open' && journal.from !== 'prioritized') {
    events.ticketOpened(log, { client });
  }
}
