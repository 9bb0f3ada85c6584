import type { EpochMs } from '../../../machines/ids.ts';
import { type WorkingHours, weekdays } from '../../../machines/desk/working-hours.ts';

export const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;

/** Date, weekday and minute of the day, as the clocks of a zone show them. */
type Shown = { date: string; day: (typeof weekdays)[number]; minute: number };

const formats = new Map<string, Intl.DateTimeFormat>();

/** The clock of a zone, read without the time library. */
function clockAt(timeZone: string, at: number): Shown {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const day = weekdays.find((name) => name === parts['weekday']?.toLowerCase());
  if (day === undefined) throw new Error(`No weekday in ${JSON.stringify(parts)}`);
  return {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    day,
    minute: Number(parts['hour']) * 60 + Number(parts['minute']),
  };
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether each minute from `from` up to `to` is open, by looking at the clock. Clocks change on quarter hours only. */
export function openMinutes(hours: WorkingHours, from: EpochMs, to: EpochMs): boolean[] {
  const open: boolean[] = [];
  let clock: Shown | null = null;
  for (let at: number = from; at < to; at += MINUTE_MS) {
    const sinceQuarter = (at % QUARTER_MS) / MINUTE_MS;
    if (clock === null || sinceQuarter === 0) {
      const read = clockAt(hours.timeZone, at - sinceQuarter * MINUTE_MS);
      clock = { ...read };
    }
    const { date, day, minute } = clock;
    const now = minute + sinceQuarter;
    const isHoliday = hours.holidays.includes(date);
    const intervals = isHoliday ? [] : (hours.week[day] ?? []);
    open.push(intervals.some(([start, end]) => minutesOf(start) <= now && now < minutesOf(end)));
  }
  return open;
}
