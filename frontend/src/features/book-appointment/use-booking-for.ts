import { Id } from '@openslot/shared/contracts/common';
import { isFrontDeskOrAdmin, mayBook } from '@openslot/shared/policies/access';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { useStore } from 'zustand';
import { useServices, useSession } from '../../app/services-context.ts';

export interface BookingFor {
  /** Who books: patients for themselves and theirs, the clinic for whom it chooses; null: nobody who may. */
  readonly as: 'patient' | 'clinic' | null;
  /** Null: the signed-in patient, or nobody chosen yet. */
  readonly patientId: string | null;
}

/** Whom a visit with this doctor is booked for. Doctors come from a visit of the patient (BK16), who stands in the address. */
export function useBookingFor(doctorId: string | undefined): BookingFor {
  const { bookingDraft } = useServices().stores;
  const { user } = useSession();
  const chosen = useStore(bookingDraft, ({ patientId }) => patientId);
  const asked = useAskedFor();
  if (!mayBook(user, { doctorId, overbook: false })) {
    return { as: null, patientId: null };
  }
  if (user?.role === 'doctor') {
    return { as: asked === null ? null : 'clinic', patientId: asked };
  }
  return { as: user?.role === 'patient' ? 'patient' : 'clinic', patientId: chosen };
}

/** The front desk may come from a visit, too, and choose somebody else in the form. */
export function useChosenBefore(): void {
  const { bookingDraft } = useServices().stores;
  const { user } = useSession();
  const asked = useAskedFor();
  const isDesk = isFrontDeskOrAdmin(user);
  useEffect(() => {
    if (isDesk && asked !== null) {
      bookingDraft.setState({ patientId: asked });
    }
  }, [bookingDraft, isDesk, asked]);
}

function useAskedFor(): string | null {
  const [params] = useSearchParams();
  const { success, data } = Id.safeParse(params.get('for'));
  return success ? data : null;
}
