import { setTimeout as delay } from 'node:timers/promises';
import type { EpochMs } from '../../machines/ids.ts';
import { type Clock, systemClock } from './clock.ts';

/** The machine's time. `pass` moves the time ahead and wakes sleepers earlier. */
export type AdjustableClock = Clock & { pass(ms: number): void };

export function createAdjustableClock(): AdjustableClock {
  let aheadMs = 0;
  let wake = new AbortController();
  const monotonic = () => systemClock.monotonic() + aheadMs;
  return {
    monotonic,
    now: () => (systemClock.now() + aheadMs) as EpochMs,
    async sleep(ms, signal) {
      const dueMs = monotonic() + ms;
      do {
        const passed = wake.signal;
        const woken = signal === undefined ? passed : AbortSignal.any([signal, passed]);
        await systemClock.sleep(dueMs - monotonic(), woken).catch((error: unknown) => {
          if (signal?.aborted === true || !woken.aborted) throw error;
        });
      } while (monotonic() < dueMs);
    },
    pass(ms) {
      aheadMs += ms;
      const before = wake;
      wake = new AbortController();
      before.abort();
    },
  };
}

const STRIDE_MS = 12 * 60 * 60 * 1000;
const BETWEEN_STRIDES_MS = 250;

/** Moves a long time ahead in strides, so that regular tasks run in between. */
export async function passAwake(clock: Pick<AdjustableClock, 'pass'>, ms: number): Promise<void> {
  for (let leftMs = ms; leftMs > 0; leftMs -= STRIDE_MS) {
    clock.pass(Math.min(leftMs, STRIDE_MS));
    if (leftMs > STRIDE_MS) await delay(BETWEEN_STRIDES_MS, undefined, { ref: false });
  }
}
