import { describe, expect, test } from 'vitest';
import { calendarAnswer } from '../../../sync/testing/calendar-answer.ts';
import { calendarDays, datesFrom, firstHourInView, startOfWeek } from './calendar-model.ts';
import { placeInLanes } from './lanes.ts';

const id = 'a'.repeat(24);
const empty = calendarAnswer({ timeZone: 'Europe/Berlin' });
const working = (date: string, startsAt: string, endsAt: string) => ({
  date,
  startsAt,
  endsAt,
  source: 'template' as const,
});
const block = {
  id,
  version: 0,
  startDate: '2026-03-02',
  endDate: '2026-03-04',
  allDay: true,
  startTime: null,
  endTime: null,
  timeZone: 'Europe/Berlin',
  startsAt: '2026-03-01T23:00:00Z',
  endsAt: '2026-03-04T23:00:00Z',
  reason: null,
};

describe('calendarDays', () => {
  test("SL2 draws an overnight window on both dates, in the doctor's zone", () => {
    const answer = {
      ...empty,
      working: [working('2026-03-02', '2026-03-02T21:00:00Z', '2026-03-03T01:00:00Z')],
    };
    const [monday, tuesday, wednesday] = calendarDays(answer, datesFrom('2026-03-02', 3));
    expect(monday?.open).toEqual([{ start: 22 * 60, end: 1440 }]);
    expect(tuesday?.open).toEqual([{ start: 0, end: 120 }]);
    expect(wednesday?.open).toEqual([]);
  });

  test('whole days go to the all-day lane of each date, hours to the column', () => {
    const hours = {
      ...block,
      allDay: false,
      startsAt: '2026-03-03T08:00:00Z',
      endsAt: '2026-03-04T10:00:00Z',
    };
    const days = calendarDays({ ...empty, unavailability: [block, hours] }, datesFrom('2026-03-02', 4));
    expect(days.map((day) => day.allDay.length)).toEqual([1, 1, 1, 0]);
    expect(days.map((day) => day.blocks.map(({ start, end }) => [start, end]))).toEqual([
      [],
      [[540, 1440]],
      [[0, 660]],
      [],
    ]);
  });

  test('SL3 an end in the repeated hour still has a height', () => {
    const answer = {
      ...empty,
      working: [working('2026-10-25', '2026-10-25T00:30:00Z', '2026-10-25T01:15:00Z')],
    };
    expect(calendarDays(answer, ['2026-10-25'])[0]?.open).toEqual([{ start: 150, end: 155 }]);
  });
});

test('startOfWeek keeps the date that begins the week', () => {
  expect(startOfWeek('2026-03-02', 1)).toBe('2026-03-02');
  expect(startOfWeek('2026-03-01', 1)).toBe('2026-02-23');
  expect(startOfWeek('2026-03-04', 0)).toBe('2026-03-01');
});

test('[BK17] a time that somebody holds lies in the column of its date', () => {
  const held = {
    startsAt: '2026-03-03T08:00:00Z',
    endsAt: '2026-03-03T08:30:00Z',
    until: '2026-03-02T07:05:00Z',
  };
  const days = calendarDays({ ...empty, held: [held] }, datesFrom('2026-03-02', 2));
  expect(days.map((day) => day.held)).toEqual([[], [{ held, start: 540, end: 570 }]]);
});

test('firstHourInView begins an hour before the earliest opening', () => {
  const answer = {
    ...empty,
    working: [working('2026-03-02', '2026-03-02T08:30:00Z', '2026-03-02T16:00:00Z')],
  };
  expect(firstHourInView(calendarDays(answer, ['2026-03-02']))).toBe(8);
  expect(firstHourInView(calendarDays(empty, ['2026-03-02']))).toBe(7);
  const overnight = {
    ...answer,
    working: [...answer.working, working('2026-03-01', '2026-03-01T21:00:00Z', '2026-03-02T01:00:00Z')],
  };
  expect(firstHourInView(calendarDays(overnight, ['2026-03-02']))).toBe(8);
});

test('placeInLanes sets overlapping items side by side and touching ones below each other', () => {
  const placed = placeInLanes([
    { start: 0, end: 60 },
    { start: 30, end: 90 },
    { start: 60, end: 120 },
    { start: 120, end: 150 },
  ]);
  expect(placed.map(({ lane, lanes }) => [lane, lanes])).toEqual([
    [0, 2],
    [1, 2],
    [0, 2],
    [0, 1],
  ]);
});
