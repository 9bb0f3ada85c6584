import type { Clock } from './clock.ts';

/** Sees to it that something which goes on is told of first of all, and then once in a while. */
type Reminder = {
  /** To be told of now. */
  isDue(): boolean;
  /** It does not go on. Returns whether it was told of. */
  end(): boolean;
};

export function createReminder(clock: Pick<Clock, 'monotonic'>, everyMs: number): Reminder {
  let toldAtMs: number | null = null;
  return {
    isDue() {
      const nowMs = clock.monotonic();
      if (toldAtMs !== null && nowMs - toldAtMs < everyMs) return false;
      toldAtMs = nowMs;
      return true;
    },
    end() {
      const wasTold = toldAtMs !== null;
      toldAtMs = null;
      return wasTold;
    },
  };
}
