import type { PostId, Priority, ThreadMessageId } from '../ids.ts';

/** The facts beside the states: one slice per region. Nothing here grows with the number of messages. */
export type ClientContext = { ticket: TicketSlice; thread: ThreadSlice; reach: ReachSlice };

export type TicketSlice = {
  /** Number of the current or last service episode; 0 before the first. */
  number: number;
  /** Meaningful while open or prioritized; 1 otherwise. */
  priority: Priority;
  /** The client has received the greeting. */
  greeted: boolean;
  /** The last `/start` parameter; written into the thread when there is one. */
  origin: string | null;
};

export type ThreadSlice = {
  /** Counts the client's threads: 1 is the first. */
  threadNumber: number;
  post: PostId | null;
  root: ThreadMessageId | null;
  /** The last few copies with this client's id that arrived before the post's own number was known. */
  candidates: { post: PostId; root: ThreadMessageId }[];
  /** The newest post that was replaced; a copy of it is ignored. */
  retired: PostId | null;
  /** Threads in a row that were lost before the team used them. */
  failures: number;
};

export type ReachSlice = {
  /** Counts the times the client became reachable again. */
  reachEpoch: number;
  /** Why the client cannot be reached; null while the client can. */
  gone: 'blocked' | 'deactivated' | null;
};
