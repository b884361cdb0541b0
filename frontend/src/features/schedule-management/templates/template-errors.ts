import { serverWindowErrors, type WindowErrors, windowErrors } from '../windows/window-checks.ts';
import { sentRows, type TemplateDraft, WEEK, windowsOfDay } from './template-draft.ts';

export interface TemplateErrors {
  readonly effectiveFrom: string | undefined;
  /** By row key. */
  readonly rows: ReadonlyMap<string, WindowErrors>;
}

/** True when the draft can be sent. */
export function isSendable(errors: TemplateErrors): boolean {
  return errors.effectiveFrom === undefined && errors.rows.size === 0;
}

/** What the page itself finds wrong. `today` is a date in the doctor's zone: the past is never rewritten (SL4). */
export function templateErrors(draft: TemplateDraft, today: string): TemplateErrors {
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(draft.effectiveFrom);
  const begins = draft.effectiveFrom < today ? 'Must not be in the past' : undefined;
  return {
    effectiveFrom: isDate ? begins : 'Choose a date',
    rows: new Map(WEEK.flatMap((day) => [...windowErrors(windowsOfDay(draft, day))])),
  };
}

/** Adds what the server found, told by pointers such as `windows/3/end` into the rows as they were sent. */
export function withServerErrors(
  errors: TemplateErrors,
  draft: TemplateDraft,
  server: Readonly<Record<string, string>>,
): TemplateErrors {
  const rows = new Map(errors.rows);
  for (const [index, row] of sentRows(draft).entries()) {
    const found = serverWindowErrors(server, `windows/${index}`);
    if (found !== undefined && !rows.has(row.key)) {
      rows.set(row.key, found);
    }
  }
  return { effectiveFrom: errors.effectiveFrom ?? server.effectiveFrom, rows };
}
