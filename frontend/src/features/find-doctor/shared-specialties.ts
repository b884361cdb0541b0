import type { Doctor } from '@openslot/shared/contracts/doctors';

interface FoundDoctors {
  readonly items: readonly Pick<Doctor, 'specialty'>[];
  readonly total: number;
  readonly specialties: readonly string[];
}

/** The specialties with a choice of doctors; all of them where not every doctor is on this page. */
export function sharedSpecialties({ items, total, specialties }: FoundDoctors): readonly string[] {
  return items.length < total
    ? specialties
    : specialties.filter((name) => items.filter(({ specialty }) => specialty === name).length > 1);
}
