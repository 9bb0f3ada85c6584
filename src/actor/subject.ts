import type { ClientEvent } from '../../machines/client/event.ts';
import type { PrivateMessageId, ThreadMessageId } from '../../machines/ids.ts';

/** The place of a message: the private chat of a client, or a thread. */
export type MessagePlace =
  | { in: 'private'; message: PrivateMessageId }
  | { in: 'thread'; message: ThreadMessageId };

/** The message that an event answers, edits or reacts to; null: the event is about no earlier message. */
export function subjectOf(event: ClientEvent): MessagePlace | null {
  if (event.type === 'client.edited' || event.type === 'client.reacted') {
    return { in: 'private', message: event.message };
  }
  if (event.type === 'agent.edited' || event.type === 'agent.reacted') {
    return { in: 'thread', message: event.message };
  }
  if (event.type === 'client.wrote') {
    return event.replyTo === undefined ? null : { in: 'private', message: event.replyTo };
  }
  if (event.type === 'agent.commented' || event.type === 'agent.noted') {
    return event.replyTo === undefined ? null : { in: 'thread', message: event.replyTo };
  }
  return null;
}
