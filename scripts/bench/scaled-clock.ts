import type { EpochMs } from '../../machines/ids.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';

/** Two processes that scale from the same moment agree on the time. */
const EPOCH = Date.UTC(2026, 0, 1);

/** Time that runs `speed` times as fast, so that a minute of Telegram's limits need not be a minute. */
export const scaledNow = (speed: number): EpochMs => (EPOCH + (Date.now() - EPOCH) * speed) as EpochMs;

export const scaledClock = (speed: number): Clock => ({
  now: () => scaledNow(speed),
  monotonic: () => systemClock.monotonic() * speed,
  sleep: (ms, signal) => systemClock.sleep(ms / speed, signal),
});
