import type { EpochMs } from '../../machines/ids.ts';
import type { Clock } from '../base/clock.ts';
import type { ActiveLane } from './queue.ts';

export type RestsDeps = {
  clock: Clock;
  stopping: AbortSignal;
  /** Sees to the end of a task. */
  supervise(what: string, task: Promise<void>): Promise<void>;
  pump(lane: ActiveLane): void;
};

/** Lanes that wait for a time to come. */
export function createRests({ clock, stopping, supervise, pump }: RestsDeps) {
  function ignoreStop(error: unknown): void {
    if (!stopping.aborted) throw error;
  }

  /** Looks at the lane then, unless a look is planned for earlier. */
  function lookAgain(active: ActiveLane, at: EpochMs, ms: number): void {
    if (active.lookAt !== null && active.lookAt <= at) return;
    active.lookAt = at;
    const look = () => {
      if (active.lookAt === at) active.lookAt = null;
      pump(active);
    };
    void supervise(`look at ${active.id}`, clock.sleep(ms, stopping).then(look, ignoreStop));
  }

  /** @param forPeople it ends as soon as somebody may have mended what it is about */
  function rest(active: ActiveLane, ms: number, forPeople = false): void {
    active.resting = true;
    const hurry = new AbortController();
    if (forPeople) active.hurry = () => hurry.abort();
    const wake = () => {
      active.resting = false;
      active.hurry = null;
      pump(active);
    };
    const slept = clock.sleep(ms, AbortSignal.any([stopping, hurry.signal])).catch((error: unknown) => {
      if (!hurry.signal.aborted) throw error;
    });
    void supervise(`rest of ${active.id}`, slept.then(wake, ignoreStop));
  }

  return { lookAgain, rest };
}
