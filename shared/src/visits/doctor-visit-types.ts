import type { Doctor } from '../contracts/doctors.ts';
import type { VisitType } from '../contracts/visit-types.ts';

/** All the visit types, offered or not, each with the duration it has with a doctor. */
export function withDurationsOf(
  { visitDurations }: Pick<Doctor, 'visitDurations'>,
  visitTypes: readonly VisitType[],
): VisitType[] {
  const own = new Map(visitDurations.map((one) => [one.visitTypeId, one.durationMinutes]));
  return visitTypes.map((type) => ({ ...type, durationMinutes: own.get(type.id) ?? type.durationMinutes }));
}

/** The visit types that a doctor offers, each with the duration it has with this doctor. */
export function visitTypesOf(
  doctor: Pick<Doctor, 'visitTypeIds' | 'visitDurations'>,
  visitTypes: readonly VisitType[],
): VisitType[] {
  return withDurationsOf(doctor, visitTypes).filter(({ id }) => doctor.visitTypeIds.includes(id));
}
