import type { MessageNumber, ThreadMessageId } from '../../ids.ts';
import { type Args, changeIn, client, effect, type Region } from '../setup.ts';
import { refuseMoved } from './refuse-moved.ts';
import {
  type ConversationEffect,
  editAtClient,
  editInThread,
  reactAtClient,
  reactInThread,
  relayEdited,
  relayToClient,
  removeSentCommand,
  relayToThread,
} from './ticket-conversation.ts';
import {
  answer,
  greet,
  greetUnlessGreeted,
  noteBanned,
  noteClosed,
  noteNewOrigin,
  noteOrigin,
  notePriority,
  noteUnbanned,
  refuse,
  refuseEdit,
  refuseStray,
  sayFarewell,
  tellRestart,
  type TicketSaying,
} from './ticket-lines.ts';
import {
  clientSpoke,
  closeTicket,
  forgetTickets,
  openTicket,
  teamAdded,
  teamNoted,
  teamReplied,
  ticketAtFirst,
  type TicketSlice,
} from './ticket-slice.ts';

export type TicketState = 'new' | 'open' | 'prioritized' | 'closed' | 'banned' | 'erased';

type TicketEffect =
  | ConversationEffect
  /** A command that was carried out vanishes from the thread. */
  | { kind: 'removeMessage'; from: 'thread'; message: ThreadMessageId }
  | { kind: 'alertAdmins'; why: 'created' | 'resumed' }
  /** Remove the rest of everything stored about the client: messages and tickets up to these numbers. */
  | { kind: 'forgetClient'; erasings: number; messages: MessageNumber; ticket: number };

declare module '../context.ts' {
  interface Regions {
    ticket: { slice: TicketSlice; states: TicketState; effect: TicketEffect; saying: TicketSaying };
  }
}

const change = changeIn('ticket');

const takePriority = change(({ priority }, { event }) => ({
  priority: event.type === 'agent.prioritized' ? event.priority : priority,
}));
const rememberGreeting = change(() => ({ greeted: true }));
const rememberOrigin = change(({ origin }, { event }) => ({
  origin: event.type === 'client.started' && event.origin !== null ? event.origin : origin,
}));

const close = closeTicket((event) => (event.type === 'agent.closed' && event.silently ? 'silent' : 'closed'));
const closeBanned = closeTicket(() => 'banned');

const isUrgent = ({ event }: Args): boolean => event.type === 'agent.prioritized' && event.priority > 1;

const alertCreated = effect(() => ({ kind: 'alertAdmins', why: 'created' }));
const alertResumed = effect(() => ({ kind: 'alertAdmins', why: 'resumed' }));
const removeCommand = effect(({ event }) =>
  'by' in event ? { kind: 'removeMessage', from: 'thread', message: event.message } : null,
);
const forgetClient = effect(({ context: { ticket, thread } }) => ({
  kind: 'forgetClient',
  erasings: thread.erasings + 1,
  messages: ticket.messages,
  ticket: ticket.number,
}));
const erased = { 'client.erased': { target: 'erased', actions: [forgetClient, forgetTickets] } } as const;

/** Acts of client and team in every state with an open ticket. */
const serving = {
  ...erased,
  'client.wrote': { actions: [clientSpoke, relayToThread] },
  'client.edited': { actions: [editInThread] },
  'client.reacted': { actions: [reactInThread] },
  'client.started': { actions: [greet, noteNewOrigin, rememberOrigin] },
  'client.asked': { actions: [answer] },
  'agent.commented': [
    refuseMoved,
    { guard: 'reachable', actions: [teamReplied, relayToClient, removeSentCommand] },
    { guard: 'deactivated', actions: [refuse('deactivated')] },
    { actions: [refuse('unreachable')] },
  ],
  'agent.noted': { actions: [teamNoted] },
  'agent.edited': [
    { guard: 'reachable', actions: [editAtClient] },
    { actions: [refuseEdit('edit-unreachable')] },
  ],
  'agent.reacted': { guard: 'reachable', actions: [reactAtClient] },
  'agent.prioritized': [
    refuseMoved,
    { guard: isUrgent, target: 'prioritized', actions: [takePriority, notePriority, removeCommand] },
    { target: 'open', actions: [takePriority, notePriority, removeCommand] },
  ],
  'agent.closed': [
    refuseMoved,
    {
      guard: 'reachable',
      target: 'closed',
      actions: [close, sayFarewell, noteClosed, removeCommand],
    },
    { target: 'closed', actions: [close, noteClosed, removeCommand] },
  ],
  'agent.banned': [refuseMoved, { target: 'banned', actions: [closeBanned, noteBanned, removeCommand] }],
} as const;

/** A first message begins the first ticket. */
const begins = (relay: typeof relayToThread) => ({
  target: 'open' as const,
  actions: [
    openTicket('client'),
    clientSpoke,
    greetUnlessGreeted,
    rememberGreeting,
    noteNewOrigin,
    noteOrigin,
    relay,
    alertCreated,
  ],
});

/** `/p` on a client without an open ticket begins the next ticket, or continues a recently closed ticket. */
const beginsTicket = <A>(first: A[]) => [
  refuseMoved,
  {
    guard: isUrgent,
    target: 'prioritized' as const,
    actions: [openTicket('agent'), takePriority, ...first, notePriority, removeCommand],
  },
  {
    target: 'open' as const,
    actions: [openTicket('agent'), takePriority, ...first, notePriority, removeCommand],
  },
];

const chart = client.createStateConfig({
  initial: 'new',
  on: { 'agent.strayed': { actions: [refuseStray] } },
  states: {
    new: {
      on: {
        ...erased,
        'client.started': { actions: [rememberGreeting, rememberOrigin, greet] },
        'client.asked': { actions: [answer] },
        'client.wrote': begins(relayToThread),
        // The message is older than the desk, or a command.
        'client.edited': { guard: 'saysSomething', ...begins(relayEdited) },
      },
    },
    open: { on: serving },
    prioritized: { on: serving },
    closed: {
      on: {
        ...erased,
        'client.wrote': {
          target: 'open',
          actions: [openTicket('client'), clientSpoke, tellRestart, relayToThread, alertResumed],
        },
        'client.edited': { actions: [editInThread] },
        'client.reacted': { actions: [reactInThread] },
        'client.started': { actions: [greet] },
        'client.asked': { actions: [answer] },
        'agent.commented': [
          refuseMoved,
          { guard: 'reachable', actions: [teamAdded, relayToClient, removeSentCommand] },
          ...serving['agent.commented'].slice(2),
        ],
        'agent.noted': serving['agent.noted'],
        'agent.edited': serving['agent.edited'],
        'agent.reacted': serving['agent.reacted'],
        'agent.prioritized': beginsTicket([]),
        'agent.closed': [refuseMoved, { actions: [refuse('closed-already')] }],
        'agent.banned': [refuseMoved, { target: 'banned', actions: [noteBanned, removeCommand] }],
      },
    },
    banned: {
      on: {
        ...erased,
        'agent.commented': [refuseMoved, { actions: [refuse('banned')] }],
        'agent.noted': serving['agent.noted'],
        'agent.edited': { actions: [refuseEdit('edit-banned')] },
        'agent.prioritized': beginsTicket([noteUnbanned]),
        'agent.closed': [refuseMoved, { target: 'closed', actions: [noteUnbanned, removeCommand] }],
        'agent.banned': [refuseMoved, { actions: [refuse('banned-already')] }],
      },
    },
    /** No word, name or ticket is left. A person who comes back is new; an edit of an erased message is no return. */
    erased: {
      on: {
        'client.started': { target: 'new', actions: [rememberGreeting, rememberOrigin, greet] },
        'client.asked': { target: 'new', actions: [answer] },
        'client.wrote': begins(relayToThread),
      },
    },
  },
});

/** The service: the conversation of client and team, from the first message to the close. */
export const ticket: Region<TicketSlice> = { atFirst: ticketAtFirst, chart };
