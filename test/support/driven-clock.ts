import type { EpochMs } from '../../machines/ids.ts';
import type { Clock } from '../../src/base/clock.ts';

export type DrivenClock = Clock & {
  /** Lets time pass, and wakes the sleepers in order. */
  advance(ms: number): Promise<void>;
  /** Remaining time of each sleeper in ms, soonest first. */
  waits(): number[];
};

type Sleeper = { dueMs: number; wake(): void };

export function drivenClock(startMs = Date.UTC(2026, 10, 21)): DrivenClock {
  let passedMs = 0;
  const sleepers = new Set<Sleeper>();
  const soonestFirst = () => [...sleepers].sort((a, b) => a.dueMs - b.dueMs);
  return {
    now: () => (startMs + passedMs) as EpochMs,
    monotonic: () => passedMs,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const wake = () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const sleeper = { dueMs: passedMs + ms, wake };
        const stop = () => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        if (signal?.aborted === true) return stop();
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
      }),
    waits: () => soonestFirst().map(({ dueMs }) => dueMs - passedMs),
    async advance(ms) {
      const endMs = passedMs + ms;
      for (
        let next = soonestFirst()[0];
        next !== undefined && next.dueMs <= endMs;
        next = soonestFirst()[0]
      ) {
        passedMs = next.dueMs;
        sleepers.delete(next);
        next.wake();
        await turn();
      }
      passedMs = endMs;
      await turn();
    },
  };
}

/** Resolves when only time or an answer from outside is missing. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
