import {
  type BoardNumber,
  boardOf,
  FIRST_BOARD,
  inBoard,
  type Owner,
  type PostId,
  type ThreadMessageId,
} from '../../machines/ids.ts';
import { isPerson } from '../../machines/owner.ts';
import type { Entry } from '../actor/ports.ts';
import type { ClientRecord } from '../actor/record.ts';

/** The lanes of a board: Telegram limits each chat apart. */
type BoardLane = `channel:${number}` | `group:${number}`;

declare const ofTransport: unique symbol;
type TransportLane = string & { readonly [ofTransport]: true };

/**
 * One lane per Telegram chat; `desk` is for effects without a call of their own. Another transport has lanes of the
 * transport's name: `mail`, `webhook:<id>`.
 */
export type LaneId = BoardLane | 'desk' | `private:${number}` | TransportLane;

const RESERVED: ReadonlySet<string> = new Set(['channel', 'group', 'desk', 'private', 'telegram']);

/** The name before the colon. */
export const kindOfLane = (lane: LaneId): string => lane.split(':', 1)[0] ?? lane;

/** Names of Telegram's lanes. No other transport may have such a name. */
export const isReservedLane = (kind: string): boolean => RESERVED.has(kind);

/** The lane makes calls of Telegram. `desk` makes no calls, so no pause of Telegram holds the lane. */
export const isTelegramLane = (lane: LaneId): boolean => lane !== 'desk' && isReservedLane(kindOfLane(lane));

/** @param part one of several lanes of the transport; null: the transport has one lane */
export const transportLane = (transport: string, part: string | null): LaneId =>
  (part === null ? transport : `${transport}:${part}`) as TransportLane;

/** The private chat of a person. Another owner has none, and the delivery of the effect parks the effect. */
export const privateLane = (owner: Owner): LaneId => (isPerson(owner) ? `private:${owner}` : 'desk');

/** The private chat of the owner. */
export const ownLane = (_effect: unknown, owner: Owner): LaneId => privateLane(owner);

export const channelLane = (board: BoardNumber): BoardLane => `channel:${board}`;
export const groupLane = (board: BoardNumber): BoardLane => `group:${board}`;

/** The group of the message. */
export const laneOfMessage = (message: ThreadMessageId): BoardLane => groupLane(boardOf(message));
/** The channel of the post. */
export const laneOfPost = (post: PostId): BoardLane => channelLane(boardOf(post));

/** The board on which the client's thread stands or opens. */
export const boardOfClient = (record: ClientRecord | null): BoardNumber =>
  record?.state.context.thread.board ?? FIRST_BOARD;

/** The group of the client's thread. */
export const threadLane = (_effect: unknown, _owner: Owner, record: ClientRecord | null): BoardLane =>
  groupLane(boardOfClient(record));

/** The group of the counterpart, if the delivery found the counterpart on another board. */
export const counterpartLane = (
  { board }: { kind: string; board?: BoardNumber | null },
  owner: Owner,
  record: ClientRecord | null,
): BoardLane => (board === undefined || board === null ? threadLane(null, owner, record) : groupLane(board));

/** Chat and board of a lane. Null: no lane of a board. */
export function boardLane(lane: LaneId): { chat: 'channel' | 'group'; board: BoardNumber } | null {
  const chat = lane.startsWith('group:') ? 'group' : lane.startsWith('channel:') ? 'channel' : null;
  return chat === null ? null : { chat, board: Number(lane.slice(chat.length + 1)) as BoardNumber };
}

/** The ids of messages that a call of the lane made: ids of a channel or a group carry the board. */
export function idsIn(lane: LaneId, messageIds: number[]): number[] {
  const at = boardLane(lane);
  return at === null ? messageIds : messageIds.map((id) => inBoard(at.board, id));
}

/** Entries that keep their order. A run is entries of one kind and rank in a row; the first waits longest. */
export type Stream = {
  name: string;
  head: Entry;
  runs: Planned[];
  /** The rank of the head, until the monotonic time in ms at which an entry may rise. */
  rank: number;
  risesAtMs: number;
};

/** Facts about an entry, for the order of the calls. Never changes. */
export type Planned = {
  rank: number;
  /** Entries of an owner and a stream leave in the order of the commits. */
  stream: string;
  /** Monotonic time in ms of the decision behind the entry, as far as this process knows. */
  decidedMs: number;
};

/** The waiting entries of one owner. */
type Queue = {
  /** In the order of the commits. A change makes a new array. */
  entries: readonly Entry[];
  /** An owner after a turn stands behind the newest entry of that time. Owners keep the order of the turns. */
  turn: Turn | null;
  /** Computed by the planner, until the next change. Most queues stay the same from one call to the next. */
  streams: Stream[] | null;
};

export type Lane = {
  id: LaneId;
  queues: Map<Owner, Queue>;
  /** The newest entry that ever waited in the lane. */
  newest: number;
  /** Number of turns so far. */
  taken: number;
};

type Turn = { after: number; nth: number };

export const createLane = (id: LaneId): Lane => ({ id, queues: new Map(), newest: 0, taken: 0 });

/** The waiting entries of the owner, in the order of the commits. */
export const entriesOf = ({ queues }: Lane, owner: Owner): readonly Entry[] =>
  queues.get(owner)?.entries ?? [];

export function addTo(lane: Lane, entry: Entry): void {
  const { entries, turn } = lane.queues.get(entry.owner) ?? { entries: [], turn: null };
  if (entries.some(({ id }) => id === entry.id)) return;
  // The entry is almost always the newest; after a reload perhaps not.
  let place = entries.length;
  while (place > 0 && standsBehind(entries[place - 1], entry)) place -= 1;
  lane.queues.set(entry.owner, { entries: entries.toSpliced(place, 0, entry), turn, streams: null });
  lane.newest = Math.max(lane.newest, entry.seq);
}

function standsBehind(waiting: Entry | undefined, entry: Entry): boolean {
  if (waiting === undefined) return false;
  const isAhead = entry.effect.ahead === true;
  return (waiting.effect.ahead === true) === isAhead ? waiting.seq > entry.seq : isAhead;
}

export function removeFrom(lane: Lane, owner: Owner, id: string): void {
  const queue = lane.queues.get(owner);
  if (queue === undefined) return;
  const entries = queue.entries.filter((entry) => entry.id !== id);
  if (entries.length === 0) lane.queues.delete(owner);
  else if (entries.length < queue.entries.length)
    lane.queues.set(owner, { ...queue, entries, streams: null });
}

/** Ends a turn of the owner: waiting entries of other owners go first. */
export function endTurn(lane: Lane, owner: Owner): void {
  const queue = lane.queues.get(owner);
  if (queue === undefined) return;
  lane.taken += 1;
  queue.turn = { after: lane.newest, nth: lane.taken };
}
