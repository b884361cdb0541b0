import { VisitTypeInput } from '@openslot/shared/contracts/visit-types';
import { expect, test } from 'vitest';
import { schemaErrors } from '../../../lib/schema-errors.ts';
import { draftOfVisitType, NEW_VISIT_TYPE, visitTypeErrors, visitTypeInput } from './visit-type-draft.ts';

const stored = {
  id: 'a'.repeat(24),
  version: 1,
  active: true,
  name: 'Check-up',
  mode: 'video' as const,
  durationMinutes: 30,
  stepMinutes: null,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 10,
  minimumNoticeMinutes: 2880,
  bookingWindowDays: 60,
  needsApproval: true,
  cancellationCutoffMinutes: 90,
};

test('a visit type goes into the form and out again unchanged', () => {
  const { id, version, active, ...input } = stored;
  expect(visitTypeInput(draftOfVisitType(stored))).toEqual(input);
  const stepped = { ...input, stepMinutes: 15, minimumNoticeMinutes: 90 };
  expect(visitTypeInput(draftOfVisitType({ ...stored, ...stepped }))).toEqual(stepped);
});

test('the notice is shown in the largest whole unit', () => {
  const notice = (minimumNoticeMinutes: number) => {
    const draft = draftOfVisitType({ ...stored, minimumNoticeMinutes });
    return [draft.minimumNotice, draft.noticeUnit];
  };
  expect([2880, 180, 45, 0].map(notice)).toEqual([
    [2, 'days'],
    [3, 'hours'],
    [45, 'minutes'],
    [0, 'hours'],
  ]);
});

test('an emptied number is an error of its field; an emptied step means the duration', () => {
  const errors = (change: Partial<typeof NEW_VISIT_TYPE>) =>
    Object.keys(
      schemaErrors(VisitTypeInput, visitTypeInput({ ...NEW_VISIT_TYPE, name: 'Check-up', ...change })),
    );
  expect(errors({ stepMinutes: '' })).toEqual([]);
  expect(errors({ durationMinutes: '', minimumNotice: '' })).toEqual([
    'minimumNoticeMinutes',
    'durationMinutes',
  ]);
  expect(errors({ durationMinutes: 7 })).toEqual(['durationMinutes']);
});

test('a number that was not given is asked for in plain words', () => {
  const draft = { ...NEW_VISIT_TYPE, name: 'Check-up' };
  expect(visitTypeErrors(draft)).toEqual({});
  expect(visitTypeErrors({ ...draft, durationMinutes: '', minimumNotice: '' })).toEqual({
    durationMinutes: 'Enter a number',
    minimumNoticeMinutes: 'Enter a number',
  });
});
