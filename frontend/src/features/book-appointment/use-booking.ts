import { type Appointment, bookAppointment } from '@openslot/shared/contracts/appointments';
import { useRef, useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { type ApiProblem, toApiError } from '../../lib/api-error.ts';
import { randomKey } from '../../lib/random-key.ts';
import { isSameSlot } from '../../sync/hold-state.ts';
import type { QueryKey } from '../../sync/query.ts';
import type { Holding } from '../../sync/use-holder.ts';
import { conflictOf } from './slot-conflict.ts';

/** Waiting longer for news than this helps nobody: the server decides anyway. */
const CATCH_UP_LIMIT_MS = 2000;

export interface BookingRequest {
  readonly doctorId: string;
  readonly visitTypeId: string;
  readonly startsAt: string;
  /** The viewer's zone, for the day in a refusal. */
  readonly timeZone: string;
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
  holding: Holding,
  onBooked: (appointment: Appointment) => void,
): Booking {
  const { api, sync } = useServices();
  const [known, setAttempt] = useState(() => attemptWith(doctorId));
  const [busy, setBusy] = useState(false);
  /** By idempotency key: a repeated request says what the first one said. */
  const sentHolds = useRef(new Map<string, string | null>());
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
      await Promise.all([
        sync.whenCaughtUp(request.doctorId, CATCH_UP_LIMIT_MS),
        atMost(holding.settled(), CATCH_UP_LIMIT_MS),
      ]);
      const holdId = heldFor(request, holding, sentHolds.current, attempt.idempotencyKey);
      const body = {
        ...request,
        ...(patientId !== null && { patientId }),
        ...(holdId !== null && { holdId }),
      };
      const { appointment } = await sync.write(request.doctorId, () =>
        api.call(bookAppointment, { body, idempotencyKey: attempt.idempotencyKey }),
      );
      holding.booked();
      onBooked(appointment);
    } catch (error) {
      const refused = toApiError(error).problem;
      if (refused.code === 'idempotency_key_reused') {
        // An earlier try had other contents. Whoever goes on books anew; a visit that exists stands in its own way.
        setAttempt({ ...attemptWith(doctorId), problem: refused });
      } else {
        setProblem(refused);
      }
      const conflict = conflictOf(refused);
      if (conflict?.day != null && conflict.seq !== null) {
        sync.showDay(shownKey, { doctorId: request.doctorId, seq: conflict.seq, day: conflict.day });
      } else {
        sync.refresh(shownKey);
      }
    } finally {
      setBusy(false);
    }
  };
  return { busy, problem: attempt.problem, book };
}

/** The person's hold of this very slot. Staff who book over something take no hold with them. */
function heldFor(
  request: Omit<BookingRequest, 'patientId'>,
  holding: Holding,
  sent: Map<string, string | null>,
  idempotencyKey: string,
): string | null {
  if (request.overbook !== undefined) {
    return null;
  }
  const known = sent.get(idempotencyKey);
  if (known !== undefined) {
    return known;
  }
  const { hold } = holding.current();
  const holdId = hold !== null && isSameSlot(hold, request) ? hold.id : null;
  sent.set(idempotencyKey, holdId);
  return holdId;
}

function atMost(wait: Promise<void>, limitMs: number): Promise<void> {
  return Promise.race([wait, new Promise<void>((resolve) => setTimeout(resolve, limitMs))]);
}
