import type { ClientEvent } from '../../machines/client/event.ts';
import type { ShownFace, Profile } from '../../machines/client/post-text.ts';
import type { Content } from '../../machines/content.ts';
import type {
  AgentId,
  ClientId,
  EpochMs,
  PrivateMessageId,
  ThreadMessageId,
  UserId,
} from '../../machines/ids.ts';
import type { Effect } from './effects.ts';

/** What a message said from then on. `at` is when its author wrote that, by the desk's clock. */
export type Version = { at: EpochMs; content: Content };

/** Client message ↔ thread message. */
export type Link = {
  client: ClientId;
  private: PrivateMessageId;
  thread: ThreadMessageId;
  /** Fingerprint of what both sides hold. */
  print: string;
  /** What the original says now, and which of the two it is; kept beside the link. Absent where no edit can follow. */
  said?: Version & { in: 'private' | 'thread' };
};

/** `by` is null for the client, and for whoever acts as the desk itself. */
export type Reaction = { by: AgentId | null; emoji: string };

/** Who reacts to one message from now on, the newest last; of the team in the group, of the client in their private chat. */
export type Reacted =
  | { in: 'thread'; message: ThreadMessageId; reactions: Reaction[] }
  | { in: 'private'; message: PrivateMessageId; reactions: Reaction[] };

/** What became of one waiting effect. Committed together with whatever it changes. */
export type Outcome = {
  entry: string;
  /** Entries that were carried out together with it. */
  alongside?: string[];
  links?: Link[];
  /** Where the first item of an album went, for items that come late. */
  album?: { id: string; message: number };
  reacted?: Reacted;
  /** What the post of this threadNumber of the thread shows now. */
  shown?: { threadNumber: number; face: ShownFace };
  /** Nothing more can be done with it now: kept for people to look at. */
  parked?: string;
  /** What was given up before and is of no use any more, by its id among the parked ones. */
  voids?: string[];
};

/** Who caused a command, and everything that follows from the command. */
export type CommandActor =
  | { kind: 'client'; id: ClientId }
  /** `id` is null for an anonymous administrator, and for a person who speaks as the channel. */
  | { kind: 'agent'; id: AgentId | null }
  | { kind: 'rule' | 'token'; id: string }
  | { kind: 'timer' | 'desk' };

/**
 * The only way to change a client's state or to put something into an outbox.
 *
 * `id` makes it happen once: an outcome is known by its entry, everything else by an id that is remembered for 48 h.
 */
export type Command = {
  id: string;
  at: EpochMs;
  /** What was delivered and what was due: only the holder of the desk's lease may say so. */
  fenced?: true;
  /** The client, or whoever else is addressed when there is neither an event nor a profile. */
  owner: UserId;
  /** Absent: the desk itself. */
  actor?: CommandActor;
  event?: ClientEvent;
  profile?: Profile;
  effects?: Effect[];
  /** Messages of the group that are a thread of the client's, even if no longer the one that is used. */
  roots?: ThreadMessageId[];
  outcome?: Outcome;
};

export const settledBy = ({ entry, alongside = [] }: Outcome): string[] => [entry, ...alongside];

/** Does it need the client's state? Otherwise it only adds to the outbox or takes from it. */
export const touchesState = (command: Command): boolean =>
  command.event !== undefined || command.outcome?.shown !== undefined;
