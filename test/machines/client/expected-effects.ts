import type { Effect } from '../../../machines/client/effect.ts';
import type { Refusal } from '../../../machines/client/regions/ticket-lines.ts';
import type { ChartSaying, Say } from '../../../machines/client/say.ts';
import { GLYPHS } from '../../../machines/client/glyphs.ts';
import type { Priority } from '../../../machines/ids.ts';
import type { ExpectedEffect } from './given.ts';
import { ann, COMMENT, MESSAGE, text } from './happenings.ts';

/** The expected effects, for the ids of `happenings.ts`. */

export const START: Effect = { kind: 'say', to: 'client', text: { key: 'start' } };
export const RESTART: Effect = { kind: 'say', to: 'client', text: { key: 'restart' } };
export const END: Effect = { kind: 'say', to: 'client', text: { key: 'end' } };
export const COMMAND_GONE: Effect = { kind: 'removeMessage', from: 'thread', message: COMMENT };
export const relayed = (words = 'oi'): ExpectedEffect => ({
  kind: 'relayToThread',
  from: MESSAGE,
  content: text(words),
});
export const toClient = (words = 'olá!'): ExpectedEffect => ({
  kind: 'relayToClient',
  from: COMMENT,
  content: text(words),
});
const noted = (text: ChartSaying): Effect => ({ kind: 'say', to: 'thread', text });
export const byAnn = (
  key: 'note-closed' | 'note-closed-silently' | 'note-banned' | 'note-unbanned',
): Effect => noted({ key, params: { agent: ann } });
export const prioritized = (priority: Priority): Effect =>
  noted({
    key: 'note-prioritized',
    params: { agent: ann, glyph: GLYPHS[priority], level: { key: `level-${priority}` } },
  });
export const origin = (from: string): Effect => noted({ key: 'note-origin', params: { origin: from } });
export const refused = (refusal: Refusal): Say<ChartSaying> => ({
  kind: 'say',
  to: 'thread',
  text: { key: `refused-${refusal}` },
  replyTo: COMMENT,
});
/** A refused comment, which the client does not get. */
export const undelivered = (refusal: Refusal): Say<ChartSaying> => ({
  ...refused(refusal),
  undelivered: true,
});
