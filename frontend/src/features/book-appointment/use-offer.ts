import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { addDays, type LocalDate } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services-context.ts';
import type { SlotsQuery } from '../../sync/query.ts';
import type { SlotsView } from '../../sync/sync-types.ts';
import { useSlots } from '../../sync/use-slots.ts';
import { addMonths, firstOf, lastOf, laterOf, type Month, monthOf } from './month.ts';
import { firstFreeDate } from './offered-slots.ts';
import type { BookingChoice, ChangeChoice } from './use-booking-choice.ts';
import { type NextFree, useNextFree } from './use-next-free.ts';

export interface Offer {
  readonly today: LocalDate;
  readonly month: Month;
  /** The months between which somebody can look: from this one to the end of the booking window. */
  readonly firstMonth: Month;
  readonly lastMonth: Month;
  readonly showMonth: (month: Month) => void;
  readonly query: SlotsQuery;
  readonly view: SlotsView;
  readonly nextFree: NextFree;
}

/** The month being looked at, its slots kept fresh, and where the next free day lies when it has none. */
export function useOffer(
  doctorId: string,
  visitType: VisitType,
  timeZone: string,
  choice: BookingChoice,
  change: ChangeChoice,
): Offer {
  const { sync } = useServices();
  const [browsed, setBrowsed] = useState<Month | null>(null);
  const today = localDateOf(timeZone, sync.now());
  const lastDate = addDays(today, visitType.bookingWindowDays + 1);
  const [firstMonth, lastMonth] = [monthOf(today), monthOf(lastDate)];
  const wanted = choice.date === null ? (browsed ?? firstMonth) : monthOf(choice.date);
  const month = laterOf(wanted, firstMonth);

  const query = monthQuery(doctorId, visitType.id, timeZone, month);
  const view = useSlots(query);
  const isEmpty = view.status === 'ready' && firstFreeDate(view.answer) === null;
  const nextFree = useNextFree(query, lastDate, isEmpty && (view.answer?.bookable ?? false));
  usePrefetch(monthQuery(doctorId, visitType.id, timeZone, addMonths(month, 1)), view, month < lastMonth);

  // The first day that can be booked is there to be seen at once; whoever leafs through months is left alone.
  const first = firstFreeDate(view.answer) ?? (browsed === null ? nextFree.date : null);
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
    showMonth(next) {
      setBrowsed(next);
      change({ date: null, slot: null });
    },
    query,
    view,
    nextFree,
  };
}

function monthQuery(doctorId: string, visitTypeId: string, timeZone: string, month: Month): SlotsQuery {
  return { kind: 'slots', doctorId, visitTypeId, timeZone, from: firstOf(month), to: lastOf(month) };
}

/** Reads the next month once this one is there, so that leafing shows it at once. */
function usePrefetch(query: SlotsQuery, shown: SlotsView, enabled: boolean): void {
  const { sync } = useServices();
  const isReady = shown.status === 'ready' && enabled;
  const { doctorId, visitTypeId, timeZone, from, to } = query;
  useEffect(() => {
    if (isReady) {
      sync.prefetch({ kind: 'slots', doctorId, visitTypeId, timeZone, from, to });
    }
  }, [sync, isReady, doctorId, visitTypeId, timeZone, from, to]);
}
