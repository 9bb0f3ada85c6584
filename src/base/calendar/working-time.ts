import type { WorkingHours } from '../../../machines/desk/working-hours.ts';
import type { EpochMs } from '../../../machines/ids.ts';
import { DefectError } from '../errors.ts';
import { type WallMs, type WallPattern, WEEK_MS, wallPatternOf } from './wall-pattern.ts';
import { offsetPeriodAt } from './zoned-time.ts';

/**
 * Working time: how much of it lies between two instants, and when an amount of it has passed.
 *
 * W1 An instant is open when H5 of `machines/desk/working-hours.ts` says so; an interval of time is half open.
 * W2 `addWorking` answers the earliest instant: half an hour before a close at 18:00, thirty minutes end at 18:00 and
 *    not at the next opening.
 * W3 `workingBetween(hours, at, addWorking(hours, at, ms)) === ms`.
 * W4 Null means never: hours without any interval never open, hours without any gap never close.
 */

/** The last instant that a JavaScript date can hold. */
const LATEST = 8.64e15 as EpochMs;

/** Time of one kind between a fixed moment and `wall`: open time, or closed time. */
type Measure = (wall: WallMs) => number;

export function isOpen(hours: WorkingHours, at: EpochMs): boolean {
  checkInstant(at);
  const { openBefore } = wallPatternOf(hours);
  const wall = at + offsetPeriodAt(hours.timeZone, at).offsetMs;
  return openBefore(wall + 1) > openBefore(wall);
}

/** The first open instant from `at` on: `at` itself while the desk is open. Null: never. */
export function nextOpening(hours: WorkingHours, at: EpochMs): EpochMs | null {
  return instantBefore(addWorking(hours, at, 1));
}

/** The first closed instant from `at` on: `at` itself while the desk is closed. Null: never. */
export function nextClosing(hours: WorkingHours, at: EpochMs): EpochMs | null {
  checkInstant(at);
  const pattern = wallPatternOf(hours);
  if (neverCloses(pattern, at)) return null;
  return instantBefore(instantAfter(hours, (wall) => wall - pattern.openBefore(wall), at, 1));
}

/**
 * The earliest instant from `at` on by which `ms` milliseconds of working time have passed. Null: never.
 * @param ms a whole number from 0 on
 * @throws DefectError for another `ms`
 */
export function addWorking(hours: WorkingHours, at: EpochMs, ms: number): EpochMs | null {
  checkInstant(at);
  if (!Number.isSafeInteger(ms) || ms < 0) {
    throw new DefectError(`Working time of ${ms} ms cannot be added; pass a whole number from 0 on.`);
  }
  if (ms === 0) return at;
  const { openPerWeek, openBefore } = wallPatternOf(hours);
  return openPerWeek === 0 ? null : instantAfter(hours, openBefore, at, ms);
}

/** Milliseconds of working time between two instants; negative when `to` is the earlier. */
export function workingBetween(hours: WorkingHours, from: EpochMs, to: EpochMs): number {
  checkInstant(from);
  checkInstant(to);
  if (to < from) return 0 - workingBetween(hours, to, from);
  const { openBefore } = wallPatternOf(hours);
  let open = 0;
  for (let at = from; at < to; ) {
    const { until, offsetMs } = offsetPeriodAt(hours.timeZone, at);
    const end = Math.min(until, to) as EpochMs;
    open += openBefore(end + offsetMs) - openBefore(at + offsetMs);
    at = end;
  }
  return open;
}

/** A day holds at most 24 hours on every wall, so a holiday that ended a week ago has ended in every zone. */
const neverCloses = ({ openPerWeek, holidaysEnd }: WallPattern, at: EpochMs): boolean =>
  openPerWeek === WEEK_MS && holidaysEnd + WEEK_MS < at;

/** The earliest instant by which `ms` of what `measure` counts have passed since `at`. Null: later than any date. */
function instantAfter(hours: WorkingHours, measure: Measure, at: EpochMs, ms: number): EpochMs | null {
  let left = ms;
  let from = at;
  while (from < LATEST) {
    const { until, offsetMs } = offsetPeriodAt(hours.timeZone, from);
    const end = Math.min(until, LATEST) as EpochMs;
    const start = measure(from + offsetMs);
    const passed = measure(end + offsetMs) - start;
    if (passed >= left) {
      const wall = firstReaching(measure, start + left, from + offsetMs, end + offsetMs);
      return (wall - offsetMs) as EpochMs;
    }
    left -= passed;
    from = end;
  }
  return null;
}

/** The smallest whole `wall` above `low` and up to `high` where `measure` reaches `goal`. */
function firstReaching(measure: Measure, goal: number, low: WallMs, high: WallMs): WallMs {
  let below = low;
  let reached = high;
  while (reached - below > 1) {
    const middle = below + Math.floor((reached - below) / 2);
    if (measure(middle) >= goal) reached = middle;
    else below = middle;
  }
  return reached;
}

const instantBefore = (at: EpochMs | null): EpochMs | null => (at === null ? null : ((at - 1) as EpochMs));

function checkInstant(at: EpochMs): void {
  if (!Number.isSafeInteger(at) || Math.abs(at) > LATEST) {
    throw new DefectError(`${at} is not an instant; pass whole milliseconds since 1970.`);
  }
}
