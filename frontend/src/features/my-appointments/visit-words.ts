import type { Appointment, AppointmentStatus } from '@openslot/shared/contracts/appointments';

const WORDS: Readonly<Record<Exclude<AppointmentStatus, 'cancelled'>, string>> = {
  requested: 'Waiting for the clinic to confirm',
  confirmed: 'Confirmed',
  arrived: 'You have arrived',
  in_progress: 'In progress',
  completed: 'Completed',
  no_show: 'Missed',
};

/** The status at `now` (epoch ms) as one says it to the patient. */
export function statusWords({ status, cancelledBy, declined, startsAt }: Appointment, now: number): string {
  if (status === 'requested' && Date.parse(startsAt) <= now) {
    return 'Was not confirmed';
  }
  if (status !== 'cancelled') {
    return WORDS[status];
  }
  if (declined) {
    return 'The clinic could not confirm this request';
  }
  return cancelledBy === 'clinic' ? 'Cancelled by the clinic' : 'Cancelled by you';
}

/** From when on cancelling counts as late, in epoch ms; null when it never does, or the visit was not confirmed yet. */
export function lateFrom({ status, lateCancellationFrom }: Appointment): number | null {
  return status === 'confirmed' && lateCancellationFrom !== null ? Date.parse(lateCancellationFrom) : null;
}
