import { albumOf, type Content, type Quote } from '../../content.ts';
import type { BoardNumber, MessageNumber, PrivateMessageId, ThreadMessageId } from '../../ids.ts';
import type { Actor } from '../event.ts';
import { GLYPHS } from '../glyphs.ts';
import { type ChartSaying, type Refusal, type Say } from '../say.ts';
import { type Args, changeIn, client, effect, effectOn, type Region } from '../setup.ts';
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
import { refuseMoved } from './refuse-moved.ts';
import {
  editAtClient,
  editInThread,
  type Numbered,
  reactAtClient,
  reactInThread,
  relayEdited,
  relayToClient,
  relayToThread,
} from './relay-effects.ts';

export type TicketState = 'new' | 'open' | 'prioritized' | 'closed' | 'banned' | 'erased';

/** Delivery found the counterpart on another board than the client's. Null: the counterpart cannot be changed there. */
type AtBoard = { board?: BoardNumber | null };

/** `n`: the delivered message is `client.n`. */
type TicketEffect =
  | {
      kind: 'relayToThread';
      n: MessageNumber;
      from: PrivateMessageId;
      content: Content;
      replyTo?: PrivateMessageId;
      quote?: Quote;
    }
  | {
      kind: 'relayToClient';
      n: MessageNumber;
      from: ThreadMessageId;
      content: Content;
      replyTo?: ThreadMessageId;
      quote?: Quote;
    }
  /** `isCommand`: a message that was never relayed stays unrelayed. */
  | ({ kind: 'editInThread'; from: PrivateMessageId; content: Content; isCommand?: true } & AtBoard &
      Numbered)
  | ({ kind: 'editAtClient'; from: ThreadMessageId; content: Content } & Numbered)
  /** A reaction for the counterpart of a message; null: the reaction was taken back. */
  | ({ kind: 'reactInThread'; to: PrivateMessageId; emoji: string | null } & AtBoard & Numbered)
  | ({ kind: 'reactAtClient'; to: ThreadMessageId; emoji: string | null; by: Actor['id'] } & Numbered)
  | Say<ChartSaying>
  /** A command that was carried out vanishes from the thread. */
  | { kind: 'removeMessage'; from: 'thread'; message: ThreadMessageId }
  | { kind: 'alertAdmins'; why: 'created' | 'resumed' }
  /** Remove the rest of everything stored about the client: messages and tickets up to these numbers. */
  | { kind: 'forgetClient'; erasings: number; messages: MessageNumber; ticket: number };

declare module '../context.ts' {
  interface Regions {
    ticket: { slice: TicketSlice; states: TicketState; effect: TicketEffect };
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

const toClient = (key: 'start' | 'restart' | 'end' | 'terms' | 'client-help'): Say<ChartSaying> => ({
  kind: 'say',
  to: 'client',
  text: { key },
});
const inThread = (text: ChartSaying): Say<ChartSaying> => ({ kind: 'say', to: 'thread', text });

const greet = effect(() => toClient('start'));
const greetUnlessGreeted = effect(({ context }) => (context.ticket.greeted ? null : toClient('start')));
const tellRestart = effect(() => toClient('restart'));
const sayFarewell = effectOn('agent.closed', (event) => (event.silently ? null : toClient('end')));
const answer = effectOn('client.asked', (event) =>
  toClient(event.about === 'help' ? 'client-help' : 'terms'),
);
const alertCreated = effect(() => ({ kind: 'alertAdmins', why: 'created' }));
const alertResumed = effect(() => ({ kind: 'alertAdmins', why: 'resumed' }));

const noteOrigin = effect(
  ({
    context: {
      ticket: { origin },
    },
  }) => (origin === null ? null : inThread({ key: 'note-origin', params: { origin } })),
);
/** A second press of the same link adds no line. */
const noteNewOrigin = effectOn('client.started', ({ origin }, context) =>
  origin === null || origin === context.ticket.origin
    ? null
    : inThread({ key: 'note-origin', params: { origin } }),
);
const notePriority = effectOn('agent.prioritized', ({ priority, by: agent }) =>
  inThread({
    key: 'note-prioritized',
    params: { agent, glyph: GLYPHS[priority], level: { key: `level-${priority}` } },
  }),
);
const noteClosed = effectOn('agent.closed', ({ silently, by: agent }) =>
  inThread({ key: silently ? 'note-closed-silently' : 'note-closed', params: { agent } }),
);
const noteBanned = effectOn('agent.banned', ({ by: agent }) =>
  inThread({ key: 'note-banned', params: { agent } }),
);
const noteUnbanned = effect(({ event }) =>
  'by' in event ? inThread({ key: 'note-unbanned', params: { agent: event.by } }) : null,
);
const removeCommand = effect(({ event }) =>
  'by' in event ? { kind: 'removeMessage', from: 'thread', message: event.message } : null,
);
const refuse = (refusal: Refusal) =>
  effect(({ event }) => {
    if (!('by' in event)) return null;
    const album = event.type === 'agent.commented' ? albumOf(event.content) : null;
    return {
      ...inThread({ key: `refused-${refusal}` }),
      replyTo: event.message,
      ...(album === null ? {} : { once: album }),
    };
  });
/** Telegram also reports edits that change nothing (`FACTS.md #18`): delivery compares the contents. */
const refuseEdit = (refusal: Refusal) =>
  effectOn('agent.edited', ({ message, content }) => ({
    ...inThread({ key: `refused-${refusal}` }),
    replyTo: message,
    edit: content,
  }));
/** The thread belongs to a client who was erased. */
const refuseStray = effectOn('agent.strayed', ({ message, album, edited }) => ({
  ...inThread({ key: edited ? 'refused-edit-erased' : 'refused-erased' }),
  replyTo: message,
  ...(album === null ? {} : { once: album }),
}));
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
    { guard: 'reachable', actions: [teamReplied, relayToClient] },
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
          { guard: 'reachable', actions: [teamAdded, relayToClient] },
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
