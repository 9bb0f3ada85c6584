import { minuteOfDay, type WorkingHours, weekdays } from '../../../machines/desk/working-hours.ts';

/**
 * Milliseconds from 1970-01-01T00:00 to the date and time that a clock on a wall shows. Every day has 24 hours on
 * this scale; `zoned-time` says where instants stand on the scale.
 */
export type WallMs = number;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
export const WEEK_MS = 7 * DAY_MS;

/** 1970-01-05, a Monday. */
const FIRST_MONDAY: WallMs = 4 * DAY_MS;

/** The hours of a week and the holidays, as cumulative sums. */
export type WallPattern = {
  /** Open time of a week without holidays. */
  readonly openPerWeek: number;
  /** End of the last holiday. -Infinity: none. */
  readonly holidaysEnd: WallMs;
  /**
   * Open time between a fixed moment and `wall`. The difference of two results is the open time between them, in
   * milliseconds.
   */
  openBefore(wall: WallMs): number;
};

const patterns = new WeakMap<WorkingHours, WallPattern>();

/** The pattern of these hours, computed once per object. Hours are immutable. */
export function wallPatternOf(hours: WorkingHours): WallPattern {
  const known = patterns.get(hours);
  if (known !== undefined) return known;
  const pattern = createPattern(hours);
  patterns.set(hours, pattern);
  return pattern;
}

function createPattern({ week, holidays }: WorkingHours): WallPattern {
  const intervals = weekdays.flatMap((day, index) =>
    (week[day] ?? []).map(([from, to]) => ({
      from: index * DAY_MS + (minuteOfDay(from) ?? 0) * MINUTE_MS,
      to: index * DAY_MS + (minuteOfDay(to) ?? 0) * MINUTE_MS,
    })),
  );

  /** Open time between Monday 00:00 and a moment of the same week, with no regard to holidays. */
  function openInWeek(moment: number): number {
    let open = 0;
    for (const { from, to } of intervals) {
      if (moment <= from) break;
      open += Math.min(moment, to) - from;
    }
    return open;
  }

  const openPerWeek = openInWeek(WEEK_MS);
  const openIgnoringHolidays = (wall: WallMs): number => {
    const weeks = Math.floor((wall - FIRST_MONDAY) / WEEK_MS);
    return weeks * openPerWeek + openInWeek(wall - FIRST_MONDAY - weeks * WEEK_MS);
  };

  const starts = holidays.map((date) => Date.parse(`${date}T00:00:00Z`));
  /** At index n: open time that the first n holidays take away. */
  const lost = [0];
  for (const start of starts) {
    const open = openIgnoringHolidays(start + DAY_MS) - openIgnoringHolidays(start);
    lost.push((lost.at(-1) ?? 0) + open);
  }
  const lostBefore = (wall: WallMs): number => {
    const begun = countBelow(starts, wall);
    const last = starts[begun - 1];
    if (last === undefined || wall >= last + DAY_MS) return lost[begun] ?? 0;
    return (lost[begun - 1] ?? 0) + openIgnoringHolidays(wall) - openIgnoringHolidays(last);
  };

  return {
    openPerWeek,
    holidaysEnd: (starts.at(-1) ?? -Infinity) + DAY_MS,
    openBefore: (wall) => openIgnoringHolidays(wall) - lostBefore(wall),
  };
}

/** Number of elements of a sorted list that are smaller than `limit`. */
function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
