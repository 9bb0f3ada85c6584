import type { PostId, ThreadMessageId, ClientId, EpochMs, UserId } from '../../machines/ids.ts';
import type { Fact } from '../../machines/client/fact.ts';
import type { Outcome } from './command.ts';
import type { Effect } from './effects.ts';
import type { ClientRecord } from './record.ts';

/** An effect that waits to be carried out. */
export type Entry = {
  /** Unique within its owner: the sequence number, or a fixed key for what may wait only once. */
  id: string;
  /** Order of commits across the desk. */
  seq: number;
  owner: UserId;
  at: EpochMs;
  effect: Effect;
  /** When a send that must not happen twice was first attempted. */
  triedAt?: EpochMs;
  /** It had been given up, and people want it tried again. */
  retried?: true;
};

/** One Redis command of a commit. The store and the features spell its key with `Keys`, never by hand. */
export type Write =
  | ['HSET' | 'HSETNX' | 'HINCRBY', key: string, field: string, value: string]
  | ['HDEL', key: string, field: string]
  | ['ZADD', key: string, score: string, member: string]
  | ['SADD' | 'SREM' | 'ZREM', key: string, member: string]
  | ['SET', key: string, value: string, 'PX', ttlMs: string]
  | ['DEL', key: string]
  | ['INCRBY', key: string, by: string]
  | ['PEXPIRE', key: string, ttlMs: string]
  | ['RPUSH', key: string, value: string]
  | ['LTRIM' | 'ZREMRANGEBYRANK', key: string, from: string, to: string]
  | ['XADD', key: string, id: '*', field: string, value: string];

/** A value that is read before anything is written. Unless it is `is` (null: absent), the commit ends with `otherwise`. */
export type Guard = {
  key: string;
  /** Of a hash. Absent: the key is a string. */
  field?: string;
  is: string | null;
  /** `applied`: done before. `conflict`: decide again. `taken`: somebody else was first, for good. */
  otherwise: 'applied' | 'conflict' | 'taken';
};

export type Commit = {
  owner: UserId;
  at: EpochMs;
  /** Remembered for 48 h; null where the outcome's entry plays that part. */
  once: string | null;
  /** Only the holder of the desk's lease may do this. */
  fenced: boolean;
  /** The new state, the one it was decided on (null: the client is new), and its version. */
  state: { expected: number; before: ClientRecord | null; record: ClientRecord } | null;
  outcome: Outcome | null;
  effects: Effect[];
  timers: { name: string; due: EpochMs | null }[];
  facts: Fact[];
  /** Posts and roots that belong to the client from now on. */
  posts: PostId[];
  roots: ThreadMessageId[];
  journal: JournalRow | null;
  /** Version of the settings that the decision used. With another version in Redis the commit is a conflict. */
  decidedWith?: number;
  /** Read first, in this order, besides what the store guards itself. */
  guards?: Guard[];
  /** What the command changes besides: never the client, the outbox or the fence. */
  writes?: Write[];
};

export type Committed =
  /** `behind`: more waits for this owner than the process, which delivers, has been told of. */
  | { status: 'committed'; entries: Entry[]; behind: boolean }
  /** This command was applied before; nothing was done. */
  | { status: 'applied' }
  /** Another command committed first; nothing was done. */
  | { status: 'conflict' }
  /** A guard found that another command has it already, for good; nothing was done. */
  | { status: 'taken' }
  /** Another process holds the desk's lease; nothing was done. */
  | { status: 'fenced' };

export type JournalRow = {
  at: EpochMs;
  command: string;
  /** The event without what people wrote. */
  event?: Record<string, unknown>;
  from?: string;
  to?: string;
  effects?: string[];
  outcome?: Omit<Outcome, 'shown'>;
};

export type ClientStore = {
  /** Null: never heard of. */
  load(client: ClientId): Promise<ClientRecord | null>;
  /** All or nothing. Safe to repeat. */
  commit(commit: Commit): Promise<Committed>;
  /** The next number of a ticket of the desk. One that is not used is a gap. */
  reserveTicket(): Promise<number>;
};
