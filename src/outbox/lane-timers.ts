import type { Clock } from '../base/clock.ts';
import type { ActiveLane } from './active-lane.ts';

type LaneTimerDeps = {
  clock: Clock;
  stopping: AbortSignal;
  /** Waits for the task at a stop, and reports an error. */
  supervise(task: string, running: Promise<void>): Promise<void>;
  runNext(lane: ActiveLane): void;
};

/** Lanes that wait for a time. All times are monotonic, in ms. */
export function createLaneTimers({ clock, stopping, supervise, runNext }: LaneTimerDeps) {
  function ignoreStop(error: unknown): void {
    if (!stopping.aborted) throw error;
  }

  /** Looks at the lane at that time, unless an earlier look is planned. */
  function lookAt(active: ActiveLane, atMs: number): void {
    if (active.lookAtMs !== null && active.lookAtMs <= atMs) return;
    active.lookAtMs = atMs;
    const look = () => {
      if (active.lookAtMs === atMs) active.lookAtMs = null;
      runNext(active);
    };
    const slept = clock.sleep(Math.max(0, atMs - clock.monotonic()), stopping);
    void supervise(`look at ${active.id}`, slept.then(look, ignoreStop));
  }

  /** @param forPeople the pause ends early when people may have fixed the reason */
  function pause(active: ActiveLane, ms: number, forPeople = false): void {
    active.paused = true;
    const woken = new AbortController();
    if (forPeople) active.wakeNow = () => woken.abort();
    const wake = () => {
      active.paused = false;
      active.wakeNow = null;
      runNext(active);
    };
    const slept = clock.sleep(ms, AbortSignal.any([stopping, woken.signal])).catch((error: unknown) => {
      if (!woken.signal.aborted) throw error;
    });
    void supervise(`pause of ${active.id}`, slept.then(wake, ignoreStop));
  }

  return { lookAt, pause };
}
