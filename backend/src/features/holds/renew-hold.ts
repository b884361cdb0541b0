import type { Hold } from '@openslot/shared/contracts/holds';
import { AppError } from '@openslot/shared/errors/app-error';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import type { OccupancyRecord } from '../../database/models/occupancy.model.ts';
import { readBookingSettings } from '../../schedule/booking-settings.ts';
import { lastMoment, presentHold } from './hold.presenter.ts';
import { findHold } from './hold.repository.ts';

/**
 * Keeps a held slot as long again from now on, at most twice and never beyond a quarter of an hour in all (BK5).
 * @throws AppError `hold_expired` when there is no such hold (any more), `not_found` for somebody else's,
 * `hold_not_renewable`.
 */
export async function renewHold(
  deps: CommandDeps,
  context: CommandContext,
  holdId: string,
): Promise<Committed<Hold>> {
  const { models } = deps;
  const seen = await findHold(models, holdId);
  if (seen === null) {
    throw new AppError('hold_expired');
  }
  if (String(seen.heldBy) !== context.actor.userId) {
    throw new AppError('not_found');
  }
  const { doctorId } = seen;
  return runDoctorCommand(deps, context, { doctorId }, async ({ session, now }) => {
    const hold = await models.occupancy.findById(seen._id, null, { session }).lean();
    if (hold === null || hold.kind !== 'hold') {
      throw new AppError('hold_expired');
    }
    const { holdMinutes } = await readBookingSettings(models, session);
    const wanted = now.getTime() + holdMinutes * 60_000;
    const renewed: OccupancyRecord = {
      ...hold,
      expiresAt: new Date(Math.min(wanted, lastMoment(hold))),
      keptUntil: null,
      renewals: hold.renewals + 1,
    };
    if (presentHold(hold).renewalsLeft === 0) {
      throw new AppError('hold_not_renewable');
    }
    await models.occupancy.replaceOne({ _id: hold._id }, renewed, { session });
    return {
      result: presentHold(renewed),
      // The time stays held: patients could notice nothing.
      event: null,
      audit: {
        action: 'hold_renewed',
        subject: { type: 'hold', id: holdId },
        facts: { expiresAt: renewed.expiresAt?.toISOString() },
      },
    };
  });
}
