import * as events from '../telemetry/events.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Commitment } from './dispatch.ts';

/** Logs the new state of a client's ticket. */
export function logMove(log: Logger, { record, journal }: Commitment): void {
  if (record === null) return;
  const client = record.id;
  if (journal?.to === 'closed') events.ticketClosed(log, { client });
  else if (journal?.to === 'banned') events.clientBanned(log, { client });
  else if (journal?.to === 'erased') events.clientErased(log, { client });
  else if (isServed(journal?.to) && !isServed(journal?.from)) events.ticketOpened(log, { client });
}

const isServed = (state: string | undefined): boolean => state === 'open' || state === 'prioritized';
