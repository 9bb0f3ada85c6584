import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../../machines/ids.ts';

/** A stretch of time in which the clocks of a time zone differ from UTC by the same amount. */
type OffsetPeriod = {
  /** First instant of the period. -Infinity: before the zone's first change. */
  readonly from: number;
  /** First instant after the period. Infinity: no change is known. */
  readonly until: number;
  /** Wall clock minus UTC, in milliseconds. */
  readonly offsetMs: number;
};

/**
 * Changes of the clocks are followed within these years only. Before and after, the nearest offset holds, so that a
 * search through the periods of a zone always ends.
 */
const FIRST_MS = Date.UTC(1900, 0);
const LAST_MS = Date.UTC(2200, 0);

/** Reading a period costs up to 10 ms. The rules of a zone stay the same while the process lives. */
const periodsOfZone = new Map<string, OffsetPeriod[]>();

/**
 * The period of `timeZone` that contains `at`.
 * @param timeZone a name of the IANA database
 * @throws RangeError when the runtime does not know the zone
 */
export function offsetPeriodAt(timeZone: string, at: EpochMs): OffsetPeriod {
  const known = periodsOfZone.get(timeZone);
  const found = known?.find(({ from, until }) => from <= at && at < until);
  if (found !== undefined) return found;
  const period = readPeriod(timeZone, Math.min(Math.max(at, FIRST_MS), LAST_MS));
  if (known === undefined) periodsOfZone.set(timeZone, [period]);
  else known.push(period);
  return period;
}

function readPeriod(timeZone: string, at: number): OffsetPeriod {
  const next = zoned(timeZone, at).getTimeZoneTransition('next')?.epochMilliseconds;
  // `previous` looks strictly before its instant, and a change at `at` itself begins the period.
  const previous = zoned(timeZone, at + 1).getTimeZoneTransition('previous')?.epochMilliseconds;
  return {
    from: previous === undefined || previous < FIRST_MS ? -Infinity : previous,
    until: next === undefined || next > LAST_MS ? Infinity : next,
    offsetMs: zoned(timeZone, at).offsetNanoseconds / 1_000_000,
  };
}

const zoned = (timeZone: string, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
