/** Attempts in a row with an unknown result. */
export type Unconfirmed = {
  attempts: number;
  /** Attempts without any answer: Telegram may have carried out each. The others were errors of the server. */
  unanswered: number;
  /** Monotonic time in ms of the first failure. */
  sinceMs: number;
};

const ATTEMPTS = 8;
const AFTER_MS = 60_000;
const COPIES_AT_MOST = 20;

export function unconfirmedAgain(
  before: Unconfirmed | undefined,
  isUnanswered: boolean,
  nowMs: number,
): Unconfirmed {
  const { attempts, unanswered, sinceMs } = before ?? { attempts: 0, unanswered: 0, sinceMs: nowMs };
  return { attempts: attempts + 1, unanswered: unanswered + (isUnanswered ? 1 : 0), sinceMs };
}

/** Telegram cannot handle this message: other messages went through since the first failure. Pure. */
export const isHopeless = ({ attempts, sinceMs }: Unconfirmed, nowMs: number, lastDoneMs: number): boolean =>
  attempts >= ATTEMPTS && nowMs - sinceMs >= AFTER_MS && lastDoneMs > sinceMs;

/** The limit for a message that may have arrived with every attempt. Pure. */
export const isTooOften = ({ unanswered }: Unconfirmed): boolean => unanswered >= COPIES_AT_MOST;
