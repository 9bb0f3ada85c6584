import { kindOf } from '../content.ts';
import type { AgentId, Priority } from '../ids.ts';
import type { Actor, ClientEvent } from './event.ts';
import type { TicketSlice } from './regions/ticket-slice.ts';
import type { ClientState } from './snapshot.ts';
import type { TakenMessage } from './taken-message.ts';

/**
 * A thing that happened, for readers that count, show or report. The commit of the change appends the fact to the
 * stream of the desk. A fact holds no words of people.
 */
export type Fact =
  | {
      type: 'ticket.opened' | 'ticket.reopened';
      ticket: number;
      by: NonNullable<TicketSlice['openedBy']>;
      origin: string | null;
    }
  | {
      type: 'ticket.closed';
      ticket: number;
      by: AgentId | null;
      reason: NonNullable<TicketSlice['closeReason']>;
    }
  | { type: 'ticket.prioritized'; ticket: number; by: AgentId | null; priority: Priority }
  /** `n`: the message is `client.n`. */
  | { type: 'message.received'; ticket: number; n: number; kind: string }
  | { type: 'message.sent'; ticket: number; n: number; kind: string; by: AgentId | null }
  | { type: 'note.written'; ticket: number; n: number; by: AgentId | null }
  | { type: 'client.banned' | 'client.unbanned'; by: AgentId | null }
  | { type: 'client.blocked'; cause: 'blocked' | 'deactivated' }
  | { type: 'client.returned' }
  /** `ticket`: the ticket that was open. Null: no ticket was open. */
  | { type: 'client.erased'; ticket: number | null };

/**
 * The facts of one step, in the order of the changes. Pure.
 * @param taken the message that the step took in
 */
export function factsOf(
  before: ClientState,
  event: ClientEvent,
  after: ClientState,
  taken: TakenMessage | null,
): Fact[] {
  if (event.type === 'client.erased') return erasedFact(before);
  const facts: Fact[] = [];
  const was = before.context.ticket;
  const is = after.context.ticket;
  const ticket = is.number;
  const by = actorOf(event)?.id ?? null;
  if (before.value.reach === 'blocked' && after.value.reach === 'reachable')
    facts.push({ type: 'client.returned' });
  if (before.value.ticket === 'banned' && after.value.ticket !== 'banned') {
    facts.push({ type: 'client.unbanned', by });
  }
  if (is.number !== was.number)
    facts.push({ type: 'ticket.opened', ticket, by: openerOf(event), origin: is.origin });
  else if (was.closedAt !== null && is.closedAt === null) {
    facts.push({ type: 'ticket.reopened', ticket, by: openerOf(event), origin: is.origin });
  }
  if (taken !== null) facts.push(takenFact(taken));
  if (event.type === 'agent.commented' && event.isCommand === true && is.messages > was.messages) {
    facts.push({ type: 'message.sent', ticket, n: is.messages, kind: kindOf(event.content), by });
  }
  if (is.closedAt === null && is.priority !== was.priority) {
    facts.push({ type: 'ticket.prioritized', ticket, by, priority: is.priority });
  }
  if (was.closedAt === null && is.closedAt !== null) {
    facts.push({ type: 'ticket.closed', ticket, by, reason: is.closeReason ?? 'closed' });
  }
  if (before.value.ticket !== 'banned' && after.value.ticket === 'banned')
    facts.push({ type: 'client.banned', by });
  if (before.value.reach === 'reachable' && after.value.reach === 'blocked') {
    facts.push({ type: 'client.blocked', cause: after.context.reach.gone ?? 'blocked' });
  }
  return facts;
}

function takenFact({ from, n, ticket, kind, by }: TakenMessage): Fact {
  if (from === 'note') return { type: 'note.written', ticket, n, by };
  return from === 'agent'
    ? { type: 'message.sent', ticket, n, kind, by }
    : { type: 'message.received', ticket, n, kind };
}

function erasedFact({ value, context: { ticket } }: ClientState): Fact[] {
  if (value.ticket === 'erased') return [];
  const isOpen = ticket.number > 0 && ticket.closedAt === null;
  return [{ type: 'client.erased', ticket: isOpen ? ticket.number : null }];
}

const actorOf = (event: ClientEvent): Actor | null => ('by' in event ? event.by : null);

const openerOf = (event: ClientEvent): 'client' | 'agent' => (actorOf(event) === null ? 'client' : 'agent');
