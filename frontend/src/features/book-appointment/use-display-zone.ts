import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { isTimeZone } from '@openslot/shared/time/zone';
import { deviceTimeZone } from '../../lib/format.ts';

export interface DisplayZone {
  /** The zone all times of the page are shown in. */
  readonly timeZone: string;
  /** A visit in person happens where the doctor or the clinic is: its times cannot be shown elsewhere. */
  readonly locked: boolean;
  /** The zone of that place, where it is another one. */
  readonly doctors: string | null;
  /** The zone of the person's device, where it is another one. */
  readonly elsewhere: string | null;
}

/**
 * @param place whose zone visits in person are in: the doctor, or the clinic with any doctor.
 * @param chosen the zone the person picked, for visits by video or phone.
 */
export function displayZone(
  place: { readonly timeZone: string },
  visitType: VisitType,
  chosen: string | null,
  device: string = deviceTimeZone(),
): DisplayZone {
  const own = isTimeZone(device) ? device : place.timeZone;
  const locked = visitType.mode === 'in_person';
  const timeZone = locked ? place.timeZone : (chosen ?? own);
  const unlessShown = (other: string): string | null => (other === timeZone ? null : other);
  return { timeZone, locked, doctors: unlessShown(place.timeZone), elsewhere: unlessShown(own) };
}
