import { type DoctorState, isDue, type QueryState, type SyncState } from './core/state.ts';
import type { QueryKey } from './query.ts';
import type { AvailabilityState, CalendarView, MonthsView, QueryView, SlotsView } from './sync-types.ts';

type Numbers = Readonly<Record<string, number>>;
type View = SlotsView | MonthsView | CalendarView;

/** Makes what pages see of the queries; unchanged queries keep their object, so that nothing renders for nothing. */
export function createViews(): (state: Pick<SyncState, 'queries' | 'doctors'>) => AvailabilityState {
  const made = new WeakMap<QueryState, View>();
  let last: { queries: SyncState['queries']; result: AvailabilityState } | undefined;
  let heard: Numbers = {};
  let profiles: Numbers = {};
  const previous = new Map<QueryKey, View>();

  const viewOf = (query: QueryState): View => {
    const known = made.get(query);
    if (known) {
      return known;
    }
    const before = previous.get(query.key);
    const fresh = view(query);
    const result = before && isSame(before, fresh) ? before : fresh;
    made.set(query, result);
    previous.set(query.key, result);
    return result;
  };

  return ({ queries, doctors }) => {
    const before = { heard, profiles };
    heard = numbersOf(doctors, (doctor) => doctor.heard, heard);
    profiles = numbersOf(doctors, (doctor) => doctor.profileSeq, profiles);
    if (last?.queries === queries && heard === before.heard && profiles === before.profiles) {
      return last.result;
    }
    const slots: Record<QueryKey, SlotsView> = {};
    const months: Record<QueryKey, MonthsView> = {};
    const calendars: Record<QueryKey, CalendarView> = {};
    for (const query of Object.values(queries)) {
      if (query.query.kind === 'slots') {
        slots[query.key] = viewOf(query) as SlotsView;
      } else if (query.query.kind === 'months') {
        months[query.key] = viewOf(query) as MonthsView;
      } else {
        calendars[query.key] = viewOf(query) as CalendarView;
      }
    }
    for (const key of previous.keys()) {
      if (!(key in queries)) {
        previous.delete(key);
      }
    }
    last = { queries, result: { slots, months, calendars, heard, profiles } };
    return last.result;
  };
}

/** Keeps its object while no number changes. */
function numbersOf(
  doctors: SyncState['doctors'],
  numberOf: (doctor: DoctorState) => number | null,
  before: Numbers,
): Numbers {
  const known = Object.values(doctors).flatMap((doctor) => {
    const number = numberOf(doctor);
    return number === null ? [] : [[doctor.doctorId, number] as const];
  });
  const isSame =
    known.length === Object.keys(before).length &&
    known.every(([doctorId, number]) => before[doctorId] === number);
  return isSame ? before : Object.fromEntries(known);
}

function view(query: QueryState): View {
  const shared = {
    stale: query.shown !== null && (isDue(query) || query.error !== null),
    justTaken: query.gone,
    error: query.error ?? undefined,
  };
  if (query.shown === null) {
    return { ...shared, status: query.error === null ? 'loading' : 'failed', answer: undefined };
  }
  return { ...shared, status: 'ready', answer: query.shown.value } as View;
}

function isSame(a: QueryView<unknown>, b: QueryView<unknown>): boolean {
  return (Object.keys(a) as (keyof QueryView<unknown>)[]).every(
    (name) => a[name] === b[name] || (name === 'justTaken' && a.justTaken.length + b.justTaken.length === 0),
  );
}
