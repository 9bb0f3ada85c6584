import type { Content, Quote } from '../content.ts';
import type { AgentId, Priority, PostId, PrivateMessageId, ThreadMessageId } from '../ids.ts';

/** Who did it. `id` is null for somebody who acts as the desk itself (anonymous administrator, "send as channel"). */
export type Actor = { id: AgentId | null; name: string };

/** What a client did. */
type ClientSideEvent =
  | {
      type: 'client.wrote';
      message: PrivateMessageId;
      content: Content;
      replyTo?: PrivateMessageId;
      quote?: Quote;
    }
  /** `isCommand`: it reads as one of the commands that the desk answers itself. */
  | { type: 'client.edited'; message: PrivateMessageId; content: Content; isCommand?: true }
  /** `message` is what they reacted to; `emoji` is null once they show no reaction any more. */
  | { type: 'client.reacted'; message: PrivateMessageId; emoji: string | null }
  | { type: 'client.started'; origin: string | null }
  | { type: 'client.asked'; about: 'terms' | 'help' }
  /** `reachEpoch` is the one that the sender of a refused call saw. Absent: Telegram itself reported the block. */
  | { type: 'client.blocked'; cause: 'blocked' | 'deactivated'; reachEpoch?: number }
  | { type: 'client.returned' };

/** What an agent did in the client's thread. `message` is the agent's own comment, of a reaction what it is about. */
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
 * What became of the thread. `threadNumber` counts the client's threads, so an outcome of a thread that has been
 * replaced changes nothing.
 */
type ThreadEvent =
  | { type: 'post.sent'; threadNumber: number; post: PostId }
  /** Nobody knows whether Telegram took the post: the answer was lost. */
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
