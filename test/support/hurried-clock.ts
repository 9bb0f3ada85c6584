import type { EpochMs } from '../../machines/words.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';

/** Real time, which can be made to pass faster. */
export function hurriedClock(): Clock & { pass(ms: number): void; rests(ms: number): boolean } {
  let offsetMs = 0;
  const sleeps = new Set<{ ms: number; dueMs: number }>();
  let hurry = new AbortController();
  const now = () => systemClock.now() + offsetMs;
  return {
    monotonic: () => systemClock.monotonic() + offsetMs,
    now: () => now() as EpochMs,
    async sleep(ms, signal) {
      const dueMs = now() + ms;
      const own = { ms, dueMs };
      sleeps.add(own);
      try {
        do {
          const { signal: hurried } = hurry;
          const woken = signal === undefined ? hurried : AbortSignal.any([signal, hurried]);
          await systemClock.sleep(dueMs - now(), woken).catch((error: unknown) => {
            if (signal?.aborted === true || !hurried.aborted) throw error;
          });
        } while (now() < dueMs);
      } finally {
        sleeps.delete(own);
      }
    },
    rests: (ms) => [...sleeps].some((sleep) => sleep.ms === ms && sleep.dueMs > now()),
    pass(ms) {
      offsetMs += ms;
      const before = hurry;
      hurry = new AbortController();
      before.abort();
    },
  };
}
