import type { ConsideredDoctor } from '@openslot/shared/contracts/slots-of-specialty';
import { useState } from 'react';
import type { SlotsView } from '../../sync/sync-types.ts';
import { type Bookable, freeDoctors } from './bookable.ts';

export interface VisitDoctor {
  readonly doctor: { readonly id: string; readonly name: string };
  /** Null where the visit type alone says it. */
  readonly durationMinutes: number | null;
  /** With any doctor: whether this one still can be had. Always true with one doctor. */
  readonly isFree: boolean;
  readonly free: readonly ConsideredDoctor[];
  /** Those of them whom somebody could choose instead. */
  readonly others: readonly ConsideredDoctor[];
}

/**
 * Whom the visit at the chosen time is with: the one picked, else whoever has the fewest visits that day of those
 * who were free when the time was chosen. It never becomes another one by itself: nobody books with a doctor they have not read. Null while it is not
 * known who is free.
 *
 * @param keptWith the doctor with whom the time is held for the person.
 */
export function useVisitDoctor(
  bookable: Bookable,
  answer: SlotsView['answer'],
  startsAt: string,
  picked: string | null,
  keptWith: string | null,
): VisitDoctor | null {
  const free = freeDoctors(answer, startsAt, keptWith);
  const [first, setFirst] = useState<ConsideredDoctor | null>(null);
  const preselected = first ?? free[0] ?? null;
  if (preselected !== first) {
    setFirst(preselected);
  }
  // Before anything is known nobody is said to be gone, and nobody stands in for whoever is free.
  return answer === undefined && 'specialty' in bookable.whose
    ? null
    : visitDoctor(bookable, free, preselected, picked);
}

/** @param preselected whom the form began with. */
export function visitDoctor(
  { whose, doctors }: Bookable,
  free: readonly ConsideredDoctor[],
  preselected: ConsideredDoctor | null,
  picked: string | null,
): VisitDoctor {
  const [one] = doctors;
  if ('doctorId' in whose) {
    return { doctor: one, durationMinutes: null, isFree: true, free, others: [] };
  }
  const id = picked ?? preselected?.doctorId ?? null;
  const known = free.find(({ doctorId }) => doctorId === id) ?? (picked === null ? preselected : null);
  return {
    doctor: {
      id: id ?? one.id,
      name: known?.name ?? doctors.find((doctor) => doctor.id === id)?.name ?? 'This doctor',
    },
    durationMinutes: known?.durationMinutes ?? null,
    isFree: free.some(({ doctorId }) => doctorId === id),
    free,
    others: free.filter(({ doctorId }) => doctorId !== id),
  };
}
