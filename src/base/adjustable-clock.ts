import { setTimeout as delay } from 'node:timers/promises';
import type { EpochMs } from '../../machines/ids.ts';
import { type Clock, systemClock } from './clock.ts';

/** The machine's time. `pass` moves the time ahead and wakes sleepers earlier. */
export type PassingClock = Clock & { pass(ms: number): void };

export function createPassingClock(): PassingClock {
  let aheadMs = 0;
  let hurry = new AbortController();
  const now = () => systemClock.now() + aheadMs;
  return {
    monotonic: () => systemClock.monotonic() + aheadMs,
    now: () => now() as EpochMs,
    async sleep(ms, signal) {
      const dueMs = now() + ms;
      do {
        const { signal: hurried } = hurry;
        const woken = signal === undefined ? hurried : AbortSignal.any([signal, hurried]);
        await systemClock.sleep(dueMs - now(), woken).catch((error: unknown) => {
          if (signal?.aborted === true || !hurried.aborted) throw error;
        });
      } while (now() < dueMs);
    },
    pass(ms) {
      aheadMs += ms;
      const before = hurry;
      hurry = new AbortController();
      before.abort();
    },
  };
}

const STRIDE_MS = 12 * 60 * 60 * 1000;
const BETWEEN_STRIDES_MS = 250;

/** Moves a long time ahead in strides, so that regular tasks run in between. */
export async function passAwake(clock: Pick<PassingClock, 'pass'>, ms: number): Promise<void> {
  for (let leftMs = ms; leftMs > 0; leftMs -= STRIDE_MS) {
    clock.pass(Math.min(leftMs, STRIDE_MS));
    if (leftMs > STRIDE_MS) await delay(BETWEEN_STRIDES_MS, undefined, { ref: false });
  }
}
