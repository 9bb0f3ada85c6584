import type { Clock } from './clock.ts';

/** Throttles a repeated log line: logs the first at once, then at most one every `everyMs`. */
export type LogThrottle = {
  /** Whether to log now. */
  isDue(): boolean;
  /** Ends the condition. Returns whether a line was logged. */
  end(): boolean;
};

export function createLogThrottle(clock: Pick<Clock, 'monotonic'>, everyMs: number): LogThrottle {
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
