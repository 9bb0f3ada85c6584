import type { ClientState } from './snapshot.ts';

/** Where a ticket stands for people. Never stored as such: it follows from the state. */
export type Status = 'closed' | 'queued' | 'waiting-client' | 'answering';

/**
 * The status of the client's current or last ticket; null before the first.
 * `queued`: nobody holds it. `waiting-client`: it is the client's turn. `answering`: it is the turn of its assignee.
 */
export function statusOf({ value, context: { ticket } }: ClientState): Status | null {
  if (ticket.number === 0) return null;
  if (value.ticket !== 'open' && value.ticket !== 'prioritized') return 'closed';
  if (ticket.assignee === null) return 'queued';
  return ticket.turn === 'team' ? 'answering' : 'waiting-client';
}
