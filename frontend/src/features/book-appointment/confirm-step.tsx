import { Skeleton } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { localDateOf } from '@openslot/shared/time/zone';
import { epochMs, isoInstant } from '../../lib/clock.ts';
import { queryKey } from '../../sync/query.ts';
import type { SlotsView } from '../../sync/sync-types.ts';
import type { Bookable } from './bookable.ts';
import { ConfirmPanel } from './confirm-panel.tsx';
import { DoctorChoice } from './doctor-choice.tsx';
import type { GoneReason } from './gone-notice.tsx';
import { freeSlots, nearestFree } from './offered-slots.ts';
import type { BookingChoice, ChangeChoice } from './use-booking-choice.ts';
import type { DisplayZone } from './use-display-zone.ts';
import type { Offer } from './use-offer.ts';
import { useVisitDoctor } from './use-visit-doctor.ts';

const ALTERNATIVES = 4;
const MINUTE_MS = 60_000;

interface Props {
  readonly bookable: Bookable;
  readonly choice: BookingChoice;
  readonly visitType: VisitType;
  readonly startsAt: string;
  readonly zone: DisplayZone;
  readonly offer: Offer;
  readonly change: ChangeChoice;
  readonly onBooked: (appointment: Appointment) => void;
}

/** The chosen slot against the live list: it may go while the person writes. */
export function ConfirmStep({ bookable, choice, visitType, startsAt, zone, offer, change, onBooked }: Props) {
  const { answer } = offer.view;
  const visit = useVisitDoctor(bookable, answer, startsAt, choice.doctorId);
  if (visit === null) {
    return <Skeleton h={260} radius="md" />;
  }
  const minutes = visit.durationMinutes ?? visitType.durationMinutes;
  return (
    <ConfirmPanel
      doctor={visit.doctor}
      visitType={visitType}
      startsAt={startsAt}
      endsAt={isoInstant(epochMs(startsAt) + minutes * MINUTE_MS)}
      zone={zone}
      shownKey={queryKey(offer.query)}
      gone={goneReason(offer.view, startsAt) ?? (visit.isFree ? null : 'not-offered')}
      stillFree={visit.others.length > 0 ? { doctorName: visit.doctor.name } : null}
      alternatives={nearestFree(answer, startsAt, ALTERNATIVES)}
      onPick={(slot) => change({ slot, date: localDateOf(zone.timeZone, epochMs(slot)) })}
      onBack={() => change({ slot: null })}
      onBooked={onBooked}
    >
      {visit.others.length > 0 && (
        <DoctorChoice
          doctors={visit.free}
          value={visit.isFree ? visit.doctor.id : null}
          onChange={(doctorId) => change({ doctorId })}
        />
      )}
    </ConfirmPanel>
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
