import type { Content, Quote } from '../content.ts';
import type { AgentId, Priority, PostId, PrivateMessageId, ThreadMessageId } from '../ids.ts';

/** The person behind an event. `id` is null for an anonymous administrator, and for a person who speaks as the channel. */
export type Actor = { id: AgentId | null; name: string };

/** Acts of a client. */
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
  | { type: 'client.asked'; about: 'terms' | 'help' }
  /** `reachEpoch` is the epoch of the refused call. Absent: Telegram itself reported the block. */
  | { type: 'client.blocked'; cause: 'blocked' | 'deactivated'; reachEpoch?: number }
  | { type: 'client.returned' };

/** Acts of an agent in the client's thread. `message` is the agent's comment, or the message with the reaction. */
type AgentSideEvent =
  | {
      type: 'agent.commented';
      message: ThreadMessageId;
      content: Content;
      by: Actor;
      replyTo?: ThreadMessageId;
      quote?: Quote;
    }
  | { type: 'agent.edited'; message: ThreadMessageId; content: Content; by: Actor }
  | { type: 'agent.reacted'; message: ThreadMessageId; emoji: string | null; by: Actor }
  | { type: 'agent.prioritized'; message: ThreadMessageId; priority: Priority; by: Actor }
  | { type: 'agent.closed'; message: ThreadMessageId; silently: boolean; by: Actor }
  | { type: 'agent.banned'; message: ThreadMessageId; by: Actor };

/**
 * News of the thread. `threadNumber` counts the client's threads, so the outcome of a replaced thread changes nothing.
 */
type ThreadEvent =
  | { type: 'post.sent'; threadNumber: number; post: PostId }
  /** The answer was lost: Telegram may or may not have taken the post. */
  | { type: 'post.doubted'; threadNumber: number }
  | { type: 'copy.arrived'; post: PostId; root: ThreadMessageId }
  | { type: 'thread.lost'; threadNumber: number }
  | TimerEvent;

export type TimerEvent =
  | { type: 'post.overdue' }
  | { type: 'copy.late' }
  | { type: 'copy.missing' }
  | { type: 'thread.due' };

export type ClientEvent = ClientSideEvent | AgentSideEvent | ThreadEvent;
