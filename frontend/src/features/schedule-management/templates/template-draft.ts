import type { Template, WeeklyWindow } from '@openslot/shared/contracts/templates';

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

/** One window in the editor. `key` lives as long as the row, so that errors and focus stay with it. */
export interface DraftWindow {
  readonly key: string;
  readonly dayOfWeek: number;
  /** `HH:MM`, or empty while it is being typed. */
  readonly start: string;
  readonly end: string;
}

/** What the person is editing. `id` and `version` are null for hours that were not saved yet. */
export interface TemplateDraft {
  readonly id: string | null;
  readonly version: number | null;
  readonly effectiveFrom: string;
  readonly windows: readonly DraftWindow[];
}

let made = 0;

/** A key no other row of this page has. */
export function newKey(): string {
  made += 1;
  return `window-${made}`;
}

/** Midnight at the end is written `24:00` in the contract and `00:00` in a time field. */
function toField(end: string): string {
  return end === '24:00' ? '00:00' : end;
}

function fromField(end: string): string {
  return end === '00:00' ? '24:00' : end;
}

/** The window as the contract writes it. */
export function windowOf({ start, end }: Pick<DraftWindow, 'start' | 'end'>): { start: string; end: string } {
  return { start, end: fromField(end) };
}

function draftWindow({ dayOfWeek, start, end }: WeeklyWindow): DraftWindow {
  return { key: newKey(), dayOfWeek, start, end: toField(end) };
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
    .map((window) => `${window.dayOfWeek}|${window.start}|${window.end}`)
    .sort()
    .join(' ');
}

/** True when both say the same, whatever the order of their rows. */
export function sameHours(a: TemplateDraft, b: TemplateDraft): boolean {
  return (
    a.effectiveFrom === b.effectiveFrom && fingerprint(windowsToSend(a)) === fingerprint(windowsToSend(b))
  );
}
