import type { Decisions } from '@openslot/shared/contracts/common';
import type { Unavailability, UnavailabilityInput } from '@openslot/shared/contracts/unavailability';
import { Types } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import type { UnavailabilityRecord } from '../../database/models/exception.model.ts';
import { requireDecisions } from '../../schedule/affected-appointments.ts';
import { reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { presentUnavailability } from './availability.presenter.ts';
import { unavailabilityEvent, unavailabilityFacts } from './unavailability-event.ts';
import { toPeriod } from './unavailability-period.ts';

/**
 * Blocks a period of a doctor, written in the doctor's zone.
 * @throws AppError `affected_appointments` while a booked visit in the period has no decision.
 */
export function markUnavailable(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  input: UnavailabilityInput & { decisions: Decisions },
): Promise<Committed<Unavailability>> {
  const { models } = deps;
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor, now }) => {
      const record: UnavailabilityRecord = {
        _id: new Types.ObjectId(),
        doctorId: doctor._id,
        version: 1,
        ...toPeriod(input, doctor.timeZone),
      };
      const decided = await requireDecisions(models, session, {
        doctorId: doctor._id,
        now,
        range: { start: record.startsAt.getTime(), end: record.endsAt.getTime() },
        isAffected: () => true,
        decisions: input.decisions,
      });
      await models.exceptions.create([record], { session });
      const revision = await readClinicRevision(models, doctor.clinicRev, session);
      return {
        result: presentUnavailability(record),
        event: unavailabilityEvent('marked_unavailable', record, reachOf({ doctor, revision })),
        audit: {
          action: 'marked_unavailable',
          subject: { type: 'unavailability', id: String(record._id) },
          facts: { ...unavailabilityFacts(record), decided },
          text: record.reason,
        },
      };
    },
  );
}
