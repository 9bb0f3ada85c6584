import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { EpochMs } from '../../machines/ids.ts';

export type Clock = {
  now(): EpochMs;
  /** Milliseconds since an arbitrary moment. Never goes back, even if the wall clock does. */
  monotonic(): number;
  /** Rejects with an `AbortError` when the signal fires first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
};

/** Node fires a longer timer at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now() as EpochMs,
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    let leftMs = ms;
    do {
      const sliceMs = Math.max(0, Math.min(leftMs, LONGEST_TIMER_MS));
      await delay(sliceMs, undefined, signal === undefined ? {} : { signal });
      leftMs -= sliceMs;
    } while (leftMs > 0);
  },
};
