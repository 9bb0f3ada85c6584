/**
 * - `problem`: the desk does not work
 * - `warning`: the desk works, but will surprise people
 * - `ok`: right
 * - `unknown`: not checked
 */
export type Severity = 'problem' | 'warning' | 'ok' | 'unknown';

export type Finding = {
  severity: Severity;
  /** Stable name, for programs. */
  check: string;
  /** Channel of the board. Absent: the finding is about the bot. */
  channelId?: number;
  /** Meaning for the team or the clients. */
  what: string;
  /** The place to click. */
  fix?: string;
};

export const problem = (check: string, what: string, fix: string): Finding => ({
  severity: 'problem',
  check,
  what,
  fix,
});

export const warning = (check: string, what: string, fix: string): Finding => ({
  severity: 'warning',
  check,
  what,
  fix,
});

export const ok = (check: string, what: string): Finding => ({ severity: 'ok', check, what });

export const unknown = (check: string, what: string, fix?: string): Finding => ({
  severity: 'unknown',
  check,
  what,
  ...(fix === undefined ? {} : { fix }),
});

/** At most `MOST` names, then the number of the others. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST;
  return more > 0 ? `${names.slice(0, MOST).join(', ')} and ${more} more` : names.join(', ');
}

const MOST = 10;

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
