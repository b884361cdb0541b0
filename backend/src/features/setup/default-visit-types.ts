import type { VisitTypeInput } from '@openslot/shared/contracts/visit-types';

/** What a new clinic offers until an admin changes it. The distances of starts leave room for the buffers. */
export const DEFAULT_VISIT_TYPES: readonly VisitTypeInput[] = [
  {
    name: 'Consultation',
    mode: 'in_person',
    durationMinutes: 30,
    stepMinutes: null,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minimumNoticeMinutes: 60,
    bookingWindowDays: 60,
  },
  {
    name: 'Follow-up',
    mode: 'in_person',
    durationMinutes: 15,
    stepMinutes: null,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    minimumNoticeMinutes: 60,
    bookingWindowDays: 60,
  },
  {
    name: 'Video visit',
    mode: 'video',
    durationMinutes: 20,
    stepMinutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 10,
    minimumNoticeMinutes: 30,
    bookingWindowDays: 60,
  },
  {
    name: 'Phone call',
    mode: 'phone',
    durationMinutes: 10,
    stepMinutes: 15,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 5,
    minimumNoticeMinutes: 30,
    bookingWindowDays: 60,
  },
];
