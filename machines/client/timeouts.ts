/** How long a post in doubt waits for its copy, which Telegram makes after 3–4 s (`FACTS.md #2`). */
export const POST_DOUBT_MS = 20_000;

/** A copy that is not there by now is asked for: the post changes, and Telegram tells of its copy (`FACTS.md #8`). */
export const COPY_LATE_MS = 30_000;

/** How long after that a post without a copy is given up. */
export const COPY_MISSING_MS = 150_000;

/** So many threads in a row that came to nothing are replaced at once. Before the next ones there is a pause. */
const HASTY_THREADS = 2;
const PAUSE_BASE_MS = 5 * 60_000;
const PAUSE_CAP_MS = 6 * 60 * 60_000;

/** Is the next one opened at once, after so many failures in a row? */
export const isHasty = (failures: number): boolean => failures <= HASTY_THREADS;

/** Otherwise after a pause: twice as long each time, so that whoever deletes every copy finds few. */
export const threadPauseMs = (failures: number): number =>
  Math.min(PAUSE_CAP_MS, PAUSE_BASE_MS * 2 ** (failures - HASTY_THREADS - 1));
