import { type Finding, plural, problem } from './finding.ts';

/** Telegram deletes messages older than the timer (`FACTS.md #48`). */
export const lifetime = (where: 'channel' | 'group', seconds: number, loss: string): Finding[] =>
  seconds === 0
    ? []
    : [
        problem(
          `${where}.auto-delete`,
          `Messages in the ${where} are deleted after ${span(seconds)}: ${loss}.`,
          `In Telegram: ${where} → ⋮ → Auto-delete messages → Never (on iPhone: Edit → Auto-Delete Messages → Off).`,
        ),
      ];

const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const;

/** Seconds in the largest unit without a remainder. */
export function span(seconds: number): string {
  const [size, name] = UNITS.find(([unit]) => seconds % unit === 0) ?? [1, 'second'];
  const count = seconds / size;
  return count === 1 ? `one ${name}` : plural(count, name);
}
