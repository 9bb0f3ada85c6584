import type { Clock } from './clock.ts';

/** Throttles a repeated log line: logs the first at once, then at most one every `everyMs`. */
export type Reminder = {
  /** Whether to log now. */
  isDue(): boolean;
  /** Ends the condition. Returns whether a line was logged. */
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
