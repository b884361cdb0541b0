import { type DraftWindow, newKey, type TemplateDraft, windowsOfDay } from './template-draft.ts';

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function clock(total: number): string {
  return `${String(Math.floor(total / 60)).padStart(2, '0')}:${String(total % 60).padStart(2, '0')}`;
}

/** A sensible next window: an hour after the day's last one, or nine to five. Midnight when nothing is left of the day. */
function suggestedTimes(day: readonly DraftWindow[]): { start: string; end: string } {
  const ends = day.map((window) => window.end).filter((end) => end !== '' && end !== '00:00');
  const last = ends.length === 0 ? null : Math.max(...ends.map(minutes));
  if (last === null) {
    return { start: '09:00', end: '17:00' };
  }
  const start = Math.min(last + 60, 23 * 60);
  const end = Math.min(start + 180, 24 * 60);
  return { start: clock(start), end: end === 24 * 60 ? '00:00' : clock(end) };
}

export function addWindow(draft: TemplateDraft, dayOfWeek: number): TemplateDraft {
  const times = suggestedTimes(windowsOfDay(draft, dayOfWeek));
  return { ...draft, windows: [...draft.windows, { key: newKey(), dayOfWeek, ...times }] };
}

export function removeWindow(draft: TemplateDraft, key: string): TemplateDraft {
  return { ...draft, windows: draft.windows.filter((window) => window.key !== key) };
}

export function changeWindow(
  draft: TemplateDraft,
  key: string,
  change: Partial<Pick<DraftWindow, 'start' | 'end'>>,
): TemplateDraft {
  return {
    ...draft,
    windows: draft.windows.map((window) => (window.key === key ? { ...window, ...change } : window)),
  };
}

/** Gives other days exactly the windows of one day; what they had goes. */
export function copyDay(draft: TemplateDraft, from: number, to: readonly number[]): TemplateDraft {
  const targets = to.filter((day) => day !== from);
  const source = windowsOfDay(draft, from);
  const copies = targets.flatMap((dayOfWeek) =>
    source.map((window) => ({ ...window, key: newKey(), dayOfWeek })),
  );
  return {
    ...draft,
    windows: [...draft.windows.filter((window) => !targets.includes(window.dayOfWeek)), ...copies],
  };
}
