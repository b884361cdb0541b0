import { describe, expect, test } from 'vitest';
import {
  draftFor,
  draftOfUnavailability,
  inputOf,
  resizedDraft,
  unavailabilityErrors,
  withStartDate,
} from './unavailability-draft.ts';

const stored = {
  id: 'a'.repeat(24),
  version: 1,
  startDate: '2026-03-02',
  endDate: '2026-03-02',
  allDay: false,
  startTime: '09:00',
  endTime: '24:00',
  timeZone: 'Europe/Berlin',
  startsAt: '2026-03-02T08:00:00Z',
  endsAt: '2026-03-02T23:00:00Z',
  reason: null,
};

describe('inputOf', () => {
  test('takes the hours selected in the calendar, midnight at the end as 24:00', () => {
    const draft = draftFor('2026-03-02', { date: '2026-03-02', start: 540, end: 1440 });
    expect(inputOf(draft)).toMatchObject({ startTime: '09:00', endDate: '2026-03-02', endTime: '24:00' });
  });

  test('sends no times for whole days and no reason when it is blank', () => {
    const draft = { ...draftFor('2026-03-02', null), allDay: true, endDate: '2026-03-06', reason: '  ' };
    expect(inputOf(draft)).toEqual({
      allDay: true,
      startDate: '2026-03-02',
      endDate: '2026-03-06',
      startTime: null,
      endTime: null,
      reason: null,
    });
  });

  test('gives back the same period it was opened with', () => {
    expect(inputOf(draftOfUnavailability(stored))).toMatchObject({ endDate: '2026-03-02', endTime: '24:00' });
    const several = { ...stored, endDate: '2026-03-04' };
    expect(inputOf(draftOfUnavailability(several))).toMatchObject({
      endDate: '2026-03-05',
      endTime: '00:00',
    });
  });
});

test('dragged edges change the times and nothing else', () => {
  const draft = draftFor('2026-03-02', null);
  expect(resizedDraft(draft, undefined)).toBe(draft);
  expect(resizedDraft(draft, { start: 600, end: 1440 })).toEqual({
    ...draft,
    startTime: '10:00',
    endTime: '00:00',
  });
});

describe('unavailabilityErrors', () => {
  const draft = draftFor('2026-03-02', null);

  test('refuses an end that is not after its start', () => {
    expect(unavailabilityErrors({ ...draft, endTime: '09:00' })).toEqual({
      endTime: 'Must be after the start',
    });
    expect(unavailabilityErrors({ ...draft, endDate: '2026-03-01' })).toEqual({
      endDate: 'Must not be before the first date',
    });
  });

  test('accepts an early end on a later date and one whole day', () => {
    expect(unavailabilityErrors({ ...draft, endDate: '2026-03-03', endTime: '08:00' })).toEqual({});
    expect(unavailabilityErrors({ ...draft, allDay: true, endTime: '' })).toEqual({});
  });

  test('names unfinished fields', () => {
    expect(Object.keys(unavailabilityErrors({ ...draft, startDate: '', endTime: '10:03' }))).toEqual([
      'startDate',
      'endTime',
    ]);
  });
});

test('withStartDate keeps a single day single and never leaves the end behind', () => {
  const draft = draftFor('2026-03-02', null);
  expect(withStartDate(draft, '2026-03-09')).toMatchObject({
    startDate: '2026-03-09',
    endDate: '2026-03-09',
  });
  const week = { ...draft, endDate: '2026-03-06' };
  expect(withStartDate(week, '2026-03-03')).toMatchObject({ endDate: '2026-03-06' });
  expect(withStartDate(week, '2026-03-09')).toMatchObject({ endDate: '2026-03-09' });
});
