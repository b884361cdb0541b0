import type { Template } from '@openslot/shared/contracts/templates';
import { addDays, dayOfWeek } from '@openslot/shared/time/local-date';

/** The last date on which a template decides: its own end, or the day before the next one begins; null: no end. */
export function lastDate(template: Template, templates: readonly Template[]): string | null {
  const following = templates
    .map((other) => other.effectiveFrom)
    .filter((from) => from > template.effectiveFrom)
    .sort();
  const ends = [template.effectiveTo, ...following.slice(0, 1).map((from) => addDays(from, -1))];
  return ends.filter((date) => date !== null).sort()[0] ?? null;
}

/** True when hours that are in force today still are on the last day of this week. `firstDayOfWeek` 0 is Sunday. */
export function coversThisWeek(last: string | null, today: string, firstDayOfWeek: number): boolean {
  const daysLeft = 6 - ((dayOfWeek(today) - firstDayOfWeek + 7) % 7);
  return last === null || last >= addDays(today, daysLeft);
}

/** The templates of a doctor as seen from a date: `current` is in force, `future` begin later, `past` ended. */
export interface TemplateTimeline {
  readonly current: Template | null;
  /** Soonest first. */
  readonly future: readonly Template[];
  /** Latest first. */
  readonly past: readonly Template[];
}

/** The template in force is the latest that has begun (SL4), unless it ended. `today` is a date in the doctor's zone. */
export function templateTimeline(templates: readonly Template[], today: string): TemplateTimeline {
  const sorted = [...templates].sort((a, b) => a.effectiveFrom.localeCompare(b.effectiveFrom));
  const begun = sorted.filter((template) => template.effectiveFrom <= today);
  const latest = begun.at(-1) ?? null;
  const current =
    latest !== null && (latest.effectiveTo === null || latest.effectiveTo >= today) ? latest : null;
  return {
    current,
    future: sorted.filter((template) => template.effectiveFrom > today),
    past: begun.filter((template) => template !== current).reverse(),
  };
}
