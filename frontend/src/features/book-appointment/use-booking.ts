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
  /** Why staff books although the time is taken or not offered. */
  readonly overbook?: { readonly reason: string };
}

export interface Booking {
  readonly busy: boolean;
  readonly problem: ApiProblem | null;
  readonly book: (request: BookingRequest) => Promise<void>;
}

/** One try at one doctor's time: with another doctor it is another booking, with a key and an outcome of its own. */
interface Attempt {
  readonly doctorId: string;
  readonly idempotencyKey: string;
  readonly problem: ApiProblem | null;
}

const attemptWith = (doctorId: string): Attempt => ({ doctorId, idempotencyKey: randomKey(), problem: null });

/**
 * Books a slot. The idempotency key is made when the form opens, so that a double click or a repeated request after a
 * lost answer books once.
 *
 * @param doctorId whom the visit is to be with now.
 * @param shownKey the query the slot was chosen from; read again when the slot turns out to be gone.
 */
export function useBooking(
  doctorId: string,
  shownKey: QueryKey,
  onBooked: (appointment: Appointment) => void,
): Booking {
  const { api, sync } = useServices();
  const [known, setAttempt] = useState(() => attemptWith(doctorId));
  const [busy, setBusy] = useState(false);
  const attempt = known.doctorId === doctorId ? known : attemptWith(doctorId);
  if (attempt !== known) {
    setAttempt(attempt);
  }
  const setProblem = (problem: ApiProblem | null): void =>
    setAttempt((now) => (now.idempotencyKey === attempt.idempotencyKey ? { ...now, problem } : now));

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
        api.call(bookAppointment, { body, idempotencyKey: attempt.idempotencyKey }),
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
  return { busy, problem: attempt.problem, book };
}
