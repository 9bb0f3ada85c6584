import { kindOfLane, type LaneId } from './lanes.ts';
import type { ActiveLane } from './active-lane.ts';

export type LaneLoad = { kind: string; entries: number; paused: number };

/** Entries and pauses by kind of lane: Telegram's kinds, and the transports with a lane. A closed lane counts as paused. */
export function loadsOf(lanes: readonly ActiveLane[], closed: ReadonlySet<LaneId>): LaneLoad[] {
  const loads = new Map(['channel', 'group', 'desk', 'private'].map((kind) => [kind, none(kind)]));
  for (const lane of lanes) {
    const kind = kindOfLane(lane.id);
    const load = loads.get(kind) ?? none(kind);
    loads.set(kind, load);
    for (const { entries } of lane.queues.values()) load.entries += entries.length;
    if (lane.paused || closed.has(lane.id)) load.paused += 1;
  }
  return [...loads.values()];
}

const none = (kind: string): LaneLoad => ({ kind, entries: 0, paused: 0 });
