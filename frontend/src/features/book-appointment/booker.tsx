import { Alert, Button, Paper, Stack, Text, Title } from '@mantine/core';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import type { LocalDate } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import { useRef } from 'react';
import { Link } from 'react-router';
import { useServices } from '../../app/services-context.ts';
import { epochMs } from '../../lib/clock.ts';
import { formatLocalDateShort } from '../../lib/format.ts';
import { useHourCycle } from '../../lib/use-hour-cycle.ts';
import { queryKey } from '../../sync/query.ts';
import { Page } from '../../ui/page.tsx';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AnyDoctorSummary } from './any-doctor-summary.tsx';
import { AnyTime } from './any-time.tsx';
import { type Bookable, whoIs } from './bookable.ts';
import classes from './booking.module.css';
import { BookingConfirmed } from './booking-confirmed.tsx';
import { ChoiceSummary } from './choice-summary.tsx';
import { ConfirmStep } from './confirm-step.tsx';
import { DoctorSummary } from './doctor-summary.tsx';
import { MonthCalendar } from './month-calendar.tsx';
import { countsByDate, entriesOf, type SlotEntry } from './offered-slots.ts';
import { TimeList } from './time-list.tsx';
import { useBookedVisit } from './use-booked-visit.ts';
import {
  type BookingChoice,
  type ChangeChoice,
  offeredChoice,
  useBookingChoice,
} from './use-booking-choice.ts';
import { type DisplayZone, displayZone } from './use-display-zone.ts';
import { type Offer, useOffer } from './use-offer.ts';
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
  const [asked, change] = useBookingChoice();
  const [booked, setBooked] = useBookedVisit();
  useHourCycle();
  const { visitType, choice } = offeredChoice(asked, visitTypes);
  const zone = displayZone(bookable, visitType, choice.zone);
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

interface DayStepProps {
  readonly offer: Offer;
  readonly choice: BookingChoice;
  readonly change: ChangeChoice;
  readonly zone: DisplayZone;
  readonly bookable: Bookable;
  readonly visitType: VisitType;
  /** What stands in place of the times once one of them is chosen. */
  readonly children: (startsAt: string) => React.ReactNode;
}

function DayStep({ offer, choice, change, zone, bookable, visitType, children }: DayStepProps) {
  const { sync } = useServices();
  const heading = useRef<HTMLHeadingElement>(null);
  const calendar = useRef<HTMLDivElement>(null);
  const { months, view } = offer;
  const counts = months.answer === undefined ? undefined : countsByDate(months.answer);
  const nextFree = months.answer?.nextFree ?? null;
  const dates = [...(counts?.keys() ?? []), nextFree ?? ''];
  const nextDate = dates.find((date) => choice.date !== null && date > choice.date) ?? null;
  const selectDate = (date: string): void => {
    change({ date, slot: null });
    requestAnimationFrame(() => heading.current?.focus());
  };
  const isEmpty = counts !== undefined && counts.size === 0;
  const failed = [months, view].find(({ status }) => status === 'failed');
  const retry = (): void => {
    sync.refresh(queryKey(offer.monthsQuery));
    sync.refresh(queryKey(offer.query));
  };
  return (
    <>
      <Paper withBorder className={classes.panel} ref={calendar}>
        <MonthCalendar
          month={offer.month}
          firstMonth={offer.firstMonth}
          lastMonth={offer.lastMonth}
          today={offer.today}
          selected={choice.date}
          counts={counts}
          onSelect={selectDate}
          onMonth={offer.showMonth}
        />
        {isEmpty && <EmptyMonth nextFree={nextFree} onDate={selectDate} />}
      </Paper>
      <Paper withBorder className={classes.panel}>
        {failed !== undefined ? (
          <ProblemAlert problem={failed.error ?? null} onRetry={retry} />
        ) : choice.slot !== null ? (
          children(choice.slot)
        ) : isEmpty && nextFree === null ? (
          <NothingOffered />
        ) : (
          <>
            <TimeList
              date={choice.date ?? (isEmpty ? offer.today : null)}
              entries={shownEntries(offer, choice.date, isEmpty, zone.timeZone)}
              timeZone={zone.timeZone}
              who={({ doctorIds }) => whoIs(bookable, view.answer, doctorIds)}
              nextDate={nextDate}
              heading={heading}
              onChoose={(slot) => change({ slot, visitTypeId: visitType.id })}
              onDate={selectDate}
              onOtherDate={() => calendar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()}
            />
            {choice.date !== null && 'doctorId' in bookable.whose && (
              <AnyTime
                date={choice.date}
                timeZone={zone.timeZone}
                onChoose={(slot) => change({ slot, visitTypeId: visitType.id })}
              />
            )}
          </>
        )}
      </Paper>
    </>
  );
}

/** Undefined while not known; none where the month has no day to choose. */
function shownEntries(
  { view }: Offer,
  date: LocalDate | null,
  isEmpty: boolean,
  timeZone: string,
): SlotEntry[] | undefined {
  if (date === null) {
    return isEmpty ? [] : undefined;
  }
  return view.answer === undefined ? undefined : entriesOf(view.answer, view.justTaken, date, timeZone);
}

function NothingOffered() {
  return (
    <Stack gap="sm" align="flex-start">
      <Title order={2} size="h3">
        No free times at the moment
      </Title>
      <Text c="dimmed">As soon as a time becomes free, it appears here by itself.</Text>
      <Button component={Link} to="/" variant="light">
        Look at other doctors
      </Button>
    </Stack>
  );
}

function EmptyMonth({ nextFree, onDate }: { nextFree: string | null; onDate: (date: string) => void }) {
  return (
    <Alert mt="md" variant="light" color="gray" role="status">
      <Stack gap="xs" align="flex-start">
        {nextFree === null ? 'No free times in this month or later.' : 'No free times in this month.'}
        {nextFree !== null && (
          <Button variant="light" onClick={() => onDate(nextFree)}>
            Next free: {formatLocalDateShort(nextFree)}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
