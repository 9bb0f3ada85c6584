import type { EpochMs } from '../../machines/ids.ts';
import { type DrivenClock, drivenClock } from './driven-clock.ts';
import { DAY_MS } from './stores.ts';

type JumpingClock = DrivenClock & { jumps(ms: number): void };

/** A clock whose wall time people set, while time passes as ever. */
export function jumpingClock(startMs?: number): JumpingClock {
  const clock = drivenClock(startMs);
  let aheadMs = 0;
  return {
    ...clock,
    now: () => (clock.now() + aheadMs) as EpochMs,
    jumps: (ms) => void (aheadMs += ms),
  };
}

/** Two steps of a wall clock, for instance by a time service and by people. */
export const JUMPS: [how: string, first: number, second: number][] = [
  ['ahead a day and back', DAY_MS, -DAY_MS],
  ['back a day and ahead again', -DAY_MS, DAY_MS],
];
