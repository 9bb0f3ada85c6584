import type { Level, PostId, ThreadMessageId } from '../ids.ts';

/** Nothing here grows with the number of messages. */
export type ClientContext = {
  /** Meaningful while open or prioritized; 1 otherwise. */
  level: Level;
  /** Number of the current or last service episode; 0 before the first. */
  ticket: number;
  greeted: boolean;
  /** The last `/start` parameter; written into the thread when there is one. */
  origin: string | null;
  /** Counts the client's threads: 1 is the first. */
  generation: number;
  post: PostId | null;
  root: ThreadMessageId | null;
  /** Copies that carry this client's id, seen before the post's own number is known. The last few. */
  candidates: { post: PostId; root: ThreadMessageId }[];
  /** The newest post that another took the place of; what its copy says comes too late. */
  retired: PostId | null;
  /** Threads in a row that were lost before anybody of the team used them. */
  failures: number;
  /** Counts the times the client was seen to be reachable again. */
  reach: number;
  /** Why the client cannot be reached; null while they can. */
  gone: 'blocked' | 'deactivated' | null;
};
