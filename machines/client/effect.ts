import type { Content, Quote } from '../content.ts';
import type { Priority, PostId, PrivateMessageId, ThreadMessageId } from '../ids.ts';
import type { Actor } from './event.ts';

/** Intents of the chart. JSON only: they wait in the outbox, possibly across a restart. */
export type Effect =
  /** Create the client's post; its automatic copy becomes the root of thread number `threadNumber`. */
  | { kind: 'openPost'; threadNumber: number }
  /** Grey out and unpin a post whose thread was replaced. */
  | { kind: 'retirePost'; post: PostId }
  | {
      kind: 'relayToThread';
      from: PrivateMessageId;
      content: Content;
      replyTo?: PrivateMessageId;
      quote?: Quote;
    }
  | {
      kind: 'relayToClient';
      from: ThreadMessageId;
      content: Content;
      replyTo?: ThreadMessageId;
      quote?: Quote;
    }
  /** `isCommand`: not to be passed on if the message never was. */
  | { kind: 'editInThread'; from: PrivateMessageId; content: Content; isCommand?: true }
  | { kind: 'editAtClient'; from: ThreadMessageId; content: Content }
  /** Somebody's reaction, for the counterpart of a message; null: they have none any more. */
  | { kind: 'reactInThread'; to: PrivateMessageId; emoji: string | null }
  | { kind: 'reactAtClient'; to: ThreadMessageId; emoji: string | null; by: Actor['id'] }
  | { kind: 'tellClient'; text: ClientText }
  | { kind: 'note'; note: Note; slot?: string; ahead?: true }
  /**
   * Tell an agent, as a reply to their own comment, why it, or an edit that changes something, was not carried out.
   * Of an album they are told once.
   */
  | { kind: 'refuse'; message: ThreadMessageId; refusal: Refusal; edit?: Content; album?: string }
  /** A command that was carried out vanishes from the thread. */
  | { kind: 'removeCommand'; message: ThreadMessageId }
  | { kind: 'alertAdmins'; why: 'created' | 'resumed' }
  /** Threads do not come about, or are deleted again and again: a matter of the whole desk. */
  | { kind: 'alertThreadsFail' };

export type ClientText = 'start' | 'restart' | 'end' | 'terms' | 'help';

/** A ⚙️ line of the desk in the thread, for the team only. */
export type Note =
  | { key: 'origin'; origin: string }
  | { key: 'prioritized'; priority: Priority; by: Actor }
  | { key: 'closed' | 'closed-silently' | 'banned' | 'unbanned'; by: Actor }
  | { key: 'thread-continued' | 'client-blocked' | 'client-deactivated' | 'client-returned' };

export type Refusal =
  | 'closed-already'
  | 'banned'
  | 'banned-already'
  | 'unreachable'
  | 'deactivated'
  | 'edit-banned'
  | 'edit-unreachable';
