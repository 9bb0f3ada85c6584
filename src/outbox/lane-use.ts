import type { LaneId } from './lanes.ts';

const MINUTE_MS = 60_000;
/** Telegram's budget of a group or a channel (`FACTS.md #59`). */
const PER_MINUTE = 20;
/** A lane with fewer calls in the last minute has calls left. */
const FREE_BELOW = PER_MINUTE / 2;

/** The calls of the last minute in the lanes of groups and channels. All times are monotonic, in ms. */
export function createLaneUse() {
  const calls = new Map<LaneId, number[]>();
  const recent = (lane: LaneId, nowMs: number): number[] =>
    (calls.get(lane) ?? []).filter((atMs) => atMs > nowMs - MINUTE_MS);
  return {
    called(lane: LaneId, nowMs: number): void {
      if (lane.startsWith('private:')) return;
      calls.set(lane, [...recent(lane, nowMs), nowMs].slice(-PER_MINUTE));
    },
    /** The time from which the lane has calls left; not after `nowMs`: now. */
    freeAtMs(lane: LaneId, nowMs: number): number {
      const oldest = recent(lane, nowMs).at(-FREE_BELOW);
      return oldest === undefined ? nowMs : oldest + MINUTE_MS;
    },
  };
}
