import { newKey } from '../windows/row-key.ts';
import type { WindowChange } from '../windows/window-checks.ts';
import { suggestedTimes } from '../windows/window-rows.ts';
import { type TemplateDraft, windowsOfDay } from './template-draft.ts';

export function addWindow(draft: TemplateDraft, dayOfWeek: number): TemplateDraft {
  const times = suggestedTimes(windowsOfDay(draft, dayOfWeek));
  return { ...draft, windows: [...draft.windows, { key: newKey(), dayOfWeek, ...times, maxSessions: null }] };
}

export function removeWindow(draft: TemplateDraft, key: string): TemplateDraft {
  return { ...draft, windows: draft.windows.filter((window) => window.key !== key) };
}

export function changeWindow(draft: TemplateDraft, key: string, change: WindowChange): TemplateDraft {
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
