import type { Owner } from '../../machines/ids.ts';
import { isPerson } from '../../machines/owner.ts';
import type { Entry } from '../actor/ports.ts';

/** One lane per Telegram chat; `desk` is for effects without a call of their own. */
export type LaneId = 'channel' | 'group' | 'desk' | `private:${number}`;

/** The private chat of a person. Another owner has none, and the delivery of the effect parks the effect. */
export const privateLane = (owner: Owner): LaneId => (isPerson(owner) ? `private:${owner}` : 'desk');

/** Immutable: a change makes a new queue. */
export type Queue = readonly Entry[];

/** A queue per owner, each in the order of the commits. */
export type Lane = {
  id: LaneId;
  queues: Map<Owner, Queue>;
  /** Owners after a turn stand behind the newest entry of that time, in the order of the turns. */
  turns: Map<Owner, Turn>;
  /** The newest entry that ever waited in the lane. */
  newest: number;
  /** Number of turns so far. */
  taken: number;
};

export type Turn = { after: number; nth: number };

export const createLane = (id: LaneId): Lane => ({
  id,
  queues: new Map(),
  turns: new Map(),
  newest: 0,
  taken: 0,
});

export function addTo(lane: Lane, entry: Entry): void {
  const queue = lane.queues.get(entry.owner) ?? [];
  if (queue.some(({ id }) => id === entry.id)) return;
  // The entry is almost always the newest; after a reload perhaps not.
  let place = queue.length;
  while (place > 0 && standsBehind(queue[place - 1], entry)) place -= 1;
  lane.queues.set(entry.owner, queue.toSpliced(place, 0, entry));
  lane.newest = Math.max(lane.newest, entry.seq);
}

function standsBehind(waiting: Entry | undefined, entry: Entry): boolean {
  if (waiting === undefined) return false;
  const isAhead = entry.effect.ahead === true;
  return (waiting.effect.ahead === true) === isAhead ? waiting.seq > entry.seq : isAhead;
}

export function removeFrom(lane: Lane, owner: Owner, id: string): void {
  const queue = lane.queues.get(owner) ?? [];
  const place = queue.findIndex((entry) => entry.id === id);
  if (place >= 0 && queue.length > 1) lane.queues.set(owner, queue.toSpliced(place, 1));
  if (place < 0 || queue.length > 1) return;
  lane.queues.delete(owner);
  lane.turns.delete(owner);
}

/** Ends a turn of the owner: waiting entries of other owners go first. */
export function endTurn(lane: Lane, owner: Owner): void {
  if (!lane.queues.has(owner)) return;
  lane.taken += 1;
  lane.turns.set(owner, { after: lane.newest, nth: lane.taken });
}
