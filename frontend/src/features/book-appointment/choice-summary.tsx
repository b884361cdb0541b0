import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { formatDateShort, formatLocalDateShort, formatTime } from '../../lib/format.ts';
import classes from './booking.module.css';
import type { BookingChoice } from './use-booking-choice.ts';
import type { DisplayZone } from './use-display-zone.ts';

interface Props {
  readonly visitType: VisitType;
  readonly choice: BookingChoice;
  readonly zone: DisplayZone;
}

/** What is chosen so far, always in view on a phone, where the steps lie below each other. */
export function ChoiceSummary({ visitType, choice: { date, slot }, zone: { timeZone } }: Props) {
  const day = slot === null ? date && formatLocalDateShort(date) : formatDateShort(slot, timeZone);
  const time = slot === null ? null : formatTime(slot, timeZone);
  return (
    <p className={classes.summary} aria-hidden>
      {[visitType.name, day, time].filter((part) => part !== null && part !== '').join(' · ')}
    </p>
  );
}
