import type { Actor, ClientEvent } from '../../machines/client/event.ts';
import type { ShownFace } from '../../machines/client/post-text.ts';
import type { Say } from '../../machines/client/say.ts';
import type { TakenMessage } from '../../machines/client/taken-message.ts';
import type { Content, TextContent } from '../../machines/content.ts';
import {
  boardOf,
  type ClientId,
  type EpochMs,
  type MessageNumber,
  type Owner,
  type PrivateMessageId,
  type ThreadMessageId,
} from '../../machines/ids.ts';
import { personOf } from '../../machines/owner.ts';
import type { Changes, Guard } from '../actor/changes.ts';
import type { Blocks, Link, Reacted } from '../actor/command.ts';
import type { Effect } from '../actor/effects.ts';
import type { Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';
import type { Texts } from '../i18n/texts.ts';
import type { ConversationLog } from '../store/conversation-log.ts';
import type { Links } from '../store/links.ts';
import type { ParkedStore } from '../store/parked-store.ts';
import type { EmojiReactions } from '../store/reactions.ts';
import type { MessageVersions } from '../store/message-versions.ts';
import type { Call, ChatId } from '../telegram/call.ts';
import type { Boards } from '../telegram/boards.ts';
import type { CallContext } from '../telegram/verdict.ts';
import { boardOfClient, type LaneId } from './lanes.ts';
import type { RankName } from './rank.ts';

/**
 * The changes after an effect, committed when the effect leaves the outbox.
 *
 * If a guard finds another value, the effect leaves without `event`, `effects` and `writes`: the call was made.
 */
export type DeliveryOutcome = Pick<Changes, 'writes'> & {
  guards?: readonly (Guard & { otherwise: 'taken' })[];
  event?: ClientEvent;
  links?: Link[];
  album?: { id: string; message: number };
  reacted?: Reacted;
  written?: TakenMessage;
  blocks?: Blocks;
  shown?: { threadNumber: number; face: ShownFace };
  effects?: Effect[];
  /** The reason why the effect cannot be carried out. */
  parked?: string;
  /** Ids of parked entries superseded by a newer version. */
  supersedes?: string[];
};

/** `Request`: the fields that the transport sends. `Result`: what a successful answer brings. */
type PreparedFor<Request, Result> =
  | { is: 'over'; outcome: DeliveryOutcome }
  | (Request & {
      is: 'call';
      done(result: Result): DeliveryOutcome;
      /** The receiver will never take the call. Absent: the entry is parked. */
      refused?(why: Refused): DeliveryOutcome | Promise<DeliveryOutcome>;
    });

/** A call of Telegram. The result is the ids of the messages: one, or several for an album. */
export type Prepared = PreparedFor<{ call: Call; context: CallContext }, number[]>;

export type Refused = {
  reason: string;
  /** The person cannot be reached at all. */
  gone?: 'blocked' | 'deactivated' | 'never-started';
  /** Telegram does not copy the message: for the kind, or because the author deleted the message. */
  uncopyable?: 'kind' | 'deleted';
};

/** Texts of the company for the clients; null: the catalogue has the text. */
export type CompanyTexts = Record<'start' | 'restart' | 'end' | 'terms', string | null>;

/** The engine's stores and texts, for every delivery. */
export type DeliveryContext = {
  chats: Boards;
  /** The texts of the desk. */
  texts: Texts;
  company(): CompanyTexts;
  logDays(): number;
  /** Data kept of a client's profile, for the terms. */
  collect(): 'full' | 'minimal';
  /** Name of the desk, for the variable `desk.name`. Empty: not set. */
  deskName(): string;
  links: Links;
  versions: MessageVersions;
  log: ConversationLog;
  reactions: EmojiReactions;
  parked: Pick<ParkedStore, 'entries'>;
  /** The agent's comment in a parked effect; null: the effect carries no comment. */
  commentOf(effect: Effect): ThreadMessageId | null;
};

/**
 * A part that a delivery leaves out after a refusal by Telegram: the reply, the quote, the copy of a deleted original,
 * the messages that left together, the edit of the earlier message, the buttons.
 */
export type Fallback = 'context' | 'quote' | 'copy' | 'merged' | 'edit' | 'buttons';

export type Attempt = {
  entry: Entry;
  record: ClientRecord | null;
  without: ReadonlySet<Fallback>;
  /** An earlier attempt may have reached Telegram, and Telegram may differ from the record. */
  mayHaveBeenSent: boolean;
  /** Time since the decision. A jump of the wall clock changes nothing. */
  waitedMs: number;
};

/** A value of a row, fixed or computed from the effect. The method type lets a row of one kind stand in a table of all. */
type PerEffect<E, T> = T | { of(effect: E): T }['of'];

/** Author of a waiting message. `elsewhere`: a member of the team, outside the thread. */
type Author = 'client' | 'team' | 'elsewhere' | 'desk';

/**
 * Patience of an effect whose words ride along with the next call to the same place. Without a next call the effect
 * leaves `quietMs` after the last such effect of the owner, if the lane has calls left (null: never so early), and
 * at the latest after `atMostMs`.
 */
export type Patience = { quietMs: number | null; atMostMs: number };

/** A waiting message, for later effects. */
export type WaitingMessage = { from: number; content: Content };

/** The words of one author in a call with several authors. */
export type WaitingBlock =
  | { by: 'client'; n: MessageNumber; from: PrivateMessageId; content: TextContent }
  /** A member of the team wrote elsewhere. `n` is null for a note. */
  | { by: 'agent' | 'note'; n: MessageNumber | null; author: Actor; content: TextContent }
  | { by: 'desk'; say: Say; at: EpochMs };

/** An effect as a block; null: the effect leaves without words of others. */
type AsBlock<E> = { of(effect: E, at: EpochMs): WaitingBlock | null }['of'];

/** The part of an effect where several effects leave in one call. */
export type BatchPart<E> =
  /** A message. `joins` names the kinds for several messages; null: the message always leaves alone. */
  | { is: 'message'; author: Author; joins: { album: string; texts: string } | null; block?: AsBlock<E> }
  /** Words that share a call with words of other authors. */
  | { is: 'block'; author: Author; block: AsBlock<E> }
  /** A new content for a message. A waiting message takes the content, and the change needs no call. */
  | { is: 'change'; author: Author }
  /** A state. Only the newest of several states with the same key is sent. */
  | {
      is: 'state';
      key(effect: E): string;
      /** An older state may not overtake the later state, although the keys differ. */
      stopsAt?(effect: E, later: E): boolean;
      /** Messages behind the state may join messages before the state. */
      isPassed?: true;
    }
  /** Takes waiting messages back. */
  | { is: 'withdrawal'; author: Author; covers(effect: E, message: WaitingMessage): boolean };

/** The row of a kind of effect: the engine's whole knowledge of the kind. */
export type Delivery<E extends Effect = Effect> = DeliveryRow<E> & {
  transport?: never;
  lane(effect: E, owner: Owner, record: ClientRecord | null): LaneId;
  prepare(effect: E, attempt: Attempt, context: DeliveryContext): Promise<Prepared> | Prepared;
};

/** The row of a kind that leaves by another transport than Telegram. The features hand in the transport. */
export type TransportDelivery<
  E extends Effect = Effect,
  Request extends object = object,
  Result = unknown,
> = DeliveryRow<E> & {
  transport: string;
  /** One of several lanes of the transport, with an order of its own; null: the transport has one lane. */
  lane(effect: E, owner: Owner): string | null;
  prepare(
    effect: E,
    attempt: Attempt,
    context: DeliveryContext,
  ): Promise<PreparedFor<Request, Result>> | PreparedFor<Request, Result>;
};

type DeliveryRow<E extends Effect> = {
  /** The part of the client's record that the effect waits for. */
  needs: PerEffect<E, 'thread' | 'post' | 'nothing'>;
  rank: PerEffect<E, RankName>;
  /**
   * `story`: read from top to bottom; keeps the order of all story effects of an owner. `apart`: keeps the order of the
   * owner's effects of one kind and rank.
   */
  order: PerEffect<E, 'story' | 'apart'>;
  /**
   * The result of a repeated call. `harmless`: the same picture. `duplicates`: a second message, at most one per lane
   * and crash. `never`: the call is not repeated, and `unconfirmed` says what follows.
   */
  onRepeat: 'harmless' | 'duplicates' | 'never';
  unconfirmed?(effect: E): DeliveryOutcome;
  /** @default 'park' `retry`: all effects of the owner depend on the effect, so the call is repeated until people help */
  onDefect?: 'retry';
  /** Counts against the rate at which a client's messages reach the team. */
  usesClientRate?: true;
  /** Absent: leaves alone. */
  batch?: BatchPart<E>;
  /** Absent, or null: leaves as soon as possible. */
  waits?(effect: E): Patience | null;
  /** The agent's comment with the words of the effect. Among the parked entries, the number of the comment finds the effect. */
  comment?(effect: E): ThreadMessageId;
};

export const over = (outcome: DeliveryOutcome = {}): Prepared => ({ is: 'over', outcome });

/** @throws Error for an effect of an owner that is no person */
export const clientOf = ({ entry: { owner } }: Attempt): ClientId => personOf(owner) as ClientId;

/** The root of the client's thread. Only for effects with `needs: 'thread'`: the worker checked the thread. */
export function rootOf({ record }: Attempt): ThreadMessageId {
  const root = record?.state.context.thread.root;
  if (root === undefined || root === null) throw new Error('Delivered before the thread was ready');
  return root;
}

/** The group of the client's thread. */
export const groupOf = ({ record }: Attempt, { chats }: Pick<DeliveryContext, 'chats'>): ChatId =>
  chats.at(boardOfClient(record)).groupId;

/** Ids of a group only grow: an older message than the root stands in a replaced thread. */
export const standsUnder = (message: ThreadMessageId, root: ThreadMessageId): boolean =>
  boardOf(message) === boardOf(root) && message > root;
