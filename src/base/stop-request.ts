import type { Clock } from './clock.ts';

/** A request to stop the process. */
type StopRequest = {
  /** Fires with the first request. */
  signal: AbortSignal;
  ask(): void;
};

/**
 * npm, `timeout` and process managers signal the group and the process, so a request arrives several times.
 * An impatient person takes longer to ask again.
 */
const ONE_REQUEST_MS = 1000;

/** @param onInsisted runs if a request follows the first after a second or more: the caller stops waiting */
export function createStopRequest(clock: Pick<Clock, 'monotonic'>, onInsisted: () => void): StopRequest {
  const asked = new AbortController();
  let askedAtMs = 0;
  return {
    signal: asked.signal,
    ask() {
      if (!asked.signal.aborted) {
        askedAtMs = clock.monotonic();
        asked.abort();
      } else if (clock.monotonic() - askedAtMs >= ONE_REQUEST_MS) onInsisted();
    },
  };
}
