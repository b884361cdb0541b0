import type { Holiday, HolidayList } from '@openslot/shared/contracts/holidays';
import type { Override, OverrideInput } from '@openslot/shared/contracts/overrides';
import type { RecurringOverride } from '@openslot/shared/contracts/recurring-overrides';
import type { Unavailability, UnavailabilityInput } from '@openslot/shared/contracts/unavailability';
import { addDays } from '@openslot/shared/time/local-date';
import { dayBounds, wallClockToInstant } from '@openslot/shared/time/zone';
import { isoInstant } from '../../../lib/clock.ts';

/** What a change makes of the schedule: things as they will be, by id, and ids of those that will be gone. */
export interface Edit {
  readonly unavailability?: readonly Unavailability[];
  readonly overrides?: readonly Override[];
  readonly removed?: readonly string[];
  /** Dates that go back to hours which only the server knows: their overrides stay in sight until then. */
  readonly leaving?: readonly string[];
  /** A recurring override that is added (no `before`), changed, or removed (no `after`). */
  readonly recurring?: RecurringChange;
  readonly holidays?: HolidaysChange;
  /** Patients can notice nothing of it, so it got no number of its own: whatever has the next one surely has it. */
  readonly unnumbered?: boolean;
}

export interface RecurringChange {
  readonly before: RecurringOverride | null;
  readonly after: RecurringOverride | null;
}

/** The holidays of the doctor alone. */
export interface HolidaysChange {
  readonly before: readonly Holiday[];
  readonly after: HolidayList;
}

/** A change of this tab: `seq` is null while it is being saved, then the number it was answered with. */
export interface OwnEdit extends Edit {
  readonly key: number;
  readonly seq: number | null;
}

/** RT32: counts until something is shown that was read at its number or later, and so has it. */
export function isAhead({ seq, unnumbered = false }: OwnEdit, shownSeq: number): boolean {
  return seq === null || shownSeq < seq || (unnumbered && shownSeq === seq);
}

function placed<T extends { readonly id: string }>(
  known: readonly T[],
  own: readonly T[],
  gone: readonly string[],
): T[] {
  const ids = new Set([...gone, ...own.map(({ id }) => id)]);
  return [...known.filter(({ id }) => !ids.has(id)), ...own];
}

/** A list that was read at `shownSeq`, with the own changes it cannot know of yet. */
export function withOwnUnavailability(
  known: readonly Unavailability[],
  shownSeq: number,
  edits: readonly OwnEdit[],
): Unavailability[] {
  return edits
    .filter((edit) => isAhead(edit, shownSeq))
    .reduce<Unavailability[]>(
      (items, { unavailability = [], removed = [] }) => placed(items, unavailability, removed),
      [...known],
    )
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}

/** The same for overrides; a date has one. */
export function withOwnOverrides(
  known: readonly Override[],
  shownSeq: number,
  edits: readonly OwnEdit[],
): Override[] {
  return edits
    .filter((edit) => isAhead(edit, shownSeq))
    .reduce<Override[]>(
      (items, { overrides = [], removed = [] }) => {
        const dates = new Set(overrides.map(({ date }) => date));
        return placed(
          items.filter(({ date }) => !dates.has(date)),
          overrides,
          removed,
        );
      },
      [...known],
    );
}

/** The ids of what is being saved, for its look. */
export function savingIds(edits: readonly OwnEdit[]): ReadonlySet<string> {
  const saving = edits.filter(({ seq }) => seq === null);
  return new Set(
    saving.flatMap(({ unavailability = [], overrides = [], leaving = [], recurring }) => [
      ...[...unavailability, ...overrides].map(({ id }) => id),
      ...leaving,
      ...[recurring?.after ?? recurring?.before].flatMap((item) => item?.id ?? []),
    ]),
  );
}

/** The unavailability as the server will have it; `before` is the one that is changed. */
export function unavailabilityToBe(
  input: UnavailabilityInput,
  timeZone: string,
  before: Unavailability | null,
): Unavailability {
  const { allDay, startDate, endDate, startTime, endTime, reason } = input;
  const startsAt =
    startTime === null
      ? dayBounds(timeZone, startDate).start
      : wallClockToInstant(timeZone, startDate, startTime);
  const endsAt =
    endTime === null
      ? dayBounds(timeZone, addDays(endDate, 1)).start
      : wallClockToInstant(timeZone, endDate, endTime);
  return {
    id: before?.id ?? `new ${startDate} ${startTime} ${endDate} ${endTime}`,
    version: (before?.version ?? 0) + 1,
    allDay,
    startDate,
    endDate,
    startTime,
    endTime,
    timeZone,
    startsAt: isoInstant(startsAt),
    endsAt: isoInstant(endsAt),
    reason,
  };
}

/** The overrides as the server will have them. */
export function overridesToBe(inputs: readonly OverrideInput[]): Override[] {
  return inputs.map(({ date, windows, reason, version }) => ({
    id: `new ${date}`,
    version: (version ?? 0) + 1,
    date,
    windows: [...windows],
    reason,
  }));
}
