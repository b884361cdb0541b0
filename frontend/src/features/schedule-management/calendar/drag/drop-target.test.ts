import { describe, expect, test } from 'vitest';
import { ID, visit } from '../../../../lib/testing/visit.ts';
import { dropTarget, minutesIntoVisit, obstacleAt, obstacleText } from './drop-target.ts';

const period = (startsAt: string, endsAt: string) => ({ startsAt, endsAt });
const HALF_HOUR = visit('2026-03-02T09:00:00Z', '2026-03-02T09:30:00Z');

describe('where a dragged visit would lie', () => {
  test("keeps its length, on the doctor's wall clock", () => {
    expect(dropTarget(HALF_HOUR, '2026-03-03', 665)).toEqual({
      date: '2026-03-03',
      start: 665,
      end: 695,
      startsAt: '2026-03-03T10:05:00.000Z',
      endsAt: '2026-03-03T10:35:00.000Z',
    });
  });

  test('[SL3] is the time after the one that clocks skip, and an hour of the clock longer where they go back', () => {
    expect(dropTarget(HALF_HOUR, '2026-03-29', 150)).toMatchObject({
      start: 210,
      startsAt: '2026-03-29T01:30:00.000Z',
    });
    expect(dropTarget(HALF_HOUR, '2026-10-25', 165)).toMatchObject({
      start: 165,
      end: 170,
      endsAt: '2026-10-25T01:15:00.000Z',
    });
  });

  test('ends with the day in its column when it runs over midnight', () => {
    const target = dropTarget(HALF_HOUR, '2026-03-02', 1425);
    expect([target.start, target.end, target.endsAt]).toEqual([1425, 1440, '2026-03-02T23:15:00.000Z']);
  });
});

test('a visit is held where it was grabbed, also in the part after midnight', () => {
  expect(minutesIntoVisit(HALF_HOUR, '2026-03-02', 615)).toBe(15);
  const overnight = visit('2026-03-02T22:30:00Z', '2026-03-03T00:00:00Z');
  expect(minutesIntoVisit(overnight, '2026-03-03', 20)).toBe(50);
});

describe('what a dragged visit would meet', () => {
  const working = (startsAt: string, endsAt: string) => ({
    date: startsAt.slice(0, 10),
    startsAt,
    endsAt,
    source: 'template' as const,
  });
  const lunch = {
    id: ID,
    version: 0,
    startDate: '2026-03-02',
    endDate: '2026-03-02',
    allDay: false,
    startTime: '12:00',
    endTime: '13:00',
    timeZone: 'Europe/Berlin',
    startsAt: '2026-03-02T11:00:00Z',
    endsAt: '2026-03-02T12:00:00Z',
    reason: 'Lunch',
  };
  const other = visit('2026-03-02T13:00:00Z', '2026-03-02T13:30:00Z', {
    id: 'b'.repeat(24),
    patientName: 'Otto Other',
  });
  const known = {
    working: [
      working('2026-03-02T20:00:00Z', '2026-03-02T23:00:00Z'),
      working('2026-03-02T08:00:00Z', '2026-03-02T16:00:00Z'),
      working('2026-03-02T23:00:00Z', '2026-03-03T01:00:00Z'),
    ],
    unavailability: [lunch],
    appointments: [HALF_HOUR, other],
    held: [{ ...period('2026-03-02T14:00:00Z', '2026-03-02T14:30:00Z'), until: '2026-03-02T08:31:00Z' }],
  };
  const NOW = Date.parse('2026-03-02T08:30:00Z');
  const at = (startsAt: string, endsAt: string) => {
    const obstacle = obstacleAt(known, ID, period(startsAt, endsAt), NOW);
    return obstacle === null ? null : obstacleText(obstacle);
  };

  test('is nothing within the hours, beside other visits, over its own place and over midnight', () => {
    expect(at('2026-03-02T10:30:00Z', '2026-03-02T11:00:00Z')).toBeNull();
    expect(at('2026-03-02T13:30:00Z', '2026-03-02T14:00:00Z')).toBeNull();
    expect(at('2026-03-02T09:10:00Z', '2026-03-02T09:40:00Z')).toBeNull();
    expect(at('2026-03-02T22:45:00Z', '2026-03-02T23:15:00Z')).toBeNull();
  });

  test('is said in words', () => {
    expect(at('2026-03-02T08:25:00Z', '2026-03-02T08:55:00Z')).toBe('This time has passed');
    expect(at('2026-03-02T15:35:00Z', '2026-03-02T16:05:00Z')).toBe('Outside the working hours');
    expect(at('2026-03-02T10:35:00Z', '2026-03-02T11:05:00Z')).toBe('Unavailable: Lunch');
    expect(at('2026-03-02T12:35:00Z', '2026-03-02T13:05:00Z')).toBe('Meets the visit of Otto Other');
  });

  test('[BK17] is a time that somebody holds, until it is over', () => {
    expect(at('2026-03-02T14:15:00Z', '2026-03-02T14:45:00Z')).toBe('Somebody is booking this time');
    expect(at('2026-03-02T14:30:00Z', '2026-03-02T15:00:00Z')).toBeNull();
    const over = Date.parse('2026-03-02T08:31:00Z');
    expect(obstacleAt(known, ID, period('2026-03-02T14:15:00Z', '2026-03-02T14:45:00Z'), over)).toBeNull();
  });

  test('is no cancelled visit', () => {
    const cancelled = { ...known, appointments: [{ ...other, status: 'cancelled' as const }] };
    expect(obstacleAt(cancelled, ID, period(other.startsAt, other.endsAt), NOW)).toBeNull();
  });
});
