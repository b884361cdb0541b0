import { AppError } from '@openslot/shared/errors/app-error';
import { isOffered } from '@openslot/shared/slots/is-offered';
import type { RejectionCode } from '@openslot/shared/slots/slot-types';
import type { EpochMs } from '@openslot/shared/time/zone';
import type { VisitTypeRecord } from '../database/models/clinic.model.ts';
import type { DoctorSchedule } from './schedule.repository.ts';
import { type IsOwnHold, offeredVisitType, toSlotInput } from './slot-input.ts';

/** Reasons that another person's visit or hold is behind; the rest are rules of the clinic. */
const TAKEN: readonly RejectionCode[] = ['BOOKED', 'HELD', 'BUFFER', 'FULL'];

/**
 * Refuses a start that the slot engine does not offer now.
 * @throws AppError `slot_taken`, `slot_not_offered`
 */
export function requireOffered(
  schedule: DoctorSchedule,
  visitType: VisitTypeRecord,
  start: EpochMs,
  now: EpochMs,
  isOwn?: IsOwnHold,
): void {
  const day = { from: '1970-01-01', to: '1970-01-01' };
  const input = toSlotInput(schedule, visitType, day, schedule.doctor.timeZone, now, isOwn);
  const answer = isOffered(input, start);
  if (!answer.offered) {
    throw notOffered(answer.code);
  }
}

/** The refusal of a start for this reason. */
export function notOffered(code: RejectionCode): AppError {
  return TAKEN.includes(code)
    ? new AppError('slot_taken')
    : new AppError('slot_not_offered', { detail: refusalText(code) });
}

/** @throws AppError `slot_not_offered` when this doctor does not offer this kind of visit now. */
export function requireVisitType(
  schedule: Parameters<typeof offeredVisitType>[0],
  id: string,
): VisitTypeRecord {
  const visitType = offeredVisitType(schedule, id);
  if (visitType === null) {
    throw new AppError('slot_not_offered', { detail: 'This doctor does not offer this kind of visit.' });
  }
  return visitType;
}

function refusalText(code: RejectionCode): string {
  switch (code) {
    case 'TOO_SOON':
      return 'This time has passed or is too soon to be booked.';
    case 'TOO_FAR':
      return 'This time is too far ahead to be booked.';
    default:
      return 'The doctor does not offer this time.';
  }
}
