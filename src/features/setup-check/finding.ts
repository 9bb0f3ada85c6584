/**
 * - `problem`: the desk does not do its work
 * - `warning`: it works, and somebody will be surprised
 * - `ok`: as it should be
 * - `unknown`: could not be looked at
 */
export type Severity = 'problem' | 'warning' | 'ok' | 'unknown';

export type Finding = {
  severity: Severity;
  /** Stable name, for programs. */
  check: string;
  /** What it means for the team or the clients. */
  what: string;
  /** Where to click. */
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

/** At most `MOST` names, then how many more. */
export function listed(names: readonly string[]): string {
  const more = names.length - MOST;
  return more > 0 ? `${names.slice(0, MOST).join(', ')} and ${more} more` : names.join(', ');
}

const MOST = 10;

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
