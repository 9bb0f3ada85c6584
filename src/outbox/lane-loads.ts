import { boardLane, type LaneId } from './lanes.ts';
import type { ActiveLane } from './queue.ts';

export type LaneLoad = { kind: 'channel' | 'group' | 'desk' | 'private'; entries: number; paused: number };

/** Entries and pauses by kind of lane. A closed lane counts as paused. */
export function loadsOf(lanes: readonly ActiveLane[], closed: ReadonlySet<LaneId>): LaneLoad[] {
  const loads = new Map<LaneLoad['kind'], LaneLoad>(
    (['channel', 'group', 'desk', 'private'] as const).map((kind) => [kind, { kind, entries: 0, paused: 0 }]),
  );
  for (const lane of lanes) {
    const load = loads.get(kindOf(lane.id));
    if (load === undefined) continue;
    for (const queue of lane.queues.values()) load.entries += queue.length;
    if (lane.resting || closed.has(lane.id)) load.paused += 1;
  }
  return [...loads.values()];
}

const kindOf = (lane: LaneId): LaneLoad['kind'] =>
  lane === 'desk' ? 'desk' : (boardLane(lane)?.chat ?? 'private');
