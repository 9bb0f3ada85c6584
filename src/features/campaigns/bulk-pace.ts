/**
 * The time of the next broadcast. Pure; all times are monotonic, in ms.
 *
 * Telegram takes about 30 messages a second from one bot (`FACTS.md #60`).
 *
 * I1 Broadcasts leave room for the calls of conversations in the last second, and never use a part of the 30, so that
 *    Telegram does not refuse the next conversation.
 * I2 Broadcasts keep a distance from each other: a conversation never waits behind a burst.
 */
const TELEGRAM_PER_SECOND = 30;
const HEADROOM = 5;
const SECOND_MS = 1000;

/** Broadcasts in a second without conversations. */
export const BULK_PER_SECOND = TELEGRAM_PER_SECOND - HEADROOM;

const DISTANCE_MS = SECOND_MS / BULK_PER_SECOND;

/** Calls of the second that ends now, oldest first. */
export const ofLastSecond = (calls: readonly number[], nowMs: number): number[] =>
  calls.filter((atMs) => nowMs - atMs < SECOND_MS);

/**
 * @param calls times of calls of all kinds, oldest first
 * @param lastBulkMs time of the last broadcast
 * @returns milliseconds; 0: now
 */
export function bulkWaitMs(calls: readonly number[], lastBulkMs: number, nowMs: number): number {
  const recent = ofLastSecond(calls, nowMs);
  // So many calls must be older than a second before the next call fits.
  const tooMany = recent.length + 1 - BULK_PER_SECOND;
  const roomAtMs = tooMany <= 0 ? nowMs : (recent[tooMany - 1] ?? nowMs) + SECOND_MS;
  return Math.max(0, roomAtMs - nowMs, lastBulkMs + DISTANCE_MS - nowMs);
}

/** The shortest time for so many broadcasts. */
export const bulkDurationMs = (count: number): number => (count * SECOND_MS) / BULK_PER_SECOND;
