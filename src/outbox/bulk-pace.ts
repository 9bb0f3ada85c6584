/**
 * When the next broadcast may leave. Pure; all times are of a clock that never goes back.
 *
 * Telegram takes about 30 messages a second from one bot (`TELEGRAM.md §3.1`).
 *
 * I1 What conversations used in the last second, broadcasts do without; and a part of the 30 they never touch, so that
 *    whoever speaks next is not refused.
 * I2 They keep their distance from each other: no burst that a conversation would have to stand behind.
 */
const TELEGRAM_PER_SECOND = 30;
const HEADROOM = 5;
const SECOND_MS = 1000;

/** How many broadcasts leave in a second in which nobody speaks. */
export const BULK_PER_SECOND = TELEGRAM_PER_SECOND - HEADROOM;

const DISTANCE_MS = SECOND_MS / BULK_PER_SECOND;

/** Calls that count against the second that ends now, oldest first. */
export const ofLastSecond = (calls: readonly number[], nowMs: number): number[] =>
  calls.filter((atMs) => nowMs - atMs < SECOND_MS);

/**
 * @param calls when calls of whatever kind were made, oldest first
 * @param lastBulkMs when the last broadcast left
 * @returns milliseconds; 0: now
 */
export function bulkWaitMs(calls: readonly number[], lastBulkMs: number, nowMs: number): number {
  const recent = ofLastSecond(calls, nowMs);
  // So many have to be more than a second ago before one more fits.
  const tooMany = recent.length + 1 - BULK_PER_SECOND;
  const roomAtMs = tooMany <= 0 ? nowMs : (recent[tooMany - 1] ?? nowMs) + SECOND_MS;
  return Math.max(0, roomAtMs - nowMs, lastBulkMs + DISTANCE_MS - nowMs);
}

/** How long so many broadcasts take at least. */
export const bulkDurationMs = (count: number): number => (count * SECOND_MS) / BULK_PER_SECOND;
