import type { Holiday, HolidayList } from '@openslot/shared/contracts/holidays';
import { holidaysMissingIn, withoutHoliday } from '../../../lib/holiday-changes.ts';
import { type HolidaysChange, isAhead, type OwnEdit } from './own-edits.ts';

export function addedBy({ before, after }: HolidaysChange): Holiday[] {
  return holidaysMissingIn(before, after.holidays);
}

/** The holidays that a change takes away, and none of whose dates it gives another name. */
export function leftBy({ before, after }: HolidaysChange): Holiday[] {
  const dates = new Set(after.holidays.map(({ date }) => date));
  return before.filter(({ date }) => !dates.has(date));
}

/**
 * The holidays of a calendar with the own changes it cannot know of yet. One that is being taken away stays: only the
 * server knows the hours of its date.
 */
export function withOwnHolidays(
  known: readonly Holiday[],
  shownSeq: number,
  edits: readonly OwnEdit[],
): Holiday[] {
  return edits
    .filter((edit) => isAhead(edit, shownSeq))
    .reduce<Holiday[]>(
      (holidays, { holidays: change, seq }) => {
        if (change === undefined) {
          return holidays;
        }
        const staying = seq === null ? leftBy(change) : [];
        const gone = holidaysMissingIn([...change.after.holidays, ...staying], change.before);
        return [
          ...gone.reduce(withoutHoliday, holidays),
          ...holidaysMissingIn(seq === null ? [] : holidays, addedBy(change)),
        ];
      },
      [...known],
    );
}

/** Whether only names change, which patients never see. */
export function onlyRenames(change: HolidaysChange): boolean {
  const dates = new Set(change.before.map(({ date }) => date));
  return leftBy(change).length === 0 && addedBy(change).every(({ date }) => dates.has(date));
}

/** The doctor's list with the own change that it is older than. */
export function ownHolidayList(known: HolidayList, edits: readonly OwnEdit[]): HolidayList {
  const lists = edits.flatMap(({ holidays }) => holidays?.after ?? []);
  return lists.reduce((newest, list) => (list.version > newest.version ? list : newest), known);
}

/** The dates that the change which is being saved brings; undefined while none is. */
export function savingHolidays(edits: readonly OwnEdit[]): ReadonlySet<string> | undefined {
  const saving = edits.flatMap(({ holidays, seq }) =>
    holidays === undefined || seq !== null ? [] : holidays,
  );
  return saving.length === 0 ? undefined : new Set(saving.flatMap(addedBy).map(({ date }) => date));
}
