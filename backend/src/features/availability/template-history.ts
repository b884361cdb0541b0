import { addDays } from '@openslot/shared/time/local-date';
import { Types } from 'mongoose';
import type { TemplateRecord, WeeklyWindowRecord } from '../../database/models/doctor.model.ts';

interface NewHours {
  readonly effectiveFrom: string;
  readonly windows: readonly WeeklyWindowRecord[];
}

/**
 * The templates after an edit. A template that has begun keeps its past as a template of its own that ended
 * yesterday, and the edited one begins today at the earliest, so that an edit never rewrites the past (SL4).
 * `today` is the local date in the doctor's zone.
 */
export function withEdit(
  templates: readonly TemplateRecord[],
  id: string,
  hours: NewHours,
  today: string,
): TemplateRecord[] {
  return templates.flatMap((template) => {
    if (String(template._id) !== id) {
      return [template];
    }
    const begun = template.effectiveFrom < today;
    const edited: TemplateRecord = {
      ...template,
      version: template.version + 1,
      effectiveFrom: begun && hours.effectiveFrom < today ? today : hours.effectiveFrom,
      windows: [...hours.windows],
    };
    return begun ? [endedBefore(template, edited.effectiveFrom), edited] : [edited];
  });
}

/** The templates after one was removed: nothing is left of one that has not begun, its past of one that has. */
export function withoutTemplate(
  templates: readonly TemplateRecord[],
  id: string,
  today: string,
): TemplateRecord[] {
  return templates.flatMap((template) => {
    if (String(template._id) !== id) {
      return [template];
    }
    return template.effectiveFrom < today
      ? [{ ...template, version: template.version + 1, effectiveTo: addDays(today, -1) }]
      : [];
  });
}

/** The past of a template that goes on with other hours: same windows, closed the day before these begin. */
function endedBefore(template: TemplateRecord, date: string): TemplateRecord {
  return { ...template, _id: new Types.ObjectId(), effectiveTo: addDays(date, -1) };
}
