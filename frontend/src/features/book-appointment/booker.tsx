import { Paper, Stack } from '@mantine/core';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { mayAccess } from '@openslot/shared/policies/access';
import { localDateOf } from '@openslot/shared/time/zone';
import { useCallback } from 'react';
import { useServices, useSession } from '../../app/services-context.ts';
import { epochMs } from '../../lib/clock.ts';
import { useHourCycle } from '../../lib/use-hour-cycle.ts';
import { useHolder } from '../../sync/use-holder.ts';
import { Page } from '../../ui/page.tsx';
import { AnyDoctorSummary } from './any-doctor-summary.tsx';
import type { Bookable } from './bookable.ts';
import classes from './booking.module.css';
import { BookingConfirmed } from './booking-confirmed.tsx';
import { ChoiceSummary } from './choice-summary.tsx';
import { ConfirmStep } from './confirm-step.tsx';
import { DayStep } from './day-step.tsx';
import { DoctorSummary } from './doctor-summary.tsx';
import { useBookedVisit } from './use-booked-visit.ts';
import {
  type BookingChoice,
  type ChangeChoice,
  offeredChoice,
  useBookingChoice,
} from './use-booking-choice.ts';
import { useChosenBefore } from './use-booking-for.ts';
import { displayZone } from './use-display-zone.ts';
import { useOffer } from './use-offer.ts';
import { VisitTypePicker } from './visit-type-picker.tsx';
import { ZoneBar } from './zone-bar.tsx';

interface Props {
  readonly bookable: Bookable;
  readonly visitTypes: readonly [VisitType, ...VisitType[]];
}

/** Three columns, stacked on a phone: who and what · which day · which time, then the confirmation. */
export function Booker({ bookable, visitTypes }: Props) {
  const { whose, doctors } = bookable;
  const { sync, stores } = useServices();
  const [asked, changeAddress] = useBookingChoice();
  const [booked, setBooked] = useBookedVisit();
  useHourCycle();
  useChosenBefore();
  const { visitType, choice } = offeredChoice(asked, visitTypes);
  const zone = displayZone(bookable, visitType, choice.zone);
  const { user } = useSession();
  const mayHold = mayAccess('book-appointments', user);
  const holding = useHolder(
    (hold) => hold.visitTypeId === visitType.id && isWith(bookable, hold.doctorId),
    mayHold && booked === null,
  );
  const { want } = holding;
  const change = useCallback<ChangeChoice>(
    (changes) => {
      if (leavesSlot(changes)) {
        want(null);
      }
      changeAddress(changes);
    },
    [want, changeAddress],
  );
  const offer = useOffer(whose, visitType, zone.timeZone, choice, change);

  if (booked !== null) {
    return (
      <BookingConfirmed
        appointment={booked}
        timeZone={zone.timeZone}
        elsewhere={zone.doctors ?? zone.elsewhere}
      />
    );
  }
  const changeZone = (timeZone: string): void => {
    // The chosen time stays the same moment; only its date may be another one there.
    const date = choice.slot === null ? choice.date : localDateOf(timeZone, epochMs(choice.slot));
    change({ zone: timeZone, date });
  };
  return (
    <Page
      title={`Book a visit with ${'specialty' in whose ? `any doctor of ${whose.specialty}` : doctors[0].name}`}
      width="wide"
    >
      <ChoiceSummary visitType={visitType} choice={choice} zone={zone} />
      <div className={classes.columns}>
        <Paper withBorder className={classes.panel}>
          <Stack gap="lg">
            {'specialty' in whose ? (
              <AnyDoctorSummary specialty={whose.specialty} doctors={doctors} />
            ) : (
              <DoctorSummary doctor={doctors[0]} />
            )}
            <VisitTypePicker
              visitTypes={visitTypes}
              value={visitType.id}
              onChange={(visitTypeId) => change({ visitTypeId, slot: null })}
            />
            <ZoneBar
              zone={zone}
              at={sync.now()}
              placeText={'specialty' in whose ? 'The clinic is in' : 'The doctor works in'}
              onChange={changeZone}
            />
          </Stack>
        </Paper>
        <DayStep
          offer={offer}
          choice={choice}
          change={change}
          zone={zone}
          bookable={bookable}
          visitType={visitType}
          held={holding.state}
        >
          {(startsAt) => (
            <ConfirmStep
              key={startsAt}
              bookable={bookable}
              choice={choice}
              visitType={visitType}
              startsAt={startsAt}
              zone={zone}
              offer={offer}
              holding={holding}
              mayHold={mayHold}
              change={change}
              onBooked={(appointment) => {
                stores.bookingDraft.setState({ note: '', patientId: null });
                setBooked(appointment);
              }}
            />
          )}
        </DayStep>
      </div>
    </Page>
  );
}

/** Another day, month or kind of visit gives up what is held; only looking at the other times of the day does not. */
function leavesSlot(changes: Partial<BookingChoice>): boolean {
  return changes.slot === null && Object.keys(changes).length > 1;
}

function isWith({ whose, doctors }: Bookable, doctorId: string): boolean {
  return 'doctorId' in whose ? whose.doctorId === doctorId : doctors.some(({ id }) => id === doctorId);
}
