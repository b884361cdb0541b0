import { type Appointment, bookAppointment } from '@openslot/shared/contracts/appointments';
import { useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';
import { randomKey } from '../../lib/random-key.ts';
import type { QueryKey } from '../../sync/query.ts';

/** Waiting longer for news than this helps nobody: the server decides anyway. */
const CATCH_UP_LIMIT_MS = 2000;

export interface BookingRequest {
  readonly doctorId: string;
  readonly visitTypeId: string;
  readonly startsAt: string;
  readonly note: string;
  /** Who the visit is for, when staff books. */
  readonly patientId: string | null;
}

export interface Booking {
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly book: (request: BookingRequest) => Promise<void>;
}

/**
 * Books a slot. The idempotency key is made when the form opens, so that a double click or a repeated request after a
 * lost answer books once.
 *
 * @param shownKey the query the slot was chosen from; read again when the slot turns out to be gone.
 */
export function useBooking(shownKey: QueryKey, onBooked: (appointment: Appointment) => void): Booking {
  const { api, sync } = useServices();
  const [idempotencyKey] = useState(randomKey);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const book = async ({ patientId, ...request }: BookingRequest): Promise<void> => {
    if (busy) {
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      await sync.whenCaughtUp(request.doctorId, CATCH_UP_LIMIT_MS);
      const body = patientId === null ? request : { ...request, patientId };
      const { appointment } = await sync.write(request.doctorId, () =>
        api.call(bookAppointment, { body, idempotencyKey }),
      );
      onBooked(appointment);
    } catch (error) {
      const refused = toApiError(error).problem;
      setProblem(refused);
      sync.refresh(shownKey);
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem, book };
}
