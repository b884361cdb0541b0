import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { isTimeZone } from '@openslot/shared/time/zone';
import { deviceTimeZone } from '../../lib/format.ts';

export interface DisplayZone {
  /** The zone all times of the page are shown in. */
  readonly timeZone: string;
  /** A visit in person happens where the doctor is: its times cannot be shown elsewhere. */
  readonly locked: boolean;
  /** The zone of the doctor, where it is another one. */
  readonly doctors: string | null;
  /** The zone of the person's device, where it is another one. */
  readonly elsewhere: string | null;
}

/** @param chosen the zone the person picked, for visits by video or phone. */
export function displayZone(
  doctor: Doctor,
  visitType: VisitType,
  chosen: string | null,
  device: string = deviceTimeZone(),
): DisplayZone {
  const own = isTimeZone(device) ? device : doctor.timeZone;
  const locked = visitType.mode === 'in_person';
  const timeZone = locked ? doctor.timeZone : (chosen ?? own);
  const unlessShown = (other: string): string | null => (other === timeZone ? null : other);
  return { timeZone, locked, doctors: unlessShown(doctor.timeZone), elsewhere: unlessShown(own) };
}
