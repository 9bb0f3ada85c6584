import type { Entry } from '../actor/ports.ts';
import type { Lane } from './lanes.ts';

/**
 * Which waiting effect a lane carries out next; null: none can be now. Pure.
 *
 * I1 Effects of one owner leave a lane in the order in which they were committed; one that is not ready holds back
 *    those behind it, unless it gives way: what it needs may come from one of them.
 * I2 Among owners the oldest goes first; one whose delivery failed stands behind what waited then, so that no message
 *    can hold up the other clients.
 */
export function nextEntry(
  lane: Lane,
  isReady: (entry: Entry) => boolean,
  givesWay: (entry: Entry) => boolean = () => false,
): Entry | null {
  let next: Entry | null = null;
  for (const queue of lane.queues.values()) {
    const head = queue.find((entry) => isReady(entry) || !givesWay(entry));
    if (head === undefined || (next !== null && placeIn(lane, next) < placeIn(lane, head))) continue;
    if (isReady(head)) next = head;
  }
  return next;
}

const placeIn = (lane: Lane, { owner, seq }: Entry): number => Math.max(seq, lane.setBack.get(owner) ?? 0);
