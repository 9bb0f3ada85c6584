import { performance } from 'node:perf_hooks';
import type { WorkingHours } from '../../machines/desk/working-hours.ts';
import type { EpochMs } from '../../machines/ids.ts';
import { addWorking, workingBetween } from '../../src/base/calendar/working-time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TIMES = 10_000;

const day: [string, string][] = [
  ['09:00', '12:00'],
  ['13:00', '18:00'],
];

/** Deadlines in working time, from moments spread over two years, for zones with and without daylight saving. */
export async function benchCalendar(): Promise<void> {
  for (const timeZone of ['America/Sao_Paulo', 'America/New_York', 'Australia/Lord_Howe']) {
    const hours: WorkingHours = {
      timeZone,
      week: { mon: day, tue: day, wed: day, thu: day, fri: day },
      holidays: Array.from(
        { length: 24 },
        (_, i) => `202${6 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-07`,
      ),
    };
    const start = Date.UTC(2026, 0) as EpochMs;
    const moments = Array.from({ length: TIMES }, (_, i) => (start + i * 102 * MINUTE_MS) as EpochMs);
    const first = performance.now();
    addWorking(hours, start, HOUR_MS);
    const begun = performance.now();
    const due = moments.map((at, i) => addWorking(hours, at, (i % 200) * HOUR_MS) ?? at);
    const added = performance.now();
    let total = 0;
    for (const [i, at] of moments.entries()) total += workingBetween(hours, at, due[i] ?? at);
    const counted = performance.now();
    const expected = moments.reduce((sum, _, i) => sum + (i % 200) * HOUR_MS, 0);
    if (total !== expected) throw new Error(`${timeZone}: ${total} ms of work, not ${expected}`);
    console.log(
      `${timeZone}: the first deadline ${(begun - first).toFixed(1)} ms; ${TIMES} deadlines ${(added - begun).toFixed(0)} ms; ` +
        `${TIMES} working times ${(counted - added).toFixed(0)} ms`,
    );
  }
}
