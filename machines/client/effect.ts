import type { Content, Quote } from '../content.ts';
import type { Priority, PostId, PrivateMessageId, ThreadMessageId } from '../ids.ts';
import type { Actor } from './event.ts';

/** Effects of the chart. JSON only: effects wait in the outbox, possibly across a restart. */
export type Effect =
  /** Create the client's post. The automatic copy becomes the root of thread number `threadNumber`. */
  | { kind: 'openPost'; threadNumber: number }
  /** Grey out and unpin the post of a replaced thread. */
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
  /** `isCommand`: a message that was never relayed stays unrelayed. */
  | { kind: 'editInThread'; from: PrivateMessageId; content: Content; isCommand?: true }
  | { kind: 'editAtClient'; from: ThreadMessageId; content: Content }
  /** A reaction for the counterpart of a message; null: the reaction was taken back. */
  | { kind: 'reactInThread'; to: PrivateMessageId; emoji: string | null }
  | { kind: 'reactAtClient'; to: ThreadMessageId; emoji: string | null; by: Actor['id'] }
  | { kind: 'tellClient'; text: ClientText }
  | { kind: 'note'; note: Note; slot?: string; ahead?: true }
  /**
   * Reply to an agent's comment with the reason why the comment, or an edit with a change, was not carried out.
   * An album is answered once.
   */
  | { kind: 'refuse'; message: ThreadMessageId; refusal: Refusal; edit?: Content; album?: string }
  /** A command that was carried out vanishes from the thread. */
  | { kind: 'removeCommand'; message: ThreadMessageId }
  | { kind: 'alertAdmins'; why: 'created' | 'resumed' }
  /** Threads do not open, or are deleted again and again: a trouble of the whole desk. */
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
