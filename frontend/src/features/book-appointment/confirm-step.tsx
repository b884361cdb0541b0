import { Skeleton } from '@mantine/core';
import type { Appointment } from '@openslot/shared/contracts/appointments';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { localDateOf } from '@openslot/shared/time/zone';
import { useEffect } from 'react';
import { useServices } from '../../app/services-context.ts';
import type { ApiProblem } from '../../lib/api-error.ts';
import { epochMs, isoInstant } from '../../lib/clock.ts';
import { queryKey } from '../../sync/query.ts';
import type { SlotsView } from '../../sync/sync-types.ts';
import type { Holding } from '../../sync/use-holder.ts';
import type { Bookable } from './bookable.ts';
import { ConfirmPanel } from './confirm-panel.tsx';
import { DoctorChoice } from './doctor-choice.tsx';
import type { GoneReason } from './gone-notice.tsx';
import { keptWith } from './kept-slot.ts';
import { freeSlots, nearestFree } from './offered-slots.ts';
import { conflictOf, goneBecause } from './slot-conflict.ts';
import type { BookingChoice, ChangeChoice } from './use-booking-choice.ts';
import type { DisplayZone } from './use-display-zone.ts';
import type { Offer } from './use-offer.ts';
import { useVisitDoctor } from './use-visit-doctor.ts';

const ALTERNATIVES = 3;
const MINUTE_MS = 60_000;

interface Props {
  readonly bookable: Bookable;
  readonly choice: BookingChoice;
  readonly visitType: VisitType;
  readonly startsAt: string;
  readonly zone: DisplayZone;
  readonly offer: Offer;
  readonly holding: Holding;
  /** Whether somebody is signed in who may hold a time. */
  readonly mayHold: boolean;
  readonly change: ChangeChoice;
  readonly onBooked: (appointment: Appointment) => void;
}

/** The chosen slot, held for whoever books it, against the live list: without a hold it may go while the person writes. */
export function ConfirmStep(props: Props) {
  const { bookable, choice, visitType, startsAt, zone, offer, holding, change, onBooked } = props;
  const { answer } = offer.view;
  // Until an answer was read with the hold, the clinic's list shows the person's own time as somebody else's.
  const isAhead = holding.state.phase === 'asking' || offer.view.stale;
  const kept = isAhead ? keptWith(holding.state, visitType.id, startsAt) : null;
  const visit = useVisitDoctor(bookable, answer, startsAt, choice.doctorId, kept);
  useHoldOn(props, visit?.isFree ? visit.doctor.id : null);
  const refusal = useRefusal(props, visit?.doctor.id);
  if (visit === null) {
    return <Skeleton h={260} radius="md" />;
  }
  const minutes = visit.durationMinutes ?? visitType.durationMinutes;
  const seen = goneReason(offer.view, startsAt) ?? (visit.isFree ? null : 'not-offered');
  const isFreeAgain = seen === null && !offer.view.stale;
  const refused = isFreeAgain ? null : goneBecause(refusal);
  return (
    <ConfirmPanel
      doctor={visit.doctor}
      visitType={visitType}
      startsAt={startsAt}
      endsAt={isoInstant(epochMs(startsAt) + minutes * MINUTE_MS)}
      zone={zone}
      shownKey={queryKey(offer.query)}
      gone={kept === visit.doctor.id ? null : (refused ?? seen)}
      stillFree={visit.others.length > 0 ? { doctorName: visit.doctor.name } : null}
      alternatives={conflictOf(refusal)?.alternatives ?? nearestFree(answer, startsAt, ALTERNATIVES)}
      holding={holding}
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

/** @param doctorId whom the time is to be held with; null while that is nobody. */
function useHoldOn({ visitType, startsAt, zone, holding, mayHold }: Props, doctorId: string | null): void {
  const { want } = holding;
  const { timeZone } = zone;
  const visitTypeId = visitType.id;
  useEffect(() => {
    if (mayHold && doctorId !== null) {
      want({ doctorId, visitTypeId, startsAt, timeZone });
    }
  }, [want, mayHold, doctorId, visitTypeId, startsAt, timeZone]);
}

/** Why this very time was not held. The day that the refusal tells is shown at once. */
function useRefusal({ startsAt, offer, holding }: Props, doctorId: string | undefined): ApiProblem | null {
  const { sync } = useServices();
  const { phase, target, problem } = holding.state;
  const isThis = target !== null && target.doctorId === doctorId && target.startsAt === startsAt;
  const refusal = phase === 'refused' && isThis ? problem : null;
  const key = queryKey(offer.query);
  useEffect(() => {
    const conflict = conflictOf(refusal);
    if (conflict?.day != null && conflict.seq !== null && doctorId !== undefined) {
      sync.showDay(key, { doctorId, seq: conflict.seq, day: conflict.day });
    }
  }, [sync, key, refusal, doctorId]);
  return refusal;
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
