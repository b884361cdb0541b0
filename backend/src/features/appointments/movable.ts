import { AppError } from '@openslot/shared/errors/app-error';
import { isLateCancellation, isMovable, type VisitParty } from '@openslot/shared/visits/transitions';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';

/**
 * A visit that can be put somewhere else (BK13): nobody has come for it yet, and for a patient it has not begun.
 * @throws AppError `not_found`, `illegal_transition`, `stale_version`
 */
export function requireMovable(
  current: AppointmentRecord | null,
  version: number,
  party: VisitParty,
  now: Date,
): AppointmentRecord {
  if (current === null) {
    throw new AppError('not_found');
  }
  if (current.version !== version) {
    throw new AppError('stale_version', {
      extra: { current: { version: current.version, status: current.status } },
    });
  }
  const moment = { status: current.status, startsAt: current.startsAt.getTime() };
  if (!isMovable(moment, 'clinic', now.getTime())) {
    throw new AppError('illegal_transition', { detail: 'This visit can no longer be moved.' });
  }
  if (!isMovable(moment, party, now.getTime())) {
    throw new AppError('illegal_transition', { detail: 'This visit has begun and can no longer be moved.' });
  }
  return current;
}

/**
 * A patient does not move what they could not cancel in time (BK13): otherwise moving would be the way round VS6. Taking
 * a move back is not meant: it restores what was.
 * @throws AppError `illegal_transition`
 */
export function requireInTime(
  { status, startsAt, visitType }: AppointmentRecord,
  party: VisitParty,
  now: Date,
): void {
  const cutoffMinutes = visitType.cancellationCutoffMinutes ?? 0;
  if (isLateCancellation({ status, startsAt: startsAt.getTime(), cutoffMinutes }, party, now.getTime())) {
    throw new AppError('illegal_transition', {
      detail: 'It is too late to move this visit here. Please call the clinic.',
    });
  }
}
