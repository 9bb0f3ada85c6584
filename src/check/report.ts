import type { Finding, Severity } from './finding.ts';

const MARKS: Record<Severity, string> = { problem: '✗', warning: '!', unknown: '?', ok: '✓' };

/** For people: each finding with what to do about it, and a last line that sums up. */
export function renderFindings(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ severity, what, fix }) => [
    `${MARKS[severity]} ${what}`,
    ...(fix === undefined ? [] : [`    → ${fix}`]),
  ]);
  return [...lines, '', summary(findings)].join('\n');
}

export const hasProblem = (findings: readonly Finding[]): boolean =>
  findings.some(({ severity }) => severity === 'problem');

function summary(findings: readonly Finding[]): string {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const problems = count('problem');
  const warnings = count('warning');
  if (problems === 0 && warnings === 0) return 'The desk is set up well.';
  const named = [plural(problems, 'problem'), plural(warnings, 'warning')].filter((part) => part !== null);
  return problems === 0 ? `The desk will work: ${named.join(', ')}.` : `${named.join(', ')}.`;
}

const plural = (count: number, noun: string): string | null =>
  count === 0 ? null : `${count} ${noun}${count === 1 ? '' : 's'}`;
