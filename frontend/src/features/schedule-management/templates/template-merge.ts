import { sameHours, type TemplateDraft, WEEK, windowsOfDay } from './template-draft.ts';

function isSameDay(a: TemplateDraft, b: TemplateDraft, day: number): boolean {
  const only = (draft: TemplateDraft) => ({ ...draft, effectiveFrom: '', windows: windowsOfDay(draft, day) });
  return sameHours(only(a), only(b));
}

/**
 * Theirs, with the days that were changed in `mine` since `base` as they are there, and the first date if it was changed.
 * What both changed is mine.
 */
export function mineOnTheirs(base: TemplateDraft, mine: TemplateDraft, theirs: TemplateDraft): TemplateDraft {
  return {
    ...theirs,
    effectiveFrom: mine.effectiveFrom === base.effectiveFrom ? theirs.effectiveFrom : mine.effectiveFrom,
    windows: WEEK.flatMap((day) => windowsOfDay(isSameDay(base, mine, day) ? theirs : mine, day)),
  };
}
