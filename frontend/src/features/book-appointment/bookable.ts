import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { ConsideredDoctor } from '@openslot/shared/contracts/slots-of-specialty';
import { epochMs } from '../../lib/clock.ts';
import type { Whose } from '../../sync/query.ts';
import type { SlotsView } from '../../sync/sync-types.ts';

/** Whom a visit can be booked with: one doctor, or whoever of a specialty is free. */
export interface Bookable {
  readonly whose: Whose;
  /** Where visits in person take place. */
  readonly timeZone: string;
  /** As they were when the page was opened; only the one, where one is asked for. */
  readonly doctors: readonly [Doctor, ...Doctor[]];
}

export function doctorBookable(doctor: Doctor): Bookable {
  return { whose: { doctorId: doctor.id }, timeZone: doctor.timeZone, doctors: [doctor] };
}

/**
 * Everybody who is free at a time, those with the fewest visits that day first; empty where one doctor is asked for or
 * nobody is.
 *
 * @param keptWith the doctor with whom the time is held for whoever looks: free for them, whatever the answer says.
 */
export function freeDoctors(
  answer: SlotsView['answer'],
  startsAt: string,
  keptWith: string | null = null,
): readonly ConsideredDoctor[] {
  if (answer === undefined || !('doctors' in answer)) {
    return [];
  }
  const at = epochMs(startsAt);
  const found = answer.days
    .flatMap(({ slots }) => slots)
    .find((slot) => slot.status === 'free' && epochMs(slot.startsAt) === at);
  const ids = new Set([...(found?.doctorIds ?? []), ...(keptWith === null ? [] : [keptWith])]);
  return [...ids].flatMap((id) => answer.doctors.find(({ doctorId }) => doctorId === id) ?? []);
}

/** How a time names who is free then: in full for the button's label, short for the eye; null where it is plain. */
export interface Who {
  readonly spoken: string;
  readonly short: string | null;
}

/** So many names are read out one by one. */
const SPOKEN_NAMES = 3;

/** @param doctorIds those a time is offered by; none where it is not offered any more. */
export function whoIs(
  { doctors, whose }: Bookable,
  answer: SlotsView['answer'],
  doctorIds: readonly string[],
): Who {
  if ('doctorId' in whose) {
    return { spoken: doctors[0].name, short: null };
  }
  const known = answer !== undefined && 'doctors' in answer ? answer.doctors : [];
  const names = known.filter(({ doctorId }) => doctorIds.includes(doctorId)).map(({ name }) => name);
  const [first] = names;
  if (first === undefined) {
    return { spoken: 'any doctor', short: null };
  }
  if (names.length === 1) {
    return { spoken: first, short: first };
  }
  const spoken =
    names.length > SPOKEN_NAMES
      ? `any of ${names.length} doctors`
      : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  return { spoken, short: `${names.length} doctors` };
}
