/** Attempts in a row of which nobody knows what became of them. */
export type Doubts = {
  attempts: number;
  /** Those that got no answer at all: each may have been carried out. The others were errors of the server. */
  unanswered: number;
  /** When the first one failed, on a clock that never goes back. */
  sinceMs: number;
};

const ATTEMPTS = 8;
const AFTER_MS = 60_000;
const COPIES_AT_MOST = 20;

export function doubtedAgain(before: Doubts | undefined, isUnanswered: boolean, nowMs: number): Doubts {
  const { attempts, unanswered, sinceMs } = before ?? { attempts: 0, unanswered: 0, sinceMs: nowMs };
  return { attempts: attempts + 1, unanswered: unanswered + (isUnanswered ? 1 : 0), sinceMs };
}

/** Is it this message that Telegram cannot cope with? It is when others went through meanwhile. Pure. */
export const isHopeless = ({ attempts, sinceMs }: Doubts, nowMs: number, lastDoneMs: number): boolean =>
  attempts >= ATTEMPTS && nowMs - sinceMs >= AFTER_MS && lastDoneMs > sinceMs;

/** More often than this nothing is repeated that may have arrived each time, as long as Telegram answers at all. */
export const isTooOften = ({ unanswered }: Doubts): boolean => unanswered >= COPIES_AT_MOST;
