import type { UserId } from '../../machines/words.ts';
import type { Entry } from '../actor/ports.ts';

/** One per Telegram chat; `desk` is for what needs no call of its own. */
export type LaneId = 'channel' | 'group' | 'desk' | `private:${number}`;

export const privateLane = (person: UserId): LaneId => `private:${person}`;

/** What waits in one lane: a queue per owner, each in the order of the commits. */
export type Lane = {
  id: LaneId;
  queues: Map<UserId, Entry[]>;
  /** Owners whose delivery failed, and the newest entry that waited then: they stand behind it. */
  setBack: Map<UserId, number>;
};

export const createLane = (id: LaneId): Lane => ({ id, queues: new Map(), setBack: new Map() });

export function addTo(lane: Lane, entry: Entry): void {
  const queue = lane.queues.get(entry.owner) ?? [];
  if (queue.some(({ id }) => id === entry.id)) return;
  // Almost always the newest; after a reload perhaps not.
  let place = queue.length;
  while (place > 0 && (queue[place - 1]?.seq ?? 0) > entry.seq) place -= 1;
  queue.splice(place, 0, entry);
  lane.queues.set(entry.owner, queue);
}

export function removeFrom(lane: Lane, owner: UserId, id: string): void {
  lane.setBack.delete(owner);
  const queue = lane.queues.get(owner)?.filter((entry) => entry.id !== id) ?? [];
  if (queue.length === 0) lane.queues.delete(owner);
  else lane.queues.set(owner, queue);
}

export function setBack(lane: Lane, owner: UserId): void {
  let newest = 0;
  for (const queue of lane.queues.values()) newest = Math.max(newest, queue.at(-1)?.seq ?? 0);
  // Between the newest of now and the first that comes later.
  lane.setBack.set(owner, newest + 0.5);
}
