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
  /** The answered message. Null: no answer, or the answered message has no number. */
  replyTo: MessageNumber | null;
} & (
  | { from: 'client'; by: null; message: PrivateMessageId }
  | { from: 'agent'; by: AgentId | null; message: ThreadMessageId }
  /** A member of the team wrote outside the thread, and the client's private chat has the message. */
  | { from: 'elsewhere'; by: AgentId | null; message: PrivateMessageId }
  /** A note goes nowhere, so the words are kept at once. */
  | { from: 'note'; by: AgentId | null; message: ThreadMessageId; content: Content }
);

/**
 * The message that a step took in; null: no message. Pure.
 * @param replyTo the message that the event answers
 */
export function takenIn(
  before: ClientState,
  event: ClientEvent,
  after: ClientState,
  replyTo: MessageNumber | null,
): TakenMessage | null {
  const { messages: n, number: ticket } = after.context.ticket;
  if (n === before.context.ticket.messages || !('content' in event)) return null;
  const { content } = event;
  const kind = kindOf(content);
  switch (event.type) {
    case 'client.wrote':
      return { n, kind, ticket, from: 'client', by: null, message: event.message, replyTo };
    case 'client.edited':
      return { n, kind, ticket, from: 'client', by: null, message: event.message, replyTo: null };
    case 'agent.commented':
      // The outcome of the call names the message in the private chat.
      if (event.isCommand === true) return null;
      return { n, kind, ticket, from: 'agent', by: event.by.id, message: event.message, replyTo };
    case 'agent.noted':
      return { n, kind, ticket, from: 'note', by: event.by.id, message: event.message, replyTo, content };
    case 'agent.edited':
      return null;
  }
}
