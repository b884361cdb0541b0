import { expect, test } from 'vitest';
import { blockOfTail, overnightTails } from './overnight-tail.ts';

const night = {
  date: '2026-03-02',
  startsAt: '2026-03-02T21:00:00Z',
  endsAt: '2026-03-03T01:00:00Z',
  source: 'template' as const,
};
const day = {
  ...night,
  date: '2026-03-03',
  startsAt: '2026-03-03T08:00:00Z',
  endsAt: '2026-03-03T16:00:00Z',
};

test("SL5 the evening before stays open on a closed date, in the doctor's zone", () => {
  expect(overnightTails(['2026-03-03'], [night, day], 'Europe/Berlin')).toEqual([
    { date: '2026-03-03', until: '02:00' },
  ]);
});

test('there is no tail when the evening ends at midnight or is overridden too', () => {
  const evening = { ...night, endsAt: '2026-03-02T23:00:00Z' };
  expect(overnightTails(['2026-03-03'], [evening], 'Europe/Berlin')).toEqual([]);
  expect(overnightTails(['2026-03-02', '2026-03-03'], [night], 'Europe/Berlin')).toEqual([]);
});

test('the block reaches from midnight to the end of the tail', () => {
  expect(blockOfTail({ date: '2026-03-03', until: '02:00' }, 'Holiday')).toEqual({
    allDay: false,
    startDate: '2026-03-03',
    endDate: '2026-03-03',
    startTime: '00:00',
    endTime: '02:00',
    reason: 'Holiday',
  });
});
