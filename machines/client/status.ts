import type { ClientState } from './snapshot.ts';

/** The status of a ticket for people. Follows from the state, and is never stored in a record. */
export type Status = 'closed' | 'queued' | 'waiting-client' | 'answering';

/**
 * The status of the client's current or last ticket; null before the first.
 * `queued`: no assignee. `waiting-client`: the client's turn. `answering`: the assignee's turn.
 */
export function statusOf({ value, context: { ticket } }: ClientState): Status | null {
  if (ticket.number === 0) return null;
  if (value.ticket !== 'open' && value.ticket !== 'prioritized') return 'closed';
  if (ticket.assignee === null) return 'queued';
  return ticket.turn === 'team' ? 'answering' : 'waiting-client';
}
