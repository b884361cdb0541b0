import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { localDateOf } from '@openslot/shared/time/zone';
import { epochMs, isoInstant } from '../../lib/clock.ts';
import { queryKey } from '../../sync/query.ts';
import type { SlotsView } from '../../sync/sync-types.ts';
import { ConfirmPanel } from './confirm-panel.tsx';
import type { GoneReason } from './gone-notice.tsx';
import { freeSlots, nearestFree } from './offered-slots.ts';
import type { ChangeChoice } from './use-booking-choice.ts';
import type { DisplayZone } from './use-display-zone.ts';
import type { Offer } from './use-offer.ts';

const ALTERNATIVES = 4;
const MINUTE_MS = 60_000;

interface Props {
  readonly doctor: Doctor;
  readonly visitType: VisitType;
  readonly startsAt: string;
  readonly zone: DisplayZone;
  readonly offer: Offer;
  readonly change: ChangeChoice;
  readonly onBooked: (appointment: Appointment) => void;
}

/** The chosen slot against the live list: it may go while the person writes. */
export function ConfirmStep({ doctor, visitType, startsAt, zone, offer, change, onBooked }: Props) {
  const endsAt = isoInstant(epochMs(startsAt) + visitType.durationMinutes * MINUTE_MS);
  return (
    <ConfirmPanel
      doctor={doctor}
      visitType={visitType}
      startsAt={startsAt}
      endsAt={endsAt}
      zone={zone}
      shownKey={queryKey(offer.query)}
      gone={goneReason(offer.view, startsAt)}
      alternatives={nearestFree(offer.view.answer, startsAt, ALTERNATIVES)}
      onPick={(slot) => change({ slot, date: localDateOf(zone.timeZone, epochMs(slot)) })}
      onBack={() => change({ slot: null })}
      onBooked={onBooked}
    />
  );
}

function goneReason({ answer, justTaken }: SlotsView, startsAt: string): GoneReason | null {
  const at = epochMs(startsAt);
  if (answer === undefined || freeSlots(answer).some((slot) => epochMs(slot.startsAt) === at)) {
    return null;
  }
  const isHeld = answer.days.some(({ slots }) => slots.some((slot) => epochMs(slot.startsAt) === at));
  const wasTaken = justTaken.some((slot) => epochMs(slot.startsAt) === at && slot.reason === 'taken');
  return isHeld || wasTaken ? 'taken' : 'not-offered';
}
