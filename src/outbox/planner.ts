import type { Entry } from '../actor/ports.ts';
import type { Lane } from './lanes.ts';

/**
 * Which waiting effect a lane carries out next; null: none can be now. Pure.
 *
 * I1 Effects of one owner leave a lane in the order in which they were committed; one that is not ready holds back
 *    those behind it, unless it gives way: what it needs may come from one of them.
 * I2 Among owners the oldest goes first.
 */
export function nextEntry(
  lane: Lane,
  isReady: (entry: Entry) => boolean,
  givesWay: (entry: Entry) => boolean = () => false,
): Entry | null {
  let next: Entry | null = null;
  for (const queue of lane.queues.values()) {
    const head = queue.find((entry) => isReady(entry) || !givesWay(entry));
    if (head === undefined || (next !== null && next.seq < head.seq)) continue;
    if (isReady(head)) next = head;
  }
  return next;
}
