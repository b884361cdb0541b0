import type { Template } from '@openslot/shared/contracts/templates';

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
