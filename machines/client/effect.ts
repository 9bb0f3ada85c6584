import type { Content, Quote } from '../content.ts';
import type { PostId, PrivateMessageId, ThreadMessageId } from '../ids.ts';
import type { Actor } from './event.ts';
import type { ChartSaying, Say } from './say.ts';

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
  | Say<ChartSaying>
  /** A command that was carried out vanishes from the thread. */
  | { kind: 'removeCommand'; message: ThreadMessageId }
  | { kind: 'alertAdmins'; why: 'created' | 'resumed' }
  /** Threads do not open, or are deleted again and again: a trouble of the whole desk. */
  | { kind: 'alertThreadsFail' };
