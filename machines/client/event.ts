import type { Content, Quote } from '../content.ts';
import type { BoardNumber, AgentId, Priority, PrivateMessageId, ThreadMessageId } from '../ids.ts';
import type { OfRegions } from './context.ts';

/** The person behind an event. `id` is null for an anonymous administrator, and for a person who speaks as the channel. */
export type Actor = { id: AgentId | null; name: string };

/** Acts of a client, which several regions may answer. */
type ClientSideEvent =
  | {
      type: 'client.wrote';
      message: PrivateMessageId;
      content: Content;
      replyTo?: PrivateMessageId;
      quote?: Quote;
    }
  /** `isCommand`: the new words are a command that the desk answers. */
  | { type: 'client.edited'; message: PrivateMessageId; content: Content; isCommand?: true }
  /** `message` carries the reaction; `emoji` is null after the client took the reaction back. */
  | { type: 'client.reacted'; message: PrivateMessageId; emoji: string | null }
  | { type: 'client.started'; origin: string | null }
  | { type: 'client.asked'; about: 'terms' | 'help' };

/** Acts of an agent in the client's thread. `message` is the agent's comment, or the message with the reaction. */
type AgentSideEvent =
  | {
      type: 'agent.commented';
      message: ThreadMessageId;
      content: Content;
      by: Actor;
      replyTo?: ThreadMessageId;
      quote?: Quote;
      /** `message` is a command that sends the content: the thread shows the content as words from elsewhere. */
      isCommand?: true;
    }
  /** A comment for the team only. */
  | {
      type: 'agent.noted';
      message: ThreadMessageId;
      content: Content;
      by: Actor;
      replyTo?: ThreadMessageId;
    }
  | { type: 'agent.edited'; message: ThreadMessageId; content: Content; by: Actor }
  | { type: 'agent.reacted'; message: ThreadMessageId; emoji: string | null; by: Actor }
  | { type: 'agent.prioritized'; message: ThreadMessageId; priority: Priority; by: Actor }
  | { type: 'agent.closed'; message: ThreadMessageId; silently: boolean; by: Actor }
  | { type: 'agent.banned'; message: ThreadMessageId; by: Actor }
  /** The client's thread goes on at another board. */
  | { type: 'agent.moved'; message: ThreadMessageId; board: BoardNumber; by: Actor }
  /** Any act in a thread from before the client was erased. `edited`: the message is older than the act. */
  | { type: 'agent.strayed'; message: ThreadMessageId; album: string | null; edited: boolean };

/** The desk forgets the client: words, names, tickets. A later message comes from a new client. */
type DeskEvent = { type: 'client.erased' };

type Named<Timer> = Timer extends string ? { type: Timer } : never;

/** A timer fires the event of the timer's name. */
export type TimerEvent = Named<OfRegions<'timer'>>;

export type ClientEvent = ClientSideEvent | AgentSideEvent | DeskEvent | OfRegions<'event'> | TimerEvent;
