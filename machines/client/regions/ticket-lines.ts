import { albumOf } from '../../content.ts';
import type { BoardNumber, PostId, Priority } from '../../ids.ts';
import type { Actor } from '../event.ts';
import { GLYPHS } from '../glyphs.ts';
import type { Say } from '../say.ts';
import { effect, effectOn } from '../setup.ts';

/** The lines of the desk about the ticket: to the client, and to the team in the thread. */

export type Refusal =
  | 'closed-already'
  | 'banned'
  | 'banned-already'
  | 'unreachable'
  | 'deactivated'
  | 'edit-banned'
  | 'edit-unreachable'
  | 'erased'
  | 'edit-erased';

type ToClient = 'start' | 'restart' | 'end' | 'terms' | 'client-help';

export type TicketSaying =
  | { key: ToClient }
  | { key: `refused-${Refusal}` }
  | { key: 'note-origin'; params: { origin: string } }
  | { key: 'refused-moved'; params: { board: { board: BoardNumber } } }
  | { key: 'open-thread'; url: { post: PostId } }
  | {
      key: 'note-prioritized';
      params: { agent: Actor; glyph: string; level: { key: `level-${Priority}` } };
    }
  | {
      key: 'note-closed' | 'note-closed-silently' | 'note-banned' | 'note-unbanned';
      params: { agent: Actor };
    };

const toClient = (key: ToClient): Say<TicketSaying> => ({
  kind: 'say',
  to: 'client',
  text: { key },
});
const inThread = (text: TicketSaying): Say<TicketSaying> => ({ kind: 'say', to: 'thread', text });

export const greet = effect(() => toClient('start'));
export const greetUnlessGreeted = effect(({ context }) =>
  context.ticket.greeted ? null : toClient('start'),
);
export const tellRestart = effect(() => toClient('restart'));
export const sayFarewell = effectOn('agent.closed', (event) => (event.silently ? null : toClient('end')));
export const answer = effectOn('client.asked', (event) =>
  toClient(event.about === 'help' ? 'client-help' : 'terms'),
);

export const noteOrigin = effect(
  ({
    context: {
      ticket: { origin },
    },
  }) => (origin === null ? null : inThread({ key: 'note-origin', params: { origin } })),
);
/** A second press of the same link adds no line. */
export const noteNewOrigin = effectOn('client.started', ({ origin }, context) =>
  origin === null || origin === context.ticket.origin
    ? null
    : inThread({ key: 'note-origin', params: { origin } }),
);
export const notePriority = effectOn('agent.prioritized', ({ priority, by: agent }) =>
  inThread({
    key: 'note-prioritized',
    params: { agent, glyph: GLYPHS[priority], level: { key: `level-${priority}` } },
  }),
);
export const noteClosed = effectOn('agent.closed', ({ silently, by: agent }) =>
  inThread({ key: silently ? 'note-closed-silently' : 'note-closed', params: { agent } }),
);
export const noteBanned = effectOn('agent.banned', ({ by: agent }) =>
  inThread({ key: 'note-banned', params: { agent } }),
);
export const noteUnbanned = effect(({ event }) =>
  'by' in event ? inThread({ key: 'note-unbanned', params: { agent: event.by } }) : null,
);
/** A refused comment did not reach the client; a refused command was not for the client. */
export const refuse = (refusal: Refusal) =>
  effect(({ event }) => {
    if (!('by' in event)) return null;
    const refused = { ...inThread({ key: `refused-${refusal}` }), replyTo: event.message };
    if (event.type !== 'agent.commented') return refused;
    const album = albumOf(event.content);
    return { ...refused, undelivered: true, ...(album === null ? {} : { once: album }) };
  });
/** Telegram also reports edits that change nothing (`FACTS.md #18`): delivery compares the contents. */
export const refuseEdit = (refusal: Refusal) =>
  effectOn('agent.edited', ({ message, content }) => ({
    ...inThread({ key: `refused-${refusal}` }),
    replyTo: message,
    edit: content,
  }));
/** The thread belongs to a client who was erased. */
export const refuseStray = effectOn('agent.strayed', ({ message, album, edited }) => ({
  ...inThread({ key: edited ? 'refused-edit-erased' : 'refused-erased' }),
  replyTo: message,
  inOldThread: true,
  ...(edited ? {} : { undelivered: true }),
  ...(album === null ? {} : { once: album }),
}));
