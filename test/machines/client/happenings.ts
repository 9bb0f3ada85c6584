import type { Content } from '../../../machines/content.ts';
import type { Actor, ClientEvent } from '../../../machines/client/event.ts';
import type {
  AgentId,
  BoardNumber,
  EpochMs,
  Priority,
  PostId,
  PrivateMessageId,
  ThreadMessageId,
} from '../../../machines/ids.ts';

/** Events of a client, with the ids of the examples in `FACTS.md #2`. */

export const t0 = 1_791_549_471_000 as EpochMs;
export const later = (ms: number): EpochMs => (t0 + ms) as EpochMs;

/** Long after the time for a reopening of the same ticket. */
export const DAY_LATER = later(24 * 60 * 60_000);

export const ann: Actor = { id: 500 as AgentId, name: 'Ann' };
export const postId = (id: number) => id as PostId;
export const threadId = (id: number) => id as ThreadMessageId;
export const privateId = (id: number) => id as PrivateMessageId;

export const POST = postId(7);
export const ROOT = threadId(31);
/** The client's message, and the agent's comment, unless a test names another. */
export const MESSAGE = privateId(5);
export const COMMENT = threadId(35);

export const urgentLevels = [2, 3, 4, 5] as const satisfies readonly Priority[];
export const levels = [1, ...urgentLevels] as const satisfies readonly Priority[];

type Happening<T extends ClientEvent['type']> = Extract<ClientEvent, { type: T }>;

export const text = (words: string): Content => ({ kind: 'text', text: words, entities: [] });

export const clientWrote = (words = 'oi', message = MESSAGE): Happening<'client.wrote'> => ({
  type: 'client.wrote',
  message,
  content: text(words),
});
export const clientEdited = (words = 'olá', message = MESSAGE): Happening<'client.edited'> => ({
  type: 'client.edited',
  message,
  content: text(words),
});
export const clientReacted = (
  emoji: string | null = '👍',
  message = MESSAGE,
): Happening<'client.reacted'> => ({ type: 'client.reacted', message, emoji });
export const clientStarted = (origin: string | null = null): Happening<'client.started'> => ({
  type: 'client.started',
  origin,
});
export const clientAsked = (about: 'terms' | 'help'): Happening<'client.asked'> => ({
  type: 'client.asked',
  about,
});
/** Telegram reports the block, or refused a delivery with the reach at the time of the call. */
export const clientBlocked = (
  reachEpoch?: number,
  cause: 'blocked' | 'deactivated' = 'blocked',
): Happening<'client.blocked'> => ({
  type: 'client.blocked',
  cause,
  ...(reachEpoch === undefined ? {} : { reachEpoch }),
});
export const clientReturned: Happening<'client.returned'> = { type: 'client.returned' };

export const agentCommented = (words = 'olá!', message = COMMENT): Happening<'agent.commented'> => ({
  type: 'agent.commented',
  message,
  content: text(words),
  by: ann,
});
export const agentNoted = (words = '# cuidado', message = COMMENT): Happening<'agent.noted'> => ({
  type: 'agent.noted',
  message,
  content: text(words),
  by: ann,
});
export const agentEdited = (words = 'olá!!', message = COMMENT): Happening<'agent.edited'> => ({
  type: 'agent.edited',
  message,
  content: text(words),
  by: ann,
});
export const agentReacted = (emoji: string | null = '👍', message = COMMENT): Happening<'agent.reacted'> => ({
  type: 'agent.reacted',
  message,
  emoji,
  by: ann,
});
/** `/p n` */
export const agentPrioritized = (priority: Priority): Happening<'agent.prioritized'> => ({
  type: 'agent.prioritized',
  message: COMMENT,
  priority,
  by: ann,
});
/** `/fim`; silently: `/fs` */
export const agentClosed = (silently = false): Happening<'agent.closed'> => ({
  type: 'agent.closed',
  message: COMMENT,
  silently,
  by: ann,
});
/** `/ban` */
export const agentBanned: Happening<'agent.banned'> = { type: 'agent.banned', message: COMMENT, by: ann };

export const clientErased: Happening<'client.erased'> = { type: 'client.erased' };
/** A comment, or an edit of a comment, in a thread from before the erasing. */
export const agentStrayed = (edited = false, album: string | null = null): Happening<'agent.strayed'> => ({
  type: 'agent.strayed',
  message: COMMENT,
  album,
  edited,
});
/** `/mover`, typed on the first board */
export const agentMoved = (board: number, message = COMMENT): Happening<'agent.moved'> => ({
  type: 'agent.moved',
  message,
  board: board as BoardNumber,
  by: ann,
});

export const postSent = (threadNumber = 1, post = POST): Happening<'post.sent'> => ({
  type: 'post.sent',
  threadNumber,
  post,
});
export const postUnconfirmed = (threadNumber = 1): Happening<'post.unconfirmed'> => ({
  type: 'post.unconfirmed',
  threadNumber,
});
export const postOverdue: Happening<'post.overdue'> = { type: 'post.overdue' };
export const copyLate: Happening<'copy.late'> = { type: 'copy.late' };
export const copyMissing: Happening<'copy.missing'> = { type: 'copy.missing' };
export const threadDue: Happening<'thread.due'> = { type: 'thread.due' };
export const copyArrived = (post = POST, root = ROOT): Happening<'copy.arrived'> => ({
  type: 'copy.arrived',
  post,
  root,
});
export const threadLost = (threadNumber = 1): Happening<'thread.lost'> => ({
  type: 'thread.lost',
  threadNumber,
});
