import type { Entry } from '../actor/ports.ts';
import type { Batch } from './batch.ts';
import { createLane, type Lane, type LaneId } from './lanes.ts';

/** A lane with the state of its calls. */
export type ActiveLane = Lane & {
  running: boolean;
  paused: boolean;
  /** Telegram paused the lane, and since then more waited than the lane could send. */
  held: boolean;
  /** Ends a pause until a repair by people; null: no pause, or a pause that Telegram asked for. */
  wakeNow: (() => void) | null;
  /** Failures in a row. */
  failures: number;
  /** Monotonic time in ms of the last successful call. */
  lastDoneMs: number;
  /** The call under way. */
  calling: Batch | null;
  /** Monotonic time in ms of the planned look at the lane; null: no plan. */
  lookAtMs: number | null;
  /** Batches that may have been carried out; repeated unchanged. By lead. */
  frozen: Map<Entry, Batch>;
};

export const createActiveLane = (id: LaneId): ActiveLane => ({
  running: false,
  paused: false,
  held: false,
  wakeNow: null,
  failures: 0,
  lastDoneMs: -Infinity,
  lookAtMs: null,
  calling: null,
  frozen: new Map(),
  ...createLane(id),
});
