import { AppError } from '@openslot/shared/errors/app-error';
import { type Actor, mayAccess } from '@openslot/shared/policies/access';

/** @throws AppError `forbidden` for whoever does not manage this schedule: here the doctor is not named in the path. */
export function requireSchedule(actor: Actor, doctorId: string): void {
  if (!mayAccess('manage-schedule', actor, doctorId)) {
    throw new AppError(actor === null ? 'unauthenticated' : 'forbidden');
  }
}
