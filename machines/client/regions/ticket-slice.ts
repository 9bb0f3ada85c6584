import type { AgentId, EpochMs, MessageNumber, Priority } from '../../ids.ts';
import type { Actor } from '../event.ts';
import { type Args, changeIn } from '../setup.ts';

const change = changeIn('ticket');

/** The current or last ticket: the turn, the wait, the begin and the end; and the fields that outlive a ticket. */
export type TicketSlice = {
  /** Counted per desk; 0 before the first. */
  number: number;
  openedAt: EpochMs | null;
  openedBy: 'client' | 'agent' | 'campaign' | null;
  /** The last `/start` parameter; written into the thread as soon as a thread exists. */
  origin: string | null;
  /** Meaningful while open or prioritized; 1 otherwise. */
  priority: Priority;
  /** The agent who holds the ticket. Null: the ticket is in the inbox. */
  assignee: AgentId | null;
  /** The side that has to act. */
  turn: 'team' | 'client' | 'bot';
  /** The oldest client message without an answer. */
  waitingSince: EpochMs | null;
  firstReplyAt: EpochMs | null;
  lastClientAt: EpochMs | null;
  lastTeamAt: EpochMs | null;
  /** A client message arrived since the team last answered. */
  unread: boolean;
  /** Messages of this ticket each way. */
  counts: { client: number; team: number };
  closedAt: EpochMs | null;
  closedBy: Actor | null;
  closeReason: 'closed' | 'silent' | 'banned' | 'idle' | 'rule' | null;
  /** The client has received the greeting. */
  greeted: boolean;
  /** Messages of all tickets, notes included: the number of the newest message, `client.n`. */
  messages: MessageNumber;
};

export const ticketAtFirst: TicketSlice = {
  number: 0,
  openedAt: null,
  openedBy: null,
  origin: null,
  priority: 1,
  assignee: null,
  turn: 'client',
  waitingSince: null,
  firstReplyAt: null,
  lastClientAt: null,
  lastTeamAt: null,
  unread: false,
  counts: { client: 0, team: 0 },
  closedAt: null,
  closedBy: null,
  closeReason: null,
  greeted: false,
  messages: 0 as MessageNumber,
};

/**
 * A recently closed ticket continues when the client or the team comes back. So does a ticket that the same decision
 * opened, whatever the settings: a decision has a single number.
 */
export const goesOn = (
  { closedAt, number }: TicketSlice,
  { now, settings, ticketNumber }: Pick<Args['event'], 'now' | 'settings' | 'ticketNumber'>,
): boolean =>
  closedAt !== null && (number === ticketNumber || (number > 0 && now - closedAt <= settings.reopenMs));

/** The next ticket, or the last ticket again. The number was reserved before the decision. */
export const openTicket = (openedBy: 'client' | 'agent') =>
  change((slice, { event }) => {
    const again = { closedAt: null, closedBy: null, closeReason: null };
    if (goesOn(slice, event)) return again;
    const { greeted, messages, origin } = slice;
    return {
      ...ticketAtFirst,
      ...again,
      greeted,
      messages,
      origin,
      number: event.ticketNumber,
      openedAt: event.now,
      openedBy,
    };
  });

const after = (n: MessageNumber): MessageNumber => (n + 1) as MessageNumber;

/** A message of the client: the team's turn. The wait begins with the first unanswered message. */
export const clientSpoke = change(({ counts, messages, waitingSince }, { event }) => ({
  turn: 'team',
  unread: true,
  waitingSince: waitingSince ?? event.now,
  lastClientAt: event.now,
  counts: { ...counts, client: counts.client + 1 },
  messages: after(messages),
}));

/** A human reply: the client's turn, and the end of the wait. */
export const teamReplied = change(({ counts, firstReplyAt, messages }, { event }) => ({
  turn: 'client',
  unread: false,
  waitingSince: null,
  firstReplyAt: firstReplyAt ?? event.now,
  lastTeamAt: event.now,
  counts: { ...counts, team: counts.team + 1 },
  messages: after(messages),
}));

/** A comment after the close belongs to the last ticket, opens none and stops no clock. */
export const teamAdded = change(({ counts, messages }, { event }) => ({
  lastTeamAt: event.now,
  counts: { ...counts, team: counts.team + 1 },
  messages: after(messages),
}));

/** A note takes a number, and changes nothing else about the ticket. */
export const teamNoted = change(({ messages }) => ({ messages: after(messages) }));

export const closeTicket = (reason: (event: Args['event']) => NonNullable<TicketSlice['closeReason']>) =>
  change((_slice, { event }) => ({
    priority: 1,
    turn: 'client',
    unread: false,
    waitingSince: null,
    assignee: null,
    closedAt: event.now,
    closedBy: 'by' in event ? event.by : null,
    closeReason: reason(event),
  }));

/** Nothing of the tickets stays. Numbers of messages are never used again. */
export const forgetTickets = change(({ messages }) => ({ ...ticketAtFirst, messages }));
