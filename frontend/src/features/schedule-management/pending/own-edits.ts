import type { CalendarAnswer, WorkingWindow } from '@openslot/shared/contracts/calendar';
import type { Override, OverrideInput } from '@openslot/shared/contracts/overrides';
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
}

/** A change of this tab: `seq` is null while it is being saved, then the number it was answered with. */
export interface OwnEdit extends Edit {
  readonly key: number;
  readonly seq: number | null;
}

/** RT32: counts until something is shown that was read at its number or later, and so has it. */
function isAhead({ seq }: OwnEdit, shownSeq: number): boolean {
  return seq === null || shownSeq < seq;
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

/** The calendar with the own changes it cannot know of yet; an override brings its hours (SL5). */
export function withOwnEdits(answer: CalendarAnswer, edits: readonly OwnEdit[]): CalendarAnswer {
  const ahead = edits.filter((edit) => isAhead(edit, answer.seq));
  if (ahead.length === 0) {
    return answer;
  }
  const own = ahead.flatMap(({ overrides = [] }) => overrides);
  const dates = new Set(own.map(({ date }) => date));
  return {
    ...answer,
    unavailability: withOwnUnavailability(answer.unavailability, answer.seq, ahead),
    overrides: withOwnOverrides(answer.overrides, answer.seq, ahead),
    working: [
      ...answer.working.filter(({ date }) => !dates.has(date)),
      ...own.flatMap((override) => hoursOf(override, answer.timeZone)),
    ],
  };
}

function hoursOf({ date, windows }: Override, timeZone: string): WorkingWindow[] {
  return windows.map(({ start, end }) => ({
    date,
    source: 'override' as const,
    startsAt: isoInstant(wallClockToInstant(timeZone, date, start)),
    endsAt: isoInstant(wallClockToInstant(timeZone, end <= start ? addDays(date, 1) : date, end)),
  }));
}

/** The ids of what is being saved, for its look. */
export function savingIds(edits: readonly OwnEdit[]): ReadonlySet<string> {
  const saving = edits.filter(({ seq }) => seq === null);
  return new Set(
    saving.flatMap(({ unavailability = [], overrides = [], leaving = [] }) => [
      ...[...unavailability, ...overrides].map(({ id }) => id),
      ...leaving,
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
