/** Time that an unconfirmed post waits for the copy. Telegram makes the copy after 3–4 s (`FACTS.md #2`). */
export const POST_UNCONFIRMED_MS = 20_000;

/** Time until the chart requests the copy: the post changes, and Telegram reports the copy (`FACTS.md #8`). */
export const COPY_LATE_MS = 30_000;

/** Time from the request until a post without a copy is given up. */
export const COPY_MISSING_MS = 150_000;

/** The number of failed threads in a row that are replaced at once. A pause precedes later threads. */
const HASTY_THREADS = 2;
const PAUSE_BASE_MS = 5 * 60_000;
const PAUSE_CAP_MS = 6 * 60 * 60_000;

/** Whether the next thread opens at once after so many failures in a row. */
export const isHasty = (failures: number): boolean => failures <= HASTY_THREADS;

/** The pause before a later thread. Doubles each time, so an agent who deletes every copy finds few copies. */
export const threadPauseMs = (failures: number): number =>
  Math.min(PAUSE_CAP_MS, PAUSE_BASE_MS * 2 ** (failures - HASTY_THREADS - 1));
