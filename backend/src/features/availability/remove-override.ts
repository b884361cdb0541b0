import type { Decisions } from '@openslot/shared/contracts/common';
import { Types } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import { requireHoursDecisions } from '../../schedule/hours-decisions.ts';
import { rangeOfDates, reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { findOverrideAt } from './exception.repository.ts';

interface RemoveOverrideInput {
  readonly version: number;
  readonly decisions: Decisions;
}

/**
 * Lets the weekly hours apply again on the date of an override.
 * @throws AppError `not_found`, `stale_version`, `affected_appointments`.
 */
export function removeOverride(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  id: string,
  input: RemoveOverrideInput,
): Promise<Committed<null>> {
  const { models } = deps;
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor, now }) => {
      const override = await findOverrideAt(models, session, doctor._id, id, input.version);
      const decided = await requireHoursDecisions(models, session, {
        doctor,
        now,
        dates: [override.date],
        change: (overrides) => overrides.filter((other) => other.date !== override.date),
        decisions: input.decisions,
      });
      await models.exceptions.deleteOne({ _id: override._id }, { session });
      const revision = await readClinicRevision(models, doctor.clinicRev, session);
      return {
        result: null,
        event: {
          name: 'doctor-availability-updated',
          payload: {
            action: 'override_removed',
            ...rangeOfDates(doctor.timeZone, [override.date], reachOf({ doctor, revision })),
          },
        },
        audit: {
          action: 'override_removed',
          subject: { type: 'override', id },
          facts: { date: override.date, decided },
          text: override.reason,
        },
      };
    },
  );
}
