import type { Holiday } from '@openslot/shared/contracts/holidays';

function isSame(one: Holiday, other: Holiday): boolean {
  return one.date === other.date && one.name === other.name;
}

/** What `all` has and `some` has not; another name is another holiday. */
export function holidaysMissingIn(some: readonly Holiday[], all: readonly Holiday[]): Holiday[] {
  return all.filter((holiday) => !some.some((other) => isSame(holiday, other)));
}

/** The last of the same ones goes: the clinic and a doctor may have the same holiday. */
export function withoutHoliday(holidays: readonly Holiday[], gone: Holiday): Holiday[] {
  const index = holidays.findLastIndex((holiday) => isSame(holiday, gone));
  return holidays.filter((_, place) => place !== index);
}

export function areSameHolidays(some: readonly Holiday[], others: readonly Holiday[]): boolean {
  return holidaysMissingIn(some, others).length === 0 && holidaysMissingIn(others, some).length === 0;
}

/** Their list with what was added, renamed and taken away in `mine` since `base`. */
export function holidaysOnTheirs(
  base: readonly Holiday[],
  mine: readonly Holiday[],
  theirs: readonly Holiday[],
): Holiday[] {
  const [added, gone] = [holidaysMissingIn(base, mine), holidaysMissingIn(mine, base)];
  const replaced = new Set(added.map(({ date }) => date));
  const kept = holidaysMissingIn(gone, theirs).filter(({ date }) => !replaced.has(date));
  return [...kept, ...added].sort((a, b) => (a.date < b.date ? -1 : 1));
}
