import type { ClientEvent } from '../../machines/client/event.ts';
import type { Say } from '../../machines/client/say.ts';
import type { MediaContent, TextContent } from '../../machines/content.ts';
import type { ThreadMessageId } from '../../machines/ids.ts';
import type { Effect } from '../actor/effects.ts';
import type { TextRef } from '../i18n/texts.ts';
import type { Step, Typed } from './command-row.ts';

type Command = { message: ThreadMessageId; root: ThreadMessageId };

/** A command that was carried out vanishes from the thread. */
export const vanish = ({ message }: Pick<Command, 'message'>): Effect => ({
  kind: 'removeMessage',
  from: 'thread',
  message,
});

/** The client gets the content instead of the command. */
export const sendInstead = (
  { message, by }: Pick<Typed['thread'], 'message' | 'by'>,
  content: TextContent | MediaContent,
): ClientEvent => ({ type: 'agent.commented', message, content, by, isCommand: true });

/** The desk answers in the thread, and the command vanishes. */
export const explainInThread = ({ message, root }: Command, lines: readonly TextRef[]): Step => ({
  effects: [sayLines(root, lines), vanish({ message })],
});

/** The desk answers under the comment, which stays. */
export const sayUnder = ({ message }: Pick<Command, 'message'>, line: TextRef): Step => ({
  effects: [sayLines(message, [line])],
});

const sayLines = (message: ThreadMessageId, lines: readonly TextRef[]): Say => ({
  kind: 'say',
  to: 'thread',
  text: lines,
  replyTo: message,
});
