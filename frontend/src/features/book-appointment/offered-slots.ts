import type { Slot } from '@openslot/shared/contracts/slots';
import type { LocalDate } from '@openslot/shared/time/local-date';
import { instantToLocal } from '@openslot/shared/time/zone';
import { epochMs } from '../../lib/clock.ts';
import type { GoneSlot, MonthsView, SlotsView } from '../../sync/sync-types.ts';

type OfferedSlots = SlotsView['answer'];
type OfferedSlot = Slot & { readonly doctorIds?: readonly string[] };

/** One line of the time list. */
export interface SlotEntry {
  readonly startsAt: string;
  readonly endsAt: string;
  /** `held` by somebody else, `own`: for whoever looks. */
  readonly state: 'free' | 'own' | 'held' | 'taken' | 'removed';
  /** With any doctor: who offers it. */
  readonly doctorIds: readonly string[];
}

export interface SlotGroup {
  readonly name: 'Morning' | 'Afternoon' | 'Evening';
  readonly entries: readonly SlotEntry[];
}

/** Number of slots that can be chosen, for each date that has some. */
export function countsByDate({ days }: NonNullable<MonthsView['answer']>): ReadonlyMap<LocalDate, number> {
  return new Map(days.filter(({ count }) => count > 0).map(({ date, count }) => [date, count]));
}

export function freeSlots(answer: OfferedSlots): Slot[] {
  return (answer?.days ?? []).flatMap(({ slots }) => slots.filter(({ status }) => status === 'free'));
}

/** The slots of one date in `timeZone` with those that just went, in time order: nothing moves while somebody reaches for it. */
export function entriesOf(
  answer: OfferedSlots,
  gone: readonly GoneSlot[],
  date: LocalDate,
  timeZone: string,
): SlotEntry[] {
  const offered: readonly OfferedSlot[] = answer?.days.find((day) => day.date === date)?.slots ?? [];
  const missing = gone.filter(({ startsAt }) => instantToLocal(timeZone, epochMs(startsAt)).date === date);
  return [
    ...offered.map((slot) => ({
      startsAt: slot.startsAt,
      endsAt: slot.endsAt,
      state: slot.status,
      doctorIds: slot.doctorIds ?? [],
    })),
    ...missing.map(({ startsAt, endsAt, reason }) => ({ startsAt, endsAt, state: reason, doctorIds: [] })),
  ].sort((a, b) => epochMs(a.startsAt) - epochMs(b.startsAt));
}

/** Before noon, before 17:00, and after, by the wall clock of `timeZone`; empty groups are left out. */
export function groupEntries(entries: readonly SlotEntry[], timeZone: string): SlotGroup[] {
  const names = ['Morning', 'Afternoon', 'Evening'] as const;
  return names
    .map((name) => ({
      name,
      entries: entries.filter(({ startsAt }) => partOfDay(startsAt, timeZone) === name),
    }))
    .filter((group) => group.entries.length > 0);
}

function partOfDay(startsAt: string, timeZone: string): SlotGroup['name'] {
  const { time } = instantToLocal(timeZone, epochMs(startsAt));
  if (time < '12:00') {
    return 'Morning';
  }
  return time < '17:00' ? 'Afternoon' : 'Evening';
}

/** The free slots closest to a time that is gone, in time order. */
export function nearestFree(answer: OfferedSlots, startsAt: string, count: number): Slot[] {
  const wanted = epochMs(startsAt);
  const distance = (slot: Slot): number => Math.abs(epochMs(slot.startsAt) - wanted);
  return freeSlots(answer)
    .filter((slot) => slot.startsAt !== startsAt)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count)
    .sort((a, b) => epochMs(a.startsAt) - epochMs(b.startsAt));
}
