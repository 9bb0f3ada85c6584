import { type Finding, plural, type Severity } from './finding.ts';

const MARKS: Record<Severity, string> = { problem: '✗', warning: '!', unknown: '?', ok: '✓' };

/** Text for people: each finding with the fix, and a last line as a summary. */
export function renderFindings(findings: readonly Finding[]): string {
  const channels = new Set(findings.flatMap(({ channelId }) => channelId ?? []));
  const lines = findings.flatMap(({ severity, what, fix, channelId }, at) => [
    // With several boards, a heading names the board.
    ...(channels.size > 1 && channelId !== undefined && findings[at - 1]?.channelId !== channelId
      ? ['', `Channel ${channelId}:`]
      : []),
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
  if (problems === 0 && warnings === 0) {
    return count('unknown') === 0
      ? 'The desk is set up well.'
      : 'The desk is set up well, as far as could be seen.';
  }
  const named = [
    ...(problems === 0 ? [] : [plural(problems, 'problem')]),
    ...(warnings === 0 ? [] : [plural(warnings, 'warning')]),
  ].join(', ');
  return problems === 0 ? `The desk will work: ${named}.` : `${named}.`;
}
