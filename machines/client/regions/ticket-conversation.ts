import type { Content, MediaContent, Quote, TextContent } from '../../content.ts';
import type { BoardNumber, MessageNumber, PrivateMessageId, ThreadMessageId } from '../../ids.ts';
import type { Actor } from '../event.ts';
import { effectOn, type Given } from '../setup.ts';

/** The words, edits and emoji reactions of the ticket go to the other side. */

/** The changed message is `client.number`. Absent: the desk has no number for the message. */
type Numbered = { number?: MessageNumber };

/** Delivery found the counterpart on another board than the client's. Null: the counterpart cannot be changed there. */
type AtBoard = { board?: BoardNumber | null };

/** `n`: the delivered message is `client.n`. */
export type ConversationEffect =
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
  /** A member of the team wrote the content outside the thread, as message `client.number`. */
  | { kind: 'writeToClient'; number: MessageNumber; content: TextContent | MediaContent; author: Actor }
  /** `isCommand`: a message that was never relayed stays unrelayed. */
  | ({ kind: 'editInThread'; from: PrivateMessageId; content: Content; isCommand?: true } & AtBoard &
      Numbered)
  | ({ kind: 'editAtClient'; from: ThreadMessageId; content: Content } & Numbered)
  /** A reaction for the counterpart of a message; null: the reaction was taken back. */
  | ({ kind: 'reactInThread'; to: PrivateMessageId; emoji: string | null } & AtBoard & Numbered)
  | ({ kind: 'reactAtClient'; to: ThreadMessageId; emoji: string | null; by: Actor['id'] } & Numbered);

const numbered = ({ subject }: Pick<Given, 'subject'>): Numbered =>
  subject === null ? {} : { number: subject };

export const relayToThread = effectOn('client.wrote', (event, { ticket }) => ({
  kind: 'relayToThread',
  n: ticket.messages,
  from: event.message,
  content: event.content,
  ...(event.replyTo === undefined ? {} : { replyTo: event.replyTo }),
  ...(event.quote === undefined ? {} : { quote: event.quote }),
}));

export const relayToClient = effectOn('agent.commented', (event, { ticket }): ConversationEffect => {
  const { content } = event;
  if (event.isCommand === true && (content.kind === 'text' || content.kind === 'media')) {
    return { kind: 'writeToClient', number: ticket.messages, content, author: event.by };
  }
  return {
    kind: 'relayToClient',
    n: ticket.messages,
    from: event.message,
    content,
    ...(event.replyTo === undefined ? {} : { replyTo: event.replyTo }),
    ...(event.quote === undefined ? {} : { quote: event.quote }),
  };
});

/** A command that was carried out vanishes from the thread. */
export const removeSentCommand = effectOn('agent.commented', ({ message, isCommand }) =>
  isCommand === true ? { kind: 'removeMessage', from: 'thread', message } : null,
);

export const editInThread = effectOn('client.edited', (event) => ({
  kind: 'editInThread',
  from: event.message,
  content: event.content,
  ...(event.isCommand === undefined ? {} : { isCommand: event.isCommand }),
  ...numbered(event),
}));

/** First contact by an edit: the message itself never came. */
export const relayEdited = effectOn('client.edited', (event, { ticket }) => ({
  kind: 'relayToThread',
  n: ticket.messages,
  from: event.message,
  content: event.content,
}));

export const editAtClient = effectOn('agent.edited', (event) => ({
  kind: 'editAtClient',
  from: event.message,
  content: event.content,
  ...numbered(event),
}));

export const reactInThread = effectOn('client.reacted', (event) => ({
  kind: 'reactInThread',
  to: event.message,
  emoji: event.emoji,
  ...numbered(event),
}));

export const reactAtClient = effectOn('agent.reacted', (event) => ({
  kind: 'reactAtClient',
  to: event.message,
  emoji: event.emoji,
  by: event.by.id,
  ...numbered(event),
}));
