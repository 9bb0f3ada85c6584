import type { Entry } from '../actor/ports.ts';
import type { Clock } from '../base/clock.ts';
import type { ActiveLane } from './active-lane.ts';

export type BulkGateDeps = {
  clock: Clock;
  stopping: AbortSignal;
  /** Waits for the task at a stop, and reports an error. */
  supervise(task: string, running: Promise<void>): Promise<void>;
  /** The entry, or another entry of its owner that is not bulk, still waits. */
  isFollowed(entry: Entry): boolean;
  /** Lets a lane look for its next call; the lane asks the gate again. */
  runNext(lane: ActiveLane): void;
};

/** The gate that bulk effects of all lanes pass. */
export type BulkGate = {
  /** Whether the lane may send its bulk effect now: a permit for one call. After a refusal the gate runs the lane later. */
  admits(lane: ActiveLane): boolean;
  /** The owner of the entry cannot be reached, and the team will be told. */
  lost(entry: Entry): void;
  /** A call that is not bulk is made. */
  counts(): void;
  /** Telegram holds the bot back: no bulk effect leaves for so long. */
  hold(ms: number): void;
};

export const openGate = (): BulkGate => ({
  admits: () => true,
  lost: () => {},
  counts: () => {},
  hold: () => {},
});
