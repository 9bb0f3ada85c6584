import { albumOf } from '../content.ts';
import type { ClientContext } from './context.ts';
import type { Effect, Refusal } from './effect.ts';
import type { ClientEvent } from './event.ts';

/** What the chart has to say, by name. An effect sees the context as the actions before it left it. */

type Args = { context: ClientContext; event: ClientEvent };

/** The one action that leaves the chart. `null`: on this occasion there is nothing to do. */
const effect = (make: (args: Args) => Effect | null) => ({ type: 'effect' as const, params: make });

/** An effect of one kind of event. */
const on = <T extends ClientEvent['type']>(
  type: T,
  make: (event: Extract<ClientEvent, { type: T }>, context: ClientContext) => Effect | null,
) =>
  effect(({ context, event }) =>
    event.type === type ? make(event as Extract<ClientEvent, { type: T }>, context) : null,
  );

export const relayToThread = on('client.wrote', (event) => ({
  kind: 'relayToThread',
  from: event.message,
  content: event.content,
  ...(event.replyTo === undefined ? {} : { replyTo: event.replyTo }),
  ...(event.quote === undefined ? {} : { quote: event.quote }),
}));
export const relayToClient = on('agent.commented', (event) => ({
  kind: 'relayToClient',
  from: event.message,
  content: event.content,
  ...(event.replyTo === undefined ? {} : { replyTo: event.replyTo }),
  ...(event.quote === undefined ? {} : { quote: event.quote }),
}));
export const editInThread = on('client.edited', (event) => ({
  kind: 'editInThread',
  from: event.message,
  content: event.content,
  ...(event.isCommand === undefined ? {} : { isCommand: event.isCommand }),
}));
/** The first that is heard of somebody: the message itself never came. */
export const relayEdited = on('client.edited', (event) => ({
  kind: 'relayToThread',
  from: event.message,
  content: event.content,
}));
export const editAtClient = on('agent.edited', (event) => ({
  kind: 'editAtClient',
  from: event.message,
  content: event.content,
}));
export const reactInThread = on('client.reacted', (event) => ({
  kind: 'reactInThread',
  to: event.message,
  emoji: event.emoji,
}));
export const reactAtClient = on('agent.reacted', (event) => ({
  kind: 'reactAtClient',
  to: event.message,
  emoji: event.emoji,
  by: event.by.id,
}));
export const greet = effect(() => ({ kind: 'tellClient', text: 'start' }));
export const greetUnlessGreeted = effect(({ context }) =>
  context.greeted ? null : { kind: 'tellClient', text: 'start' },
);
export const tellRestart = effect(() => ({ kind: 'tellClient', text: 'restart' }));
export const sayFarewell = on('agent.closed', (event) =>
  event.silently ? null : { kind: 'tellClient', text: 'end' },
);
export const answer = on('client.asked', (event) => ({ kind: 'tellClient', text: event.about }));
export const alertCreated = effect(() => ({ kind: 'alertAdmins', why: 'created' }));
export const alertThreadsFail = effect(() => ({ kind: 'alertThreadsFail' }));
export const alertResumed = effect(() => ({ kind: 'alertAdmins', why: 'resumed' }));

export const noteOrigin = effect(({ context: { origin } }) =>
  origin === null ? null : { kind: 'note', note: { key: 'origin', origin } },
);
/** Pressing the same link again says nothing new. */
export const noteNewOrigin = on('client.started', ({ origin }, context) =>
  origin === null || origin === context.origin ? null : { kind: 'note', note: { key: 'origin', origin } },
);
export const notePriority = on('agent.prioritized', (event) => ({
  kind: 'note',
  note: { key: 'prioritized', level: event.level, by: event.by },
}));
export const noteClosed = on('agent.closed', (event) => ({
  kind: 'note',
  note: { key: event.silently ? 'closed-silently' : 'closed', by: event.by },
}));
export const noteBanned = on('agent.banned', (event) => ({
  kind: 'note',
  note: { key: 'banned', by: event.by },
}));
export const noteUnbanned = effect(({ event }) =>
  'by' in event ? { kind: 'note', note: { key: 'unbanned', by: event.by } } : null,
);
export const removeCommand = effect(({ event }) =>
  'by' in event ? { kind: 'removeCommand', message: event.message } : null,
);
export const refuse = (refusal: Refusal) =>
  effect(({ event }) => {
    if (!('by' in event)) return null;
    const album = event.type === 'agent.commented' ? albumOf(event.content) : null;
    return { kind: 'refuse', message: event.message, refusal, ...(album === null ? {} : { album }) };
  });
/** Telegram also reports edits that change nothing (`TELEGRAM.md §1.5`): delivery knows what the client has. */
export const refuseEdit = (refusal: Refusal) =>
  on('agent.edited', ({ message, content }) => ({ kind: 'refuse', message, refusal, edit: content }));

export const openPost = effect(({ context }) => ({ kind: 'openPost', generation: context.generation }));
export const retirePost = effect(({ context }) =>
  context.post === null ? null : { kind: 'retirePost', post: context.post },
);
export const noteContinued = effect(() => ({ kind: 'note', note: { key: 'thread-continued' } }));
export const noteUnreachable = on('client.blocked', (event, context) =>
  context.generation === 0 ? null : { kind: 'note', note: { key: `client-${event.cause}` } },
);
export const noteReturned = effect(({ context }) =>
  context.generation === 0 ? null : { kind: 'note', note: { key: 'client-returned' } },
);
