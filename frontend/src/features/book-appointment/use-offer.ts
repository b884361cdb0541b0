import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { addDays, dayOfWeek, type LocalDate } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import { epochMs } from '../../lib/clock.ts';
import { firstDayOfWeek } from '../../lib/format.ts';
import { type MonthsQuery, queryKey, type SlotsQuery, type Whose } from '../../sync/query.ts';
import type { MonthsView, SlotsView } from '../../sync/sync-types.ts';
import { useMonths } from '../../sync/use-months.ts';
import { useSlots } from '../../sync/use-slots.ts';
import { addMonths, firstOf, lastOf, laterOf, type Month, monthOf } from './month.ts';
import type { BookingChoice, ChangeChoice } from './use-booking-choice.ts';

export interface Offer {
  readonly today: LocalDate;
  readonly month: Month;
  /** The months between which somebody can look: from this one to the end of the booking window. */
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  readonly showMonth: (month: Month) => void;
  /** How much is free on each date of the month, and the first free date from its beginning on. */
  readonly monthsQuery: MonthsQuery;
  readonly months: MonthsView;
  /** The times of the week around what is chosen, or around the day that probably will be. */
  readonly query: SlotsQuery;
  readonly view: SlotsView;
}

/** The month being looked at and the times of the chosen day, both kept fresh. */
export function useOffer(
  whose: Whose,
  visitType: VisitType,
  timeZone: string,
  choice: BookingChoice,
  change: ChangeChoice,
): Offer {
  const { sync } = useServices();
  const [browsed, setBrowsed] = useState<Month | null>(null);
  const today = localDateOf(timeZone, sync.now());
  const [firstMonth, lastMonth] = [monthOf(today), monthOf(addDays(today, visitType.bookingWindowDays + 1))];
  const wanted = choice.date === null ? (browsed ?? firstMonth) : monthOf(choice.date);
  const month = laterOf(wanted, firstMonth);

  const common = { ...whose, visitTypeId: visitType.id, timeZone };
  const monthsQuery: MonthsQuery = { kind: 'months', ...common, ...datesOf(month) };
  const months = useMonths(monthsQuery);
  const next: MonthsQuery = { ...monthsQuery, ...datesOf(addMonths(month, 1)) };
  usePrefetch(next, months.status === 'ready' && month < lastMonth);

  const chosen = choice.slot === null ? choice.date : localDateOf(timeZone, epochMs(choice.slot));
  const query: SlotsQuery = {
    kind: 'slots',
    ...common,
    ...weekAround(chosen ?? laterOf(today, firstOf(month))),
  };
  const view = useSlots(query);

  // The first day that can be booked is there to be seen at once; whoever leafs through months is left alone.
  const nextFree = months.answer?.nextFree ?? null;
  const first = nextFree !== null && (browsed === null || monthOf(nextFree) === month) ? nextFree : null;
  useEffect(() => {
    if (choice.date === null && first !== null) {
      change({ date: first });
    }
  }, [choice.date, first, change]);

  return {
    today,
    month,
    firstMonth,
    lastMonth,
    showMonth(shown) {
      setBrowsed(shown);
      change({ date: null, slot: null });
    },
    monthsQuery,
    months,
    query,
    view,
  };
}

function datesOf(month: Month): { from: LocalDate; to: LocalDate } {
  return { from: firstOf(month), to: lastOf(month) };
}

/** The whole row of the calendar: its other days are there at once, and so are the closest other times. */
function weekAround(date: LocalDate): { from: LocalDate; to: LocalDate } {
  const from = addDays(date, -((dayOfWeek(date) - firstDayOfWeek() + 7) % 7));
  return { from, to: addDays(from, 6) };
}

/** Reads the next month once this one is there, so that leafing shows it at once. */
function usePrefetch(query: MonthsQuery, enabled: boolean): void {
  const { sync } = useServices();
  const key = queryKey(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query, whose object is made anew
  useEffect(() => {
    if (enabled) {
      sync.prefetch(query);
    }
  }, [sync, enabled, key]);
}
