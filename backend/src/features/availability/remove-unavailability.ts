import { Types } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import { reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { findUnavailabilityAt } from './exception.repository.ts';
import { unavailabilityEvent, unavailabilityFacts } from './unavailability-event.ts';

/**
 * Makes a doctor available again.
 * @throws AppError `not_found`, `stale_version`.
 */
export function removeUnavailability(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  id: string,
  version: number,
): Promise<Committed<null>> {
  const { models } = deps;
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor }) => {
      const period = await findUnavailabilityAt(models, session, doctor._id, id, version);
      await models.exceptions.deleteOne({ _id: period._id }, { session });
      const revision = await readClinicRevision(models, doctor.clinicRev, session);
      return {
        result: null,
        event: unavailabilityEvent('removed_unavailability', period, reachOf({ doctor, revision })),
        audit: {
          action: 'removed_unavailability',
          subject: { type: 'unavailability', id },
          facts: unavailabilityFacts(period),
          text: period.reason,
        },
      };
    },
  );
}
