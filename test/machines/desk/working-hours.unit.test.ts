import { describe, expect, test } from 'vitest';
import {
  alwaysOpen,
  isDate,
  isTimeZone,
  minuteOfDay,
  parseWorkingHours,
} from '../../../machines/desk/working-hours.ts';

const office = {
  timeZone: 'America/Sao_Paulo',
  week: {
    mon: [
      ['09:00', '12:00'],
      ['13:00', '18:00'],
    ],
  },
  holidays: ['2026-12-25'],
};

function problemsOf(value: unknown) {
  const parsed = parseWorkingHours(value);
  return parsed.ok ? [] : parsed.problems;
}

test('hours with a lunch break and a holiday are taken as they are', () => {
  expect(parseWorkingHours(office)).toEqual({ ok: true, value: office });
});

test('hours that are always open are hours that an administrator could have written', () => {
  expect(parseWorkingHours(alwaysOpen)).toEqual({ ok: true, value: alwaysOpen });
});

test('a night shift is two intervals, and touching intervals are fine', () => {
  const week = {
    fri: [['22:00', '24:00']],
    sat: [
      ['00:00', '02:00'],
      ['02:00', '06:00'],
    ],
  };
  expect(parseWorkingHours({ ...office, week })).toMatchObject({ ok: true, value: { week } });
});

test('intervals and holidays in any order come sorted; holidays may be left out, closed days too', () => {
  const week = {
    mon: [
      ['13:00', '18:00'],
      ['09:00', '12:00'],
    ],
    tue: [],
  };
  expect(parseWorkingHours({ timeZone: 'UTC', week })).toEqual({
    ok: true,
    value: { timeZone: 'UTC', week: { mon: office.week.mon }, holidays: [] },
  });
  const holidays = ['2027-01-01', '2026-12-25', '2027-01-01'];
  expect(parseWorkingHours({ ...office, holidays })).toMatchObject({
    value: { holidays: ['2026-12-25', '2027-01-01'] },
  });
});

describe('an administrator who writes something else is told the fix:', () => {
  const day = (...mon: unknown[]) => ({ ...office, week: { mon } });
  test.each<[name: string, path: string, value: unknown, fix: RegExp]>([
    ['hours-malformed', '', null, /"timeZone"/],
    ['hours-malformed', '', [office], /"week"/],
    ['unknown-field', 'zone', { ...office, zone: 'UTC' }, /timeZone, week, holidays/],
    ['time-zone-unknown', 'timeZone', { ...office, timeZone: 'America/Sampa' }, /America\/Sao_Paulo/],
    ['time-zone-unknown', 'timeZone', { ...office, timeZone: '-03:00' }, /IANA/],
    ['time-zone-unknown', 'timeZone', { week: {}, holidays: [] }, /IANA/],
    ['week-malformed', 'week', { timeZone: 'UTC' }, /"mon"/],
    ['unknown-field', 'week.monday', { ...office, week: { monday: [] } }, /mon, tue, wed/],
    ['day-malformed', 'week.mon', { ...office, week: { mon: '9-18' } }, /\[\["09:00"/],
    ['day-malformed', 'week.mon', day(...Array.from({ length: 13 }, () => ['00:00', '01:00'])), /at most 12/],
    ['interval-malformed', 'week.mon[0]', day(['9:00', '12:00']), /two digits/],
    ['interval-malformed', 'week.mon[0]', day(['09:00', '24:01']), /00:00 to 24:00/],
    ['interval-malformed', 'week.mon[0]', day(['09:60', '12:00']), /two times/],
    ['interval-malformed', 'week.mon[0]', day(['09:00']), /two times/],
    ['interval-malformed', 'week.mon[0]', day(['09:00', '12:00', '13:00']), /two times/],
    ['interval-malformed', 'week.mon[1]', day(['09:00', '12:00'], 540), /two times/],
    ['interval-empty', 'week.mon[0]', day(['09:00', '09:00']), /\["00:00", "24:00"\]/],
    [
      'interval-inverted',
      'week.mon[0]',
      day(['22:00', '02:00']),
      /\["22:00", "24:00"\] on this day and \["00:00", "02:00"\] on the next/,
    ],
    ['interval-overlap', 'week.mon[0]', day(['11:00', '13:00'], ['09:00', '12:00']), /Join/],
    ['interval-overlap', 'week.mon[1]', day(['09:00', '18:00'], ['10:00', '11:00']), /Join/],
    ['holidays-malformed', 'holidays', { ...office, holidays: '2026-12-25' }, /list/],
    ['holidays-malformed', 'holidays', { ...office, holidays: Array(1001).fill('2026-12-25') }, /1000/],
    ['holiday-malformed', 'holidays[1]', { ...office, holidays: ['2026-12-25', '25/12/2026'] }, /2026-12-25/],
    ['holiday-malformed', 'holidays[0]', { ...office, holidays: ['2026-02-29'] }, /2026-12-25/],
  ])('%s at "%s"', (name, path, value, fix) => {
    const problems = problemsOf(value);
    expect(problems.map((problem) => [problem.name, problem.path])).toEqual([[name, path]]);
    expect(problems[0]?.fix).toMatch(fix);
  });

  test('every problem at once, long values cut short', () => {
    const problems = problemsOf({ timeZone: 'x'.repeat(500), week: { mon: [['a', 'b']] }, holidays: [1] });
    expect(problems.map(({ name }) => name)).toEqual([
      'time-zone-unknown',
      'interval-malformed',
      'holiday-malformed',
    ]);
    expect(problems[0]?.problem.length).toBeLessThan(100);
  });
});

test.each([
  ['00:00', 0],
  ['09:05', 545],
  ['23:59', 1439],
  ['24:00', 1440],
  ['24:01', null],
  ['25:00', null],
  ['0:00', null],
  ['12:5', null],
])('%s is minute %s of a day', (time, minute) => {
  expect(minuteOfDay(time)).toBe(minute);
});

test.each([
  ['2024-02-29', true],
  ['2000-02-29', true],
  ['1900-02-29', false],
  ['2026-02-29', false],
  ['2026-04-31', false],
  ['2026-13-01', false],
  ['2026-00-10', false],
  ['2026-01-00', false],
  ['2026-1-1', false],
])('%s is a date: %s', (text, expected) => {
  expect(isDate(text)).toBe(expected);
});

test.each([
  ['UTC', true],
  ['Asia/Kolkata', true],
  ['Australia/Lord_Howe', true],
  ['+03:00', false],
  ['', false],
  ['Mars/Olympus', false],
])('%s is a time zone: %s', (name, expected) => {
  expect(isTimeZone(name)).toBe(expected);
});
