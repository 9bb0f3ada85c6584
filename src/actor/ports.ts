import type { PostId, ThreadMessageId, ClientId, EpochMs, MessageNumber, Owner } from '../../machines/ids.ts';
import type { Fact } from '../../machines/client/fact.ts';
import type { TakenMessage } from '../../machines/client/taken-message.ts';
import type { CommandActor, FiredTimer, Outcome, TimerChange } from './command.ts';
import type { Changes } from './changes.ts';
import type { Effect } from './effects.ts';
import { type ClientRecord, isErased } from './record.ts';
import type { MessagePlace } from './subject.ts';

/** An effect that waits to be carried out. */
export type Entry = {
  /** Unique within the owner: the sequence number, or the slot of the effect. */
  id: string;
  /** Order of commits across the desk. */
  seq: number;
  owner: Owner;
  at: EpochMs;
  effect: Effect;
  /** Time of the first attempt, for a send that must not happen twice. */
  triedAt?: EpochMs;
  /** The entry was parked, and people asked for a retry. */
  retried?: true;
};

export type Commit = Changes & {
  owner: Owner;
  at: EpochMs;
  /** Id, remembered for 48 h. Null: the entry of the outcome plays the part of the id. */
  once: string | null;
  /** Only the leader may commit. */
  fenced: boolean;
  /** The new state, the state before (null: the client is new), and the version before. */
  state: { expected: number; before: ClientRecord | null; record: ClientRecord } | null;
  outcome: Outcome | null;
  effects: Effect[];
  timers: TimerChange[];
  /** The due timer of an owner without a chart: another value in Redis ends the commit. */
  fired?: FiredTimer;
  /** Each with the cause of the event behind the fact. */
  facts: { fact: Fact; actor: CommandActor }[];
  /** The messages that the command takes in. */
  taken: TakenMessage[];
  /** Posts and roots that belong to the client from now on. */
  posts: PostId[];
  roots: ThreadMessageId[];
  /** Erasings of the client before the threads of `posts` and `roots` began. */
  erasings: number;
  journal: JournalRow | null;
  /** Version of the settings that the decision used. With another version in Redis the commit is a conflict. */
  decidedWith?: number;
};

/** The commit erases the client: all waiting and parked entries of the client are void. */
export const erases = ({ state }: Commit): boolean =>
  state !== null && isErased(state.record) && (state.before === null || !isErased(state.before));

export type Committed =
  /** `behind`: the owner has waiting entries that the committing leader has not read yet. */
  | { status: 'committed'; entries: Entry[]; behind: boolean }
  /** The command was applied before; nothing was done. */
  | { status: 'applied' }
  /** Another command committed first; nothing was done. */
  | { status: 'conflict' }
  /** A guard found that another command was first, for good; nothing was done. */
  | { status: 'taken' }
  /** Another process holds the desk's lease; nothing was done. */
  | { status: 'fenced' };

export type JournalRow = {
  at: EpochMs;
  command: string;
  /** The event without the words of people. */
  event?: Record<string, unknown>;
  /** Events of rules, each with the cause. */
  caused?: Record<string, unknown>[];
  from?: string;
  to?: string;
  effects?: string[];
  outcome?: Omit<Outcome, 'shown' | 'blocks'>;
};

export type ClientStore = {
  /** Null: unknown to the desk. */
  load(client: ClientId): Promise<ClientRecord | null>;
  /** The record of this process's last commit, without a question to Redis; maybe out of date. Null: not kept. */
  recent(client: ClientId): ClientRecord | null;
  /** All or nothing. Safe to repeat. */
  commit(commit: Commit): Promise<Committed>;
  /** The newest number behind a message in a chat of the client. Null: unknown, or forgotten by age. */
  numberOf(client: ClientId, place: MessagePlace): Promise<MessageNumber | null>;
  /** The next ticket number of the desk. An unused number is a gap. */
  reserveTicket(): Promise<number>;
};

/** A fact in the stream of the desk. */
export type Recorded = Fact & { actor: CommandActor; client: number; at: EpochMs };
