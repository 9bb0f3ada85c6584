import type { AgentId, EpochMs, PostId, Priority, ThreadMessageId } from '../ids.ts';
import type { Actor } from './event.ts';

/** The facts beside the states: one slice per region. The context does not grow with the number of messages. */
export type ClientContext = { ticket: TicketSlice; thread: ThreadSlice; reach: ReachSlice };

/** The current or last ticket, and the fields that outlive a ticket. */
export type TicketSlice = {
  /** Counted per desk; 0 before the first. */
  number: number;
  openedAt: EpochMs | null;
  openedBy: 'client' | 'agent' | 'campaign' | null;
  /** The last `/start` parameter; written into the thread as soon as a thread exists. */
  origin: string | null;
  /** Meaningful while open or prioritized; 1 otherwise. */
  priority: Priority;
  /** The agent who holds the ticket. Null: the ticket is in the inbox. */
  assignee: AgentId | null;
  /** The side that has to act. */
  turn: 'team' | 'client' | 'bot';
  /** The oldest client message without an answer. */
  waitingSince: EpochMs | null;
  firstReplyAt: EpochMs | null;
  lastClientAt: EpochMs | null;
  lastTeamAt: EpochMs | null;
  /** A client message arrived since the team last answered. */
  unread: boolean;
  /** Messages of this ticket each way. */
  counts: { client: number; team: number };
  closedAt: EpochMs | null;
  closedBy: Actor | null;
  closeReason: 'closed' | 'silent' | 'banned' | 'idle' | 'rule' | null;
  /** The client has received the greeting. */
  greeted: boolean;
  /** Messages of all tickets: the number of the newest message, `client.n`. */
  messages: number;
};

export type ThreadSlice = {
  /** Counts the client's threads: 1 is the first. */
  threadNumber: number;
  post: PostId | null;
  root: ThreadMessageId | null;
  /** The last copies with the client's id that arrived before the number of the post. */
  candidates: { post: PostId; root: ThreadMessageId }[];
  /** The newest replaced post; a copy of the post is ignored. */
  retired: PostId | null;
  /** Threads in a row that were lost before the team used them. */
  failures: number;
};

export type ReachSlice = {
  /** Counts the times the client became reachable again. */
  reachEpoch: number;
  /** The reason why the client cannot be reached; null: the client can be reached. */
  gone: 'blocked' | 'deactivated' | null;
};
