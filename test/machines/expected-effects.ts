import type { Effect, Note, Refusal } from '../../machines/client/effect.ts';
import type { Priority } from '../../machines/ids.ts';
import { ann, COMMENT, MESSAGE, text } from './happenings.ts';

/** The expected effects, for the ids of `happenings.ts`. */

export const START: Effect = { kind: 'tellClient', text: 'start' };
export const RESTART: Effect = { kind: 'tellClient', text: 'restart' };
export const END: Effect = { kind: 'tellClient', text: 'end' };
export const COMMAND_GONE: Effect = { kind: 'removeCommand', message: COMMENT };
export const relayed = (words = 'oi'): Effect => ({
  kind: 'relayToThread',
  from: MESSAGE,
  content: text(words),
});
export const toClient = (words = 'olá!'): Effect => ({
  kind: 'relayToClient',
  from: COMMENT,
  content: text(words),
});
export const noted = (note: Note): Effect => ({ kind: 'note', note });
export const prioritized = (priority: Priority): Effect => noted({ key: 'prioritized', priority, by: ann });
export const origin = (from: string): Effect => noted({ key: 'origin', origin: from });
export const refused = (refusal: Refusal): Effect => ({
  kind: 'refuse',
  message: COMMENT,
  refusal,
});
