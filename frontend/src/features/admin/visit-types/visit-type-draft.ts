import { type VisitType, VisitTypeInput } from '@openslot/shared/contracts/visit-types';
import { schemaErrors } from '../../../lib/schema-errors.ts';

/** The form of a visit type: a number field may be empty while it is being typed. */
export interface VisitTypeDraft {
  readonly name: string;
  readonly mode: VisitTypeInput['mode'];
  readonly durationMinutes: number | '';
  /** Empty: the duration. */
  readonly stepMinutes: number | '';
  readonly bufferBeforeMinutes: number | '';
  readonly bufferAfterMinutes: number | '';
  readonly minimumNotice: number | '';
  readonly noticeUnit: NoticeUnit;
  readonly bookingWindowDays: number | '';
  readonly needsApproval: boolean;
  /** Hours before the start, in quarters if need be. */
  readonly cutoffHours: number | '';
  readonly active: boolean;
}

export type NoticeUnit = 'minutes' | 'hours' | 'days';

const UNIT_MINUTES: Readonly<Record<NoticeUnit, number>> = { minutes: 1, hours: 60, days: 1440 };

/** Half an hour in person, two hours ahead, for the coming three months. */
export const NEW_VISIT_TYPE: VisitTypeDraft = {
  name: '',
  mode: 'in_person',
  durationMinutes: 30,
  stepMinutes: '',
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minimumNotice: 2,
  noticeUnit: 'hours',
  bookingWindowDays: 90,
  needsApproval: false,
  cutoffHours: 0,
  active: true,
};

/** The largest unit in which the notice is a whole number: `48 hours` reads as `2 days`. */
function noticeOf(minutes: number): Pick<VisitTypeDraft, 'minimumNotice' | 'noticeUnit'> {
  const unit =
    minutes === 0 ? 'hours' : (['days', 'hours'] as const).find((one) => minutes % UNIT_MINUTES[one] === 0);
  const noticeUnit = unit ?? 'minutes';
  return { minimumNotice: minutes / UNIT_MINUTES[noticeUnit], noticeUnit };
}

export function draftOfVisitType(type: VisitType): VisitTypeDraft {
  const { name, mode, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes, bookingWindowDays, active } =
    type;
  return {
    name,
    mode,
    durationMinutes,
    stepMinutes: type.stepMinutes ?? '',
    bufferBeforeMinutes,
    bufferAfterMinutes,
    ...noticeOf(type.minimumNoticeMinutes),
    bookingWindowDays,
    needsApproval: type.needsApproval,
    cutoffHours: type.cancellationCutoffMinutes / 60,
    active,
  };
}

const NUMBERS = {
  durationMinutes: 'durationMinutes',
  bufferBeforeMinutes: 'bufferBeforeMinutes',
  bufferAfterMinutes: 'bufferAfterMinutes',
  minimumNotice: 'minimumNoticeMinutes',
  bookingWindowDays: 'bookingWindowDays',
  cutoffHours: 'cancellationCutoffMinutes',
} as const;

/** What is wrong in the form, by the name of the field in the API: the contract's own words, and for numbers not given ours. */
export function visitTypeErrors(draft: VisitTypeDraft): Readonly<Record<string, string>> {
  const names = (Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]).filter((name) => draft[name] === '');
  const missing = names.map((name) => [NUMBERS[name], 'Enter a number']);
  return { ...schemaErrors(VisitTypeInput, visitTypeInput(draft)), ...Object.fromEntries(missing) };
}

/** The body the API is given. An empty number is NaN, which the contract refuses. */
export function visitTypeInput(draft: VisitTypeDraft): VisitTypeInput {
  const number = (value: number | '') => (value === '' ? Number.NaN : value);
  return {
    name: draft.name,
    mode: draft.mode,
    durationMinutes: number(draft.durationMinutes),
    stepMinutes: draft.stepMinutes === '' ? null : draft.stepMinutes,
    bufferBeforeMinutes: number(draft.bufferBeforeMinutes),
    bufferAfterMinutes: number(draft.bufferAfterMinutes),
    minimumNoticeMinutes: number(draft.minimumNotice) * UNIT_MINUTES[draft.noticeUnit],
    bookingWindowDays: number(draft.bookingWindowDays),
    needsApproval: draft.needsApproval,
    cancellationCutoffMinutes: Math.round(number(draft.cutoffHours) * 60),
  };
}
