import { Appointment } from '@openslot/shared/contracts/appointments';
import { useLocation, useNavigate } from 'react-router';
import { useSession } from '../../app/services-context.ts';

/** The booked visit out of an entry of the history; null for anything else, and for whoever did not book it. */
export function readBooked(state: unknown, userId: string | undefined): Appointment | null {
  if (typeof state !== 'object' || state === null || !('booked' in state) || !('bookedBy' in state)) {
    return null;
  }
  const { success, data } = Appointment.safeParse(state.booked);
  return success && state.bookedBy === userId ? data : null;
}

/**
 * What has been booked, kept in the history in place of the chosen slot: reloading shows the confirmation again and not
 * a slot that has gone, "back" leads to the times.
 */
export function useBookedVisit(): [Appointment | null, (appointment: Appointment) => void] {
  const { state, pathname, search } = useLocation();
  const navigate = useNavigate();
  const userId = useSession().user?.id;
  const setBooked = (booked: Appointment): void => {
    const params = new URLSearchParams(search);
    params.delete('slot');
    void navigate(`${pathname}?${params}`, { replace: true, state: { booked, bookedBy: userId } });
  };
  return [readBooked(state, userId), setBooked];
}
