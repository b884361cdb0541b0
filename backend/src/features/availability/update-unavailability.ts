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
import { type InstantRange, readClinicRevision } from '../../schedule/schedule.repository.ts';
import { presentUnavailability } from './availability.presenter.ts';
import { findUnavailabilityAt } from './exception.repository.ts';
import { unavailabilityEvent, unavailabilityFacts } from './unavailability-event.ts';
import { toPeriod } from './unavailability-period.ts';

/**
 * Changes a period; it is read in the doctor's zone of today. Visits that the old period covered already were decided then.
 * @throws AppError `not_found`, `stale_version`, `affected_appointments`.
 */
export function updateUnavailability(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  id: string,
  input: UnavailabilityInput & { version: number; decisions: Decisions },
): Promise<Committed<Unavailability>> {
  const { models } = deps;
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor, now }) => {
      const before = await findUnavailabilityAt(models, session, doctor._id, id, input.version);
      const after: UnavailabilityRecord = {
        _id: before._id,
        doctorId: doctor._id,
        version: before.version + 1,
        ...toPeriod(input, doctor.timeZone),
      };
      const decided = await requireDecisions(models, session, {
        doctorId: doctor._id,
        now,
        range: { start: after.startsAt.getTime(), end: after.endsAt.getTime() },
        isAffected: (visit) => !meets(before, visit),
        decisions: input.decisions,
      });
      await models.exceptions.replaceOne({ _id: before._id }, after, { session });
      const revision = await readClinicRevision(models, doctor.clinicRev, session);
      return {
        result: presentUnavailability(after),
        event: unavailabilityEvent('updated_unavailability', after, reachOf({ doctor, revision }), before),
        audit: {
          action: 'updated_unavailability',
          subject: { type: 'unavailability', id },
          facts: { before: unavailabilityFacts(before), ...unavailabilityFacts(after), decided },
          text: after.reason,
        },
      };
    },
  );
}

function meets(period: UnavailabilityRecord, visit: InstantRange): boolean {
  return period.startsAt.getTime() < visit.end && visit.start < period.endsAt.getTime();
}
