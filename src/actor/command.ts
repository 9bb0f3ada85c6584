import type { ClientEvent } from '../../machines/client/event.ts';
import type { ShownFace, Profile } from '../../machines/client/post-text.ts';
import type { TakenMessage } from '../../machines/client/taken-message.ts';
import type { Content, TextContent } from '../../machines/content.ts';
import type {
  AgentId,
  ClientId,
  EpochMs,
  MessageNumber,
  Owner,
  PrivateMessageId,
  ThreadMessageId,
} from '../../machines/ids.ts';
import { isPerson } from '../../machines/owner.ts';
import { DefectError } from '../base/errors.ts';
import type { Changes } from './changes.ts';
import type { Effect } from './effects.ts';

/** A content of a message. `at` is the time of the writing, by the desk's clock. */
export type Version = { at: EpochMs; content: Content };

/** A message ↔ the counterpart on the other side. */
export type Link = {
  n: MessageNumber;
  /** Fingerprint of the content on both sides. */
  print: string;
  /** The present content, kept beside the link. Absent: no new content, or no edit can follow. */
  version?: Version;
  /** Counterparts that no longer stand for the message. People may still answer these. */
  former?: readonly (ThreadMessageId | PrivateMessageId)[];
} & Counterpart;

/** The messages that stand for a message, in order. The last is the counterpart. */
type Counterpart =
  | { to: 'thread'; parts: readonly ThreadMessageId[] }
  | { to: 'private'; parts: readonly PrivateMessageId[] };

/** A message that stays without a counterpart. `entry`: the parked entry with the message. */
export type Undelivered = { n: MessageNumber; entry: string | null };

/** The author of a block, for the heading. A line of the desk has no heading. */
export type Voice =
  | { by: 'client'; name: string }
  | { by: 'agent' | 'note'; name: string; id: AgentId | null }
  | { by: 'desk' };

/** A block of a message in the thread. `n`: the words are those of a message. `words`: kept here only. */
export type Block = { voice: Voice } & (
  | { n: MessageNumber }
  | { words: Pick<TextContent, 'text' | 'entities'> }
);

/** The blocks of one message in the thread, in order. */
export type Blocks = { message: ThreadMessageId; blocks: Block[] };

/** `by` is null for the client, and for a person who acts as the desk. */
export type EmojiReaction = { by: AgentId | null; emoji: string };

/** The present reactions of one side to a message, the newest last. */
export type Reacted = { n: MessageNumber; of: 'team' | 'client'; reactions: EmojiReaction[] };

/** The outcome of one waiting effect. Committed together with all changes that follow. */
export type Outcome = {
  entry: string;
  /** Entries that the same call carried out. */
  alongside?: string[];
  links?: Link[];
  undelivered?: Undelivered[];
  /** The counterpart of the first item of an album, for late items. */
  album?: { id: string; message: number };
  reacted?: Reacted;
  /** The call put words from elsewhere into the private chat. */
  written?: TakenMessage;
  /** The sent message has blocks with headings. */
  blocks?: Blocks;
  /** The present face of the post of thread `threadNumber`. */
  shown?: { threadNumber: number; face: ShownFace };
  /** The reason why the entry is parked: kept for people. */
  parked?: string;
  /** Absent: Telegram. */
  transport?: string;
  /** Ids of parked entries that the outcome supersedes. */
  supersedes?: string[];
};

/** The cause of a command, and of all that follows from the command. */
export type CommandActor =
  | { kind: 'client'; id: ClientId }
  /** `id` is null for an anonymous administrator, and for a person who speaks as the channel. */
  | { kind: 'agent'; id: AgentId | null }
  | { kind: 'rule' | 'token'; id: string }
  /** An operator is a person at the shell of the server. */
  | { kind: 'timer' | 'desk' | 'operator' };

/**
 * The only way to change a client's state or to put something into an outbox.
 *
 * `id` makes a command happen once: the entry identifies an outcome; the ids of other commands are remembered for 48 h.
 */
export type Command = Changes & {
  id: string;
  at: EpochMs;
  /** Outcomes and due timers: only the leader may commit the command. */
  fenced?: true;
  /** With an event, a profile or roots: a client. */
  owner: Owner;
  actor: CommandActor;
  event?: ClientEvent;
  profile?: Profile;
  effects?: Effect[];
  /** Messages of the group that are roots of the client's threads, present or former. */
  roots?: ThreadMessageId[];
  /** The comment behind the command. In a thread from before an erasing, the command is refused. */
  comment?: { message: ThreadMessageId; edited: boolean };
  /** Erasings of the client before the thread of `roots` or `comment` began. Absent: all erasings. */
  erasings?: number;
  outcome?: Outcome;
  /** Timers of an owner without a chart, to set or, with `due` null, to clear. */
  timers?: TimerChange[];
  /** The due timer behind the command. If the timer has changed since, the command changes nothing. */
  fired?: FiredTimer;
};

/** `payload`: JSON, comes back when the timer fires. */
export type TimerChange = { name: string; due: EpochMs | null; payload?: unknown };

/** A due timer as found. Only an owner without a chart has the payload here; a client's record has the event. */
export type FiredTimer = { name: string; due: EpochMs; payload?: unknown };

export const settledBy = ({ entry, alongside = [] }: Outcome): string[] => [entry, ...alongside];

/** Whether the command needs the client's state. Otherwise the command only changes the outbox. */
export const touchesState = (command: Command): boolean =>
  command.event !== undefined || command.comment !== undefined || command.outcome?.shown !== undefined;

/** The client whose state the command touches. */
export function clientOf({ owner, id }: Command): ClientId {
  if (!isPerson(owner))
    throw new DefectError(`Command ${id} touches a client's state, and ${owner} is no client`);
  return owner as ClientId;
}
