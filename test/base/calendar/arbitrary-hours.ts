import * as fc from 'fast-check';
import { type OpenInterval, type WorkingHours, weekdays } from '../../../machines/desk/working-hours.ts';
import type { EpochMs } from '../../../machines/ids.ts';
import { MINUTE_MS } from './minute-count.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;

/** Zones, and instants of clock changes. */
const changes: Record<string, readonly string[]> = {
  // At midnight: 2018-11-04 begins at 01:00, and the last hour of 2019-02-16 comes twice.
  'America/Sao_Paulo': ['2018-11-04T03:00Z', '2019-02-17T02:00Z', '2026-11-30T12:00Z'],
  'Europe/Lisbon': ['2026-03-29T01:00Z', '2026-10-25T01:00Z'],
  'America/New_York': ['2026-03-08T07:00Z', '2026-11-01T06:00Z'],
  'Asia/Kolkata': ['2026-11-30T12:00Z'],
  // By half an hour.
  'Australia/Lord_Howe': ['2026-04-04T15:00Z', '2026-10-03T15:30Z'],
  // A whole day, 2011-12-30, is left out.
  'Pacific/Apia': ['2011-12-30T10:00Z'],
  UTC: ['2026-02-28T00:00Z'],
};

type Sample = { hours: WorkingHours; at: EpochMs };

const twoDigits = (value: number) => String(value).padStart(2, '0');
const timeOf = (minutes: number) => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;

/** Up to three intervals of a day, sorted, without overlap; often at the hours at which clocks change. */
const day = fc
  .uniqueArray(
    fc.oneof(fc.constantFrom(0, 60, 90, 120, 150, 180, 1380, 1440), fc.integer({ min: 0, max: 1440 })),
    {
      maxLength: 6,
    },
  )
  .map((times): OpenInterval[] => {
    const sorted = times.sort((a, b) => a - b);
    const intervals: OpenInterval[] = [];
    for (let i = 0; i + 1 < sorted.length; i += 2) {
      intervals.push([timeOf(sorted[i] ?? 0), timeOf(sorted[i + 1] ?? 0)]);
    }
    return intervals;
  });

const week = fc
  .tuple(day, day, day, day, day, day, day)
  .map((days) => Object.fromEntries(weekdays.map((name, index) => [name, days[index] ?? []])))
  .filter((days) => Object.values(days).some((intervals) => intervals.length > 0));

/** Hours in a zone, and a whole minute within four days of a clock change. */
export const sample: fc.Arbitrary<Sample> = fc.constantFrom(...Object.keys(changes)).chain((timeZone) =>
  fc
    .record({
      change: fc.constantFrom(...(changes[timeZone] ?? [])).map((text) => Date.parse(text)),
      away: fc.integer({ min: -4 * 1440, max: 4 * 1440 }),
      week,
      holidays: fc.uniqueArray(fc.integer({ min: -6, max: 9 }), { maxLength: 3 }),
    })
    .map(({ change, away, week, holidays }) => ({
      at: (change + away * MINUTE_MS) as EpochMs,
      hours: {
        timeZone,
        week,
        holidays: holidays.map((days) => new Date(change + days * DAY_MS).toISOString().slice(0, 10)).sort(),
      },
    })),
);
