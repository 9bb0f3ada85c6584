export type Backoff = {
  /** Bound of the first wait. */
  baseMs: number;
  /** No wait is longer. */
  capMs: number;
};

/**
 * Exponential back-off with full jitter: anywhere between 0 and `base · 2^(attempt − 1)`, capped.
 * @param attempt failures so far, from 1
 * @param random in [0, 1), given by the caller
 */
export function backoffMs(attempt: number, random: number, { baseMs, capMs }: Backoff): number {
  const boundMs = Math.min(capMs, baseMs * 2 ** Math.max(0, attempt - 1));
  return Math.floor(random * boundMs);
}
