import { Paper } from '@mantine/core';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import type { LocalDate } from '@openslot/shared/time/local-date';
import { useRef } from 'react';
import { useServices } from '../../app/services-context.ts';
import type { HoldState } from '../../sync/hold-state.ts';
import { queryKey } from '../../sync/query.ts';
import { ProblemAlert } from '../../ui/problem-alert.tsx';
import { AnyTime } from './any-time.tsx';
import { type Bookable, whoIs } from './bookable.ts';
import classes from './booking.module.css';
import { EmptyMonth, NothingOffered } from './empty-offer.tsx';
import { withOwnSlot } from './kept-slot.ts';
import { MonthCalendar } from './month-calendar.tsx';
import { countsByDate, entriesOf, type SlotEntry } from './offered-slots.ts';
import { TimeList } from './time-list.tsx';
import type { BookingChoice, ChangeChoice } from './use-booking-choice.ts';
import type { DisplayZone } from './use-display-zone.ts';
import type { Offer } from './use-offer.ts';

interface DayStepProps {
  readonly offer: Offer;
  readonly choice: BookingChoice;
  readonly change: ChangeChoice;
  readonly zone: DisplayZone;
  readonly bookable: Bookable;
  readonly visitType: VisitType;
  readonly held: HoldState;
  /** What stands in place of the times once one of them is chosen. */
  readonly children: (startsAt: string) => React.ReactNode;
}

/** The month, and the times of the chosen day or what stands in their place. */
export function DayStep({ offer, choice, change, zone, bookable, visitType, held, children }: DayStepProps) {
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
  const choose = (slot: string, keptWith: Partial<BookingChoice> = {}): void =>
    change({ slot, visitTypeId: visitType.id, ...keptWith });
  const chooseEntry = ({ startsAt, state, doctorIds: [doctorId] }: SlotEntry): void =>
    choose(startsAt, state === 'own' && doctorId !== undefined ? { doctorId } : {});
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
              entries={withOwnSlot(
                shownEntries(offer, choice.date, isEmpty, zone.timeZone),
                held,
                visitType.id,
              )}
              timeZone={zone.timeZone}
              who={({ doctorIds }) => whoIs(bookable, view.answer, doctorIds)}
              nextDate={nextDate}
              heading={heading}
              onChoose={chooseEntry}
              onDate={selectDate}
              onOtherDate={() => calendar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()}
            />
            {choice.date !== null && 'doctorId' in bookable.whose && (
              <AnyTime
                doctorId={bookable.whose.doctorId}
                date={choice.date}
                timeZone={zone.timeZone}
                onChoose={choose}
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
