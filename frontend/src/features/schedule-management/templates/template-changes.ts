import { timeText } from '../calendar/date-texts.ts';
import { limitText } from '../windows/limit-text.ts';
import { typesText, type VisitTypeChoice } from '../windows/visit-type-choices.ts';
import { windowOf } from '../windows/window-rows.ts';
import { dayName, type TemplateDraft, WEEK, windowsOfDay } from './template-draft.ts';

/** One day on which two versions of the weekly hours differ; texts such as `09:00–12:00, 13:00–17:00` or `closed`. */
export interface DayChange {
  readonly day: string;
  readonly before: string;
  readonly after: string;
}

interface Hours {
  readonly start: string;
  readonly end: string;
  readonly maxSessions: number | null;
  readonly visitTypeIds?: readonly string[] | undefined;
}

function forText({ visitTypeIds }: Hours, types: readonly VisitTypeChoice[]): string {
  return visitTypeIds === undefined ? '' : ` (${typesText(types, visitTypeIds).replace(/^Only/, 'only')})`;
}

/** The windows of one day in words, sorted by their start. `types` names what a window is for. */
export function hoursText(windows: readonly Hours[], types: readonly VisitTypeChoice[]): string {
  if (windows.length === 0) {
    return 'closed';
  }
  return [...windows]
    .sort((a, b) => a.start.localeCompare(b.start))
    .map((hours) => {
      const { start, end, maxSessions } = hours;
      return `${timeText(start)}–${timeText(end)}${limitText(maxSessions)}${forText(hours, types)}`;
    })
    .join(', ');
}

/** What differs between two versions, day by day, the first date included. */
export function templateChanges(
  before: TemplateDraft,
  after: TemplateDraft,
  types: readonly VisitTypeChoice[],
): DayChange[] {
  const hoursOn = (draft: TemplateDraft, day: number) =>
    hoursText(windowsOfDay(draft, day).map(windowOf), types);
  const days = WEEK.map((day) => ({
    day: dayName(day),
    before: hoursOn(before, day),
    after: hoursOn(after, day),
  }));
  const start = { day: 'In force from', before: before.effectiveFrom, after: after.effectiveFrom };
  return [start, ...days].filter((change) => change.before !== change.after);
}
