import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alwaysOpen, type WorkingHours } from '../../../machines/desk/working-hours.ts';
import type { EpochMs } from '../../../machines/ids.ts';
import { DefectError } from '../../../src/base/errors.ts';
import {
  addWorking,
  isOpen,
  nextClosing,
  nextOpening,
  workingBetween,
} from '../../../src/base/calendar/working-time.ts';
import { seed } from '../../support/random.ts';
import { sample } from './arbitrary-hours.ts';
import { MINUTE_MS, openMinutes } from './minute-count.ts';

const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const at = (text: string): EpochMs => Date.parse(text) as EpochMs;
const text = (instant: EpochMs | null): string | null =>
  instant === null ? null : new Date(instant).toISOString().replace(':00.000Z', 'Z');

const inSaoPaulo: WorkingHours = {
  timeZone: 'America/Sao_Paulo',
  week: {
    mon: [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ],
    tue: [['09:00', '18:00']],
    fri: [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
      ['22:00', '24:00'],
    ],
    sat: [['00:00', '02:00']],
  },
  holidays: ['2026-12-25', '2026-12-28'],
};
const closedForEver: WorkingHours = { timeZone: 'America/Sao_Paulo', week: {}, holidays: [] };

describe('a desk in São Paulo with a lunch break and a night shift', () => {
  test.each([
    ['on Friday evening, the shift is next', '2026-12-04T21:00Z', '2026-12-05T01:00Z'],
    ['during lunch, the afternoon is next', '2026-12-04T15:30Z', '2026-12-04T16:00Z'],
    ['while open, now is next', '2026-12-04T13:00Z', '2026-12-04T13:00Z'],
    ['over the weekend, Monday is next', '2026-12-06T12:00Z', '2026-12-07T12:00Z'],
    ['a holiday takes its own part of the night shift only', '2026-12-24T12:00Z', '2026-12-26T03:00Z'],
    ['over a holiday on Monday, Tuesday is next', '2026-12-26T12:00Z', '2026-12-29T12:00Z'],
  ])('opens next: %s', (_, now, opening) => {
    expect(text(nextOpening(inSaoPaulo, at(now)))).toBe(opening);
  });

  test.each([
    ['the morning ends at noon', '2026-12-04T13:00Z', '2026-12-04T15:00Z'],
    ['the shift goes on across midnight', '2026-12-05T01:00Z', '2026-12-05T05:00Z'],
    ['while closed, now is the answer', '2026-12-06T12:00Z', '2026-12-06T12:00Z'],
  ])('closes next: %s', (_, now, closing) => {
    expect(text(nextClosing(inSaoPaulo, at(now)))).toBe(closing);
  });

  test.each([
    ['within the morning', '2026-12-04T13:00Z', 30, '2026-12-04T13:30Z'],
    ['half an hour before lunch ends with the morning', '2026-12-04T14:30Z', 30, '2026-12-04T15:00Z'],
    ['an hour across lunch', '2026-12-04T14:30Z', 60, '2026-12-04T16:30Z'],
    ['three hours across the night shift', '2026-12-04T19:30Z', 180, '2026-12-05T03:30Z'],
    ['five hours across the weekend', '2026-12-04T19:30Z', 300, '2026-12-07T12:30Z'],
    ['nothing at all, even while closed', '2026-12-06T12:00Z', 0, '2026-12-06T12:00Z'],
  ])('adds working minutes: %s', (_, now, minutes, due) => {
    expect(text(addWorking(inSaoPaulo, at(now), minutes * MINUTE_MS))).toBe(due);
  });

  test('counts a week of working hours, either way round', () => {
    const [from, to] = [at('2026-12-07T00:00Z'), at('2026-12-14T00:00Z')];
    expect(workingBetween(inSaoPaulo, from, to)).toBe(28 * HOUR_MS);
    expect(workingBetween(inSaoPaulo, to, from)).toBe(-28 * HOUR_MS);
    expect(workingBetween(inSaoPaulo, from, from)).toBe(0);
  });

  test('opens and closes to the millisecond', () => {
    const opening = at('2026-12-04T12:00Z');
    expect(isOpen(inSaoPaulo, opening)).toBe(true);
    expect(isOpen(inSaoPaulo, (opening - 1) as EpochMs)).toBe(false);
    const closing = at('2026-12-04T15:00Z');
    expect(isOpen(inSaoPaulo, closing)).toBe(false);
    expect(isOpen(inSaoPaulo, (closing - 1) as EpochMs)).toBe(true);
    expect(nextClosing(inSaoPaulo, (closing - 1) as EpochMs)).toBe(closing);
  });
});

describe('when the clocks change', () => {
  const nightly = (timeZone: string, from: string, to: string): WorkingHours => {
    const night: [string, string][] = [[from, to]];
    return {
      timeZone,
      week: { mon: night, tue: night, wed: night, thu: night, fri: night, sat: night, sun: night },
      holidays: [],
    };
  };

  test('hours that are skipped do not happen', () => {
    const hours = nightly('Europe/Lisbon', '01:00', '04:00');
    const [from, to] = [at('2026-03-28T12:00Z'), at('2026-03-29T12:00Z')];
    expect(workingBetween(hours, from, to)).toBe(2 * HOUR_MS);
    expect(text(nextOpening(hours, from))).toBe('2026-03-29T01:00Z');
  });

  test('hours that come twice are worked twice', () => {
    const hours = nightly('Europe/Lisbon', '01:00', '02:00');
    const [from, to] = [at('2026-10-24T12:00Z'), at('2026-10-25T12:00Z')];
    expect(workingBetween(hours, from, to)).toBe(2 * HOUR_MS);
    expect(text(nextClosing(hours, at('2026-10-25T00:30Z')))).toBe('2026-10-25T02:00Z');
  });

  test('a midnight that does not exist in São Paulo delays the opening to 01:00', () => {
    const hours = nightly('America/Sao_Paulo', '00:00', '02:00');
    expect(text(nextOpening(hours, at('2018-11-03T12:00Z')))).toBe('2018-11-04T03:00Z');
    expect(workingBetween(hours, at('2018-11-03T12:00Z'), at('2018-11-04T12:00Z'))).toBe(HOUR_MS);
  });

  test('a promise over the weekend keeps to the clock of the people', () => {
    const hours = nightly('America/New_York', '09:00', '17:00');
    expect(text(addWorking(hours, at('2026-03-07T21:30Z'), HOUR_MS))).toBe('2026-03-08T13:30Z');
  });

  test('a day that a country leaves out is no working day', () => {
    const hours = nightly('Pacific/Apia', '09:00', '10:00');
    expect(workingBetween(hours, at('2011-12-28T10:00Z'), at('2012-01-01T10:00Z'))).toBe(4 * HOUR_MS);
  });
});

describe('the ends of the scale', () => {
  test('hours without an interval never open, and say so', () => {
    const now = at('2026-12-04T13:00Z');
    expect(isOpen(closedForEver, now)).toBe(false);
    expect(nextOpening(closedForEver, now)).toBeNull();
    expect(nextClosing(closedForEver, now)).toBe(now);
    expect(addWorking(closedForEver, now, 1)).toBeNull();
    expect(addWorking(closedForEver, now, 0)).toBe(now);
    expect(workingBetween(closedForEver, now, at('2030-01-01T00:00Z'))).toBe(0);
  });

  test('a desk without hours is always open, and working time is time', () => {
    const now = at('2026-12-04T13:00Z');
    expect(isOpen(alwaysOpen, now)).toBe(true);
    expect(nextOpening(alwaysOpen, now)).toBe(now);
    expect(nextClosing(alwaysOpen, now)).toBeNull();
    expect(addWorking(alwaysOpen, now, 12345)).toBe(now + 12345);
    expect(workingBetween(alwaysOpen, now, at('2030-01-01T00:00Z'))).toBe(at('2030-01-01T00:00Z') - now);
  });

  test('a desk that closes on holidays only closes on the next of them, and after the last never', () => {
    const hours = { ...alwaysOpen, timeZone: 'America/New_York', holidays: ['2026-12-25'] };
    expect(text(nextClosing(hours, at('2026-03-01T00:00Z')))).toBe('2026-12-25T05:00Z');
    expect(text(nextOpening(hours, at('2026-12-25T12:00Z')))).toBe('2026-12-26T05:00Z');
    expect(nextClosing(hours, at('2026-12-26T05:00Z'))).toBeNull();
    expect(nextClosing(hours, at('2027-03-01T00:00Z'))).toBeNull();
  });

  test('work that outlasts every date never ends', () => {
    const now = at('2026-12-04T13:00Z');
    expect(addWorking(inSaoPaulo, now, 8.64e15)).toBeNull();
    expect(addWorking(alwaysOpen, now, Number.MAX_SAFE_INTEGER)).toBeNull();
    const centuries = addWorking(inSaoPaulo, now, 100_000 * HOUR_MS);
    expect(centuries === null ? 0 : workingBetween(inSaoPaulo, now, centuries)).toBe(100_000 * HOUR_MS);
  });

  test.each([Number.NaN, -1, 0.5, Number.POSITIVE_INFINITY])('%s ms of work are a mistake of ours', (ms) => {
    expect(() => addWorking(inSaoPaulo, at('2026-12-04T13:00Z'), ms)).toThrow(DefectError);
  });

  test('a time that is none is a mistake of ours', () => {
    expect(() => isOpen(inSaoPaulo, Number.NaN as EpochMs)).toThrow(DefectError);
    expect(() => workingBetween(inSaoPaulo, 0 as EpochMs, 9e15 as EpochMs)).toThrow(DefectError);
  });
});

describe(`for any hours, near the days on which clocks change (seed ${seed})`, () => {
  const check = <Values extends unknown[]>(property: fc.IProperty<Values>) => fc.assert(property, { seed });
  const minutes = fc.integer({ min: 0, max: 3 * 1440 });
  const offsetMs = fc.integer({ min: -9 * DAY_MS, max: 9 * DAY_MS });

  test('the working time is the number of open minutes on the clock', () => {
    check(
      fc.property(sample, minutes, ({ hours, at }, length) => {
        const to = (at + length * MINUTE_MS) as EpochMs;
        const open = openMinutes(hours, at, to).filter(Boolean).length;
        expect(workingBetween(hours, at, to)).toBe(open * MINUTE_MS);
      }),
    );
  });

  test('open and closed are as on the clock, and so are the next opening and closing', () => {
    check(
      fc.property(sample, ({ hours, at }) => {
        const to = (at + 3 * DAY_MS) as EpochMs;
        const open = openMinutes(hours, at, to);
        expect(isOpen(hours, at)).toBe(open[0]);
        for (const [wanted, found] of [
          [true, nextOpening(hours, at)],
          [false, nextClosing(hours, at)],
        ] as const) {
          const index = open.indexOf(wanted);
          const soon = found !== null && found < to ? found : null;
          expect(soon).toBe(index === -1 ? null : at + index * MINUTE_MS);
        }
      }),
    );
  });

  test('adding is the inverse of counting, and answers the earliest instant', () => {
    check(
      fc.property(sample, fc.integer({ min: 1, max: 30 * DAY_MS }), ({ hours, at }, ms) => {
        const due = addWorking(hours, at, ms);
        if (due === null) throw new Error('Hours with an interval never end');
        expect(workingBetween(hours, at, due)).toBe(ms);
        expect(workingBetween(hours, at, (due - 1) as EpochMs)).toBe(ms - 1);
      }),
    );
  });

  test('more work ends later, and in two parts it ends when it ends in one', () => {
    const part = fc.integer({ min: 0, max: 10 * DAY_MS });
    check(
      fc.property(sample, part, part, ({ hours, at }, first, second) => {
        const between = addWorking(hours, at, first);
        if (between === null) throw new Error('Hours with an interval never end');
        const whole = addWorking(hours, at, first + second);
        expect(addWorking(hours, between, second)).toBe(whole);
        expect(whole).toBeGreaterThanOrEqual(between);
      }),
    );
  });

  test('working times add up, and a later end never makes less of them', () => {
    check(
      fc.property(sample, offsetMs, offsetMs, ({ hours, at }, first, second) => {
        const [b, c] = [(at + first) as EpochMs, (at + second) as EpochMs];
        expect(workingBetween(hours, at, b) + workingBetween(hours, b, c)).toBe(workingBetween(hours, at, c));
        expect(Math.sign(workingBetween(hours, b, c)) * Math.sign(c - b)).toBeGreaterThanOrEqual(0);
        expect(Math.abs(workingBetween(hours, b, c))).toBeLessThanOrEqual(Math.abs(c - b));
      }),
    );
  });
});
