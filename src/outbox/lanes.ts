import type { UserId } from '../../machines/ids.ts';
import type { Entry } from '../actor/ports.ts';

/** One per Telegram chat; `desk` is for what needs no call of its own. */
export type LaneId = 'channel' | 'group' | 'desk' | `private:${number}`;

export const privateLane = (person: UserId): LaneId => `private:${person}`;

/** Never changed: a change makes a new one. */
export type Queue = readonly Entry[];

/** What waits in one lane: a queue per owner, each in the order of the commits. */
export type Lane = {
  id: LaneId;
  queues: Map<UserId, Queue>;
  /** Owners who had a turn: they stand behind the newest entry that waited then, in the order of their turns. */
  turns: Map<UserId, Turn>;
  /** The newest entry that ever waited here. */
  newest: number;
  /** How many turns there were. */
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
  // Almost always the newest; after a reload perhaps not.
  let place = queue.length;
  while (place > 0 && standsBehind(queue[place - 1], entry)) place -= 1;
  lane.queues.set(entry.owner, queue.toSpliced(place, 0, entry));
  lane.newest = Math.max(lane.newest, entry.seq);
}

/** That a thread continues another is said before what continues in it, however long that has waited. */
const opens = ({ effect }: Entry): boolean =>
  effect.kind === 'note' && effect.note.key === 'thread-continued';

function standsBehind(waiting: Entry | undefined, entry: Entry): boolean {
  if (waiting === undefined) return false;
  return opens(waiting) === opens(entry) ? waiting.seq > entry.seq : opens(entry);
}

export function removeFrom(lane: Lane, owner: UserId, id: string): void {
  const queue = lane.queues.get(owner) ?? [];
  const place = queue.findIndex((entry) => entry.id === id);
  if (place >= 0 && queue.length > 1) lane.queues.set(owner, queue.toSpliced(place, 1));
  if (place < 0 || queue.length > 1) return;
  lane.queues.delete(owner);
  lane.turns.delete(owner);
}

/** The owner had a turn, whatever came of it: what waits of others now goes first. */
export function endTurn(lane: Lane, owner: UserId): void {
  if (!lane.queues.has(owner)) return;
  lane.taken += 1;
  lane.turns.set(owner, { after: lane.newest, nth: lane.taken });
}
