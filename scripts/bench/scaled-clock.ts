import type { EpochMs } from '../../machines/ids.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';

/** Two processes with the same start of the scale agree on the time. */
const EPOCH = Date.UTC(2026, 0, 1);

/** Time at `speed` times the real speed, to shorten the minutes of Telegram's limits. */
export const scaledNow = (speed: number): EpochMs => (EPOCH + (Date.now() - EPOCH) * speed) as EpochMs;

export const scaledClock = (speed: number): Clock => ({
  now: () => scaledNow(speed),
  monotonic: () => systemClock.monotonic() * speed,
  sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
});
