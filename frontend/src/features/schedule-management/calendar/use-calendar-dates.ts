import { useMediaQuery } from '@mantine/hooks';
import { addDays, isLocalDate } from '@openslot/shared/time/local-date';
import { useSearchParams } from 'react-router';
import { firstDayOfWeek } from '../../../lib/format.ts';
import { datesFrom, startOfWeek } from './calendar-model.ts';
import type { CalendarViewName } from './calendar-toolbar.tsx';

const PHONE = '(max-width: 47.99em)';

/** Which dates the calendar shows, kept in the address so that a reload or a shared link shows the same. */
export function useCalendarDates(today: string) {
  const [search, setSearch] = useSearchParams();
  const isPhone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });
  const asked = search.get('view');
  const usual: CalendarViewName = isPhone ? 'day' : 'week';
  const view: CalendarViewName = asked === 'day' || asked === 'week' ? asked : usual;
  const wanted = search.get('date');
  const date = wanted !== null && isLocalDate(wanted) ? wanted : today;
  const change = (key: string, value: string | null) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) {
          next.delete(key);
        } else {
          next.set(key, value);
        }
        return next;
      },
      { replace: true },
    );
  return {
    view,
    dates: view === 'week' ? datesFrom(startOfWeek(date, firstDayOfWeek()), 7) : [date],
    setView: (next: CalendarViewName) => change('view', next),
    move: (direction: -1 | 0 | 1) =>
      change('date', direction === 0 ? null : addDays(date, direction * (view === 'week' ? 7 : 1))),
  };
}
