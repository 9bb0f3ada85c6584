import { type Content, kindOf } from '../content.ts';
import type { AgentId, MessageNumber, PrivateMessageId, ThreadMessageId } from '../ids.ts';
import type { ClientEvent } from './event.ts';
import type { ClientState } from './snapshot.ts';

/** A message that the desk took in with a step. The number `client.n` is the identity of the message everywhere. */
export type TakenMessage = {
  n: MessageNumber;
  /** The field of the Bot API, as people name a message. */
  kind: string;
  /** The ticket at the time of the writing. */
  ticket: number;
} & (
  | { from: 'client'; by: null; message: PrivateMessageId; replyTo: PrivateMessageId | null }
  | { from: 'agent'; by: AgentId | null; message: ThreadMessageId; replyTo: ThreadMessageId | null }
  /** A member of the team wrote outside the thread, and the client's private chat has the message. */
  | { from: 'elsewhere'; by: AgentId | null; message: PrivateMessageId; replyTo: PrivateMessageId | null }
  /** A note goes nowhere, so the words are kept at once. */
  | {
      from: 'note';
      by: AgentId | null;
      message: ThreadMessageId;
      replyTo: ThreadMessageId | null;
      content: Content;
    }
);

/** The message that a step took in; null: no message. Pure. */
export function takenIn(before: ClientState, event: ClientEvent, after: ClientState): TakenMessage | null {
  const { messages: n, number: ticket } = after.context.ticket;
  if (n === before.context.ticket.messages || !('content' in event)) return null;
  const { content } = event;
  const kind = kindOf(content);
  switch (event.type) {
    case 'client.wrote': {
      const { message, replyTo = null } = event;
      return { n, kind, ticket, from: 'client', by: null, message, replyTo };
    }
    case 'client.edited':
      return { n, kind, ticket, from: 'client', by: null, message: event.message, replyTo: null };
    case 'agent.commented': {
      const { message, by, replyTo = null } = event;
      return { n, kind, ticket, from: 'agent', by: by.id, message, replyTo };
    }
    case 'agent.noted': {
      const { message, by, replyTo = null } = event;
      return { n, kind, ticket, from: 'note', by: by.id, message, replyTo, content };
    }
    case 'agent.edited':
      return null;
  }
}
