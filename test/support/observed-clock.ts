import { createAdjustableClock, type AdjustableClock } from '../../src/base/adjustable-clock.ts';

/** Real time with `pass` to move ahead. `isSleeping`: a sleeper waits for exactly this time. */
export function observedClock(): AdjustableClock & { isSleeping(ms: number): boolean } {
  const clock = createAdjustableClock();
  const sleeps = new Set<{ ms: number; dueMs: number }>();
  return {
    ...clock,
    async sleep(ms, signal) {
      const own = { ms, dueMs: clock.now() + ms };
      sleeps.add(own);
      try {
        await clock.sleep(ms, signal);
      } finally {
        sleeps.delete(own);
      }
    },
    isSleeping: (ms) => [...sleeps].some((sleep) => sleep.ms === ms && sleep.dueMs > clock.now()),
  };
}
