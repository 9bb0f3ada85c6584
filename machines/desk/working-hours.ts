import { isJsonObject, type Parsed, type Problem, shown, unknownFields } from './problem.ts';

/**
 * Working hours: a week of open intervals in one time zone, and the dates on which all intervals fall away.
 *
 * H1 An interval is half open: `["09:00", "12:00"]` is open at 09:00 and closed at 12:00.
 * H2 An interval stays within one day and may end at 24:00. A night shift is two intervals: `fri: [["22:00", "24:00"]]`
 *    and `sat: [["00:00", "06:00"]]`.
 * H3 The intervals of a day are sorted and do not overlap. Intervals may touch.
 * H4 A holiday closes the calendar day from 00:00 to 24:00 in the time zone.
 * H5 The desk is open while a clock on a wall in the time zone shows an open time. Times that daylight saving skips
 *    do not happen, and times that daylight saving repeats happen twice.
 */
export type WorkingHours = {
  /** A name of the IANA database, such as `America/Sao_Paulo`. */
  readonly timeZone: string;
  /** A day without intervals is closed. */
  readonly week: Readonly<Partial<Record<Weekday, readonly OpenInterval[]>>>;
  /** Sorted dates, such as `2026-12-25`. */
  readonly holidays: readonly string[];
};

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

type Weekday = (typeof weekdays)[number];

/** From and to, both as `HH:MM`. */
export type OpenInterval = readonly [from: string, to: string];

const WHOLE_DAY: readonly OpenInterval[] = [['00:00', '24:00']];

/** Hours of a desk until people set others: never closed. */
export const alwaysOpen: WorkingHours = {
  timeZone: 'UTC',
  week: {
    mon: WHOLE_DAY,
    tue: WHOLE_DAY,
    wed: WHOLE_DAY,
    thu: WHOLE_DAY,
    fri: WHOLE_DAY,
    sat: WHOLE_DAY,
    sun: WHOLE_DAY,
  },
  holidays: [],
};

const MOST_INTERVALS = 12;
const MOST_HOLIDAYS = 1000;

/** Minutes since midnight, from 0 to 1440. Null: `time` is not written as `HH:MM`. */
export function minuteOfDay(time: string): number | null {
  const [, hour, minute] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  if (hour === undefined || minute === undefined) return null;
  const minutes = Number(hour) * 60 + Number(minute);
  return minutes > 24 * 60 ? null : minutes;
}

/** Reads untrusted hours. The result keeps H1 to H3: intervals and holidays sorted, holidays without repetition. */
export function parseWorkingHours(value: unknown): Parsed<WorkingHours> {
  if (!isJsonObject(value)) return { ok: false, problems: [notHours(value)] };
  const problems: Problem[] = unknownFields(value, ['timeZone', 'week', 'holidays']);
  const timeZone = readTimeZone(value['timeZone'], problems);
  const week = readWeek(value['week'], problems);
  const holidays = readHolidays(value['holidays'] ?? [], problems);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: { timeZone, week, holidays } };
}

const notHours = (value: unknown): Problem => ({
  name: 'hours-malformed',
  path: '',
  problem: `${shown(value)} is not an object.`,
  fix: 'Write {"timeZone": "America/Sao_Paulo", "week": {"mon": [["09:00", "18:00"]]}, "holidays": []}.',
});

/** True for a name of the IANA database that the runtime knows; false for an offset such as `-03:00`. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Adds a problem unless `value` names a time zone. */
function readTimeZone(value: unknown, problems: Problem[]): string {
  if (typeof value === 'string' && isTimeZone(value)) return value;
  problems.push({
    name: 'time-zone-unknown',
    path: 'timeZone',
    problem: value === undefined ? 'The time zone is missing.' : `${shown(value)} is not a time zone.`,
    fix: 'Use a name from the IANA database, such as America/Sao_Paulo.',
  });
  return '';
}

function readWeek(value: unknown, problems: Problem[]): WorkingHours['week'] {
  if (!isJsonObject(value)) {
    problems.push({
      name: 'week-malformed',
      path: 'week',
      problem: value === undefined ? 'The week is missing.' : `${shown(value)} is not a week.`,
      fix: 'Write the open days, such as {"mon": [["09:00", "12:00"], ["13:00", "18:00"]]}.',
    });
    return {};
  }
  problems.push(...unknownFields(value, weekdays, 'week'));
  const week: Partial<Record<Weekday, OpenInterval[]>> = {};
  for (const day of weekdays) {
    if (value[day] === undefined) continue;
    const intervals = readDay(value[day], `week.${day}`, problems);
    if (intervals.length > 0) week[day] = intervals;
  }
  return week;
}

type Located = { path: string; from: number; to: number; interval: OpenInterval };

function readDay(value: unknown, path: string, problems: Problem[]): OpenInterval[] {
  if (!Array.isArray(value) || value.length > MOST_INTERVALS) {
    problems.push({
      name: 'day-malformed',
      path,
      problem: Array.isArray(value)
        ? `The day has ${value.length} intervals.`
        : `${shown(value)} is not a list of intervals.`,
      fix: `Write a list of at most ${MOST_INTERVALS} intervals, such as [["09:00", "12:00"]]; [] is a closed day.`,
    });
    return [];
  }
  const intervals = value
    .flatMap((item: unknown, index) => readInterval(item, `${path}[${index}]`, problems))
    .sort((a, b) => a.from - b.from);
  problems.push(...overlaps(intervals));
  return intervals.map(({ interval }) => interval);
}

function readInterval(value: unknown, path: string, problems: Problem[]): Located[] {
  const [first, last, ...more] = Array.isArray(value) ? (value as unknown[]) : [];
  const from = typeof first === 'string' ? minuteOfDay(first) : null;
  const to = typeof last === 'string' ? minuteOfDay(last) : null;
  if (from === null || to === null || more.length > 0) {
    problems.push({
      name: 'interval-malformed',
      path,
      problem: `${shown(value)} is not an interval of two times.`,
      fix: 'Write two times from 00:00 to 24:00 with two digits each, such as ["09:00", "18:00"].',
    });
    return [];
  }
  if (to <= from) {
    problems.push({
      name: to === from ? 'interval-empty' : 'interval-inverted',
      path,
      problem: `${shown(value)} ends ${to === from ? 'when' : 'before'} the interval begins.`,
      fix:
        to === from
          ? 'Remove the interval, or end the interval later. A whole day is ["00:00", "24:00"].'
          : `Write a night shift as two intervals: ["${String(first)}", "24:00"] on this day and ["00:00", "${String(last)}"] on the next.`,
    });
    return [];
  }
  return [{ path, from, to, interval: [String(first), String(last)] }];
}

function overlaps(sorted: readonly Located[]): Problem[] {
  return sorted.flatMap(({ path, from, interval }, index) => {
    const before = sorted[index - 1];
    if (before === undefined || before.to <= from) return [];
    return [
      {
        name: 'interval-overlap',
        path,
        problem: `${shown(interval)} overlaps ${shown(before.interval)}.`,
        fix: 'Join the two intervals, or begin the later interval when the earlier has ended.',
      },
    ];
  });
}

function readHolidays(value: unknown, problems: Problem[]): string[] {
  if (!Array.isArray(value) || value.length > MOST_HOLIDAYS) {
    problems.push({
      name: 'holidays-malformed',
      path: 'holidays',
      problem: Array.isArray(value)
        ? `The list has ${value.length} holidays.`
        : `${shown(value)} is not a list of dates.`,
      fix: `Write a list of at most ${MOST_HOLIDAYS} dates, such as ["2026-12-25"].`,
    });
    return [];
  }
  const dates = new Set<string>();
  for (const [index, date] of value.entries()) {
    if (typeof date === 'string' && isDate(date)) dates.add(date);
    else {
      problems.push({
        name: 'holiday-malformed',
        path: `holidays[${index}]`,
        problem: `${shown(date)} is not a date.`,
        fix: 'Write year, month and day, such as 2026-12-25.',
      });
    }
  }
  return [...dates].sort();
}

/** True for a day that exists, written as `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (lengths[month - 1] ?? 0);
}
