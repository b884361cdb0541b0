import type { UnavailabilityInput } from '@openslot/shared/contracts/unavailability';
import { invalidField } from '@openslot/shared/errors/app-error';
import { addDays } from '@openslot/shared/time/local-date';
import { dayBounds, wallClockToInstant } from '@openslot/shared/time/zone';
import type { UnavailabilityRecord } from '../../database/models/exception.model.ts';

type Period = Omit<UnavailabilityRecord, '_id' | 'doctorId' | 'version'>;

/**
 * The stored form of an unavailability: local dates and times with their zone, and the instants they mean.
 * Whole days last from the first to the end of the last date, however many hours these days have.
 * @throws AppError `invalid_request` when the clocks leave nothing of the period (it lies in a spring gap).
 */
export function toPeriod(input: UnavailabilityInput, timeZone: string): Period {
  const startsAt =
    input.startTime === null
      ? dayBounds(timeZone, input.startDate).start
      : wallClockToInstant(timeZone, input.startDate, input.startTime);
  const endsAt =
    input.endTime === null
      ? dayBounds(timeZone, addDays(input.endDate, 1)).start
      : wallClockToInstant(timeZone, input.endDate, input.endTime);
  if (endsAt <= startsAt) {
    throw invalidField('/endTime', 'must be after the start; the clocks change in between');
  }
  return {
    kind: 'unavailability',
    allDay: input.allDay,
    startDate: input.startDate,
    endDate: input.endDate,
    startTime: input.startTime,
    endTime: input.endTime,
    timeZone,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    reason: input.reason,
  };
}
