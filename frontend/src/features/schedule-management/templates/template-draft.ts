import type { Template, WeeklyWindow } from '@openslot/shared/contracts/templates';
import type { WindowRow } from '../windows/window-checks.ts';
import { rowOf, windowOf } from '../windows/window-rows.ts';

/** Monday first, as the editor lists them; the numbers are the contract's (0 is Sunday). */
export const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;

export const DAY_NAMES = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

export function dayName(dayOfWeek: number): string {
  return DAY_NAMES[dayOfWeek] ?? '';
}

/** One window in the editor. */
export interface DraftWindow extends WindowRow {
  readonly dayOfWeek: number;
}

/** What the person is editing. `id` and `version` are null for hours that were not saved yet. */
export interface TemplateDraft {
  readonly id: string | null;
  readonly version: number | null;
  readonly effectiveFrom: string;
  readonly windows: readonly DraftWindow[];
}

function draftWindow({ dayOfWeek, ...hours }: WeeklyWindow): DraftWindow {
  return { ...rowOf(hours), dayOfWeek };
}

/** A template as editable rows. `from` replaces its first date: hours that have begun change from today on (SL4). */
export function draftOfTemplate(template: Template, from: string): TemplateDraft {
  return {
    id: template.id,
    version: template.version,
    effectiveFrom: from,
    windows: template.windows.map(draftWindow),
  };
}

/** New hours from a date, beginning with a copy of `windows`. */
export function newDraft(effectiveFrom: string, windows: readonly WeeklyWindow[]): TemplateDraft {
  return { id: null, version: null, effectiveFrom, windows: windows.map(draftWindow) };
}

/** The rows in the order they are shown and sent: Monday to Sunday, each day by its start. The index is the contract's pointer. */
export function sentRows(draft: TemplateDraft): DraftWindow[] {
  return WEEK.flatMap((day) => windowsOfDay(draft, day));
}

/** The windows the API is given; `24:00` for a midnight at the end. */
export function windowsToSend(draft: TemplateDraft): WeeklyWindow[] {
  return sentRows(draft).map((row) => ({ dayOfWeek: row.dayOfWeek, ...windowOf(row) }));
}

export function windowsOfDay(draft: TemplateDraft, dayOfWeek: number): DraftWindow[] {
  return draft.windows.filter((window) => window.dayOfWeek === dayOfWeek);
}

function fingerprint(windows: readonly WeeklyWindow[]): string {
  return windows
    .map(
      (window) =>
        `${window.dayOfWeek}|${window.start}|${window.end}|${window.maxSessions}|${window.visitTypeIds}`,
    )
    .sort()
    .join(' ');
}

/** True when both say the same, whatever the order of their rows. */
export function sameHours(a: TemplateDraft, b: TemplateDraft): boolean {
  return (
    a.effectiveFrom === b.effectiveFrom && fingerprint(windowsToSend(a)) === fingerprint(windowsToSend(b))
  );
}
