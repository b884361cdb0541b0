import type { Unavailability, UnavailabilityInput } from '@openslot/shared/contracts/unavailability';
import { addDays, isLocalDate } from '@openslot/shared/time/local-date';
import type { MinuteSpan } from '../calendar/calendar-model.ts';
import type { Selection } from '../calendar/selection.ts';
import { timeOfMinute } from '../calendar/selection.ts';

/** The form of an unavailability. Times are wall clock of the doctor's zone, kept while "whole days" is on; `00:00` at the end of a single day is the midnight that ends it. */
export interface UnavailabilityDraft {
  readonly allDay: boolean;
  readonly startDate: string;
  readonly startTime: string;
  readonly endDate: string;
  readonly endTime: string;
  readonly reason: string;
}

export type UnavailabilityErrors = Partial<Record<keyof UnavailabilityDraft, string>>;

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A new unavailability on a date: the hours selected in the calendar, or nine to five. */
export function draftFor(date: string, selection: Selection | null): UnavailabilityDraft {
  return {
    allDay: false,
    startDate: date,
    endDate: date,
    startTime: selection === null ? '09:00' : timeOfMinute(selection.start),
    endTime: selection === null ? '17:00' : fieldTime(timeOfMinute(selection.end)),
    reason: '',
  };
}

function fieldTime(time: string): string {
  return time === '24:00' ? '00:00' : time;
}

/** What is stored, as the form shows it. A time field has no 24:00: over several days it becomes 00:00 of the next date. */
export function draftOfUnavailability(item: Unavailability): UnavailabilityDraft {
  const toMidnight = item.endTime === '24:00' && item.endDate > item.startDate;
  return {
    allDay: item.allDay,
    startDate: item.startDate,
    endDate: toMidnight ? addDays(item.endDate, 1) : item.endDate,
    startTime: item.startTime ?? '09:00',
    endTime: item.endTime === null ? '17:00' : fieldTime(item.endTime),
    reason: item.reason ?? '',
  };
}

/** The same unavailability with the hours its edges were dragged to in the calendar. */
export function resizedDraft(draft: UnavailabilityDraft, span: MinuteSpan | undefined): UnavailabilityDraft {
  return span === undefined
    ? draft
    : { ...draft, startTime: timeOfMinute(span.start), endTime: fieldTime(timeOfMinute(span.end)) };
}

function sentEndTime(draft: UnavailabilityDraft): string {
  return draft.endTime === '00:00' && draft.endDate === draft.startDate ? '24:00' : draft.endTime;
}

/** The body the API is given. */
export function inputOf(draft: UnavailabilityDraft): UnavailabilityInput {
  const reason = draft.reason.trim();
  return {
    allDay: draft.allDay,
    startDate: draft.startDate,
    endDate: draft.endDate,
    startTime: draft.allDay ? null : draft.startTime,
    endTime: draft.allDay ? null : sentEndTime(draft),
    reason: reason === '' ? null : reason,
  };
}

/** The same period once more, for undoing a removal. */
export function inputOfUnavailability(item: Unavailability): UnavailabilityInput {
  const { allDay, startDate, endDate, startTime, endTime, reason } = item;
  return { allDay, startDate, endDate, startTime, endTime, reason };
}

function timeError(time: string): string | undefined {
  if (!TIME.test(time)) {
    return 'Enter a time such as 09:30';
  }
  return Number(time.slice(3)) % 5 === 0 ? undefined : 'Use steps of 5 minutes';
}

function orderError(draft: UnavailabilityDraft): UnavailabilityErrors {
  if (draft.endDate < draft.startDate) {
    return { endDate: 'Must not be before the first date' };
  }
  const start = `${draft.startDate}T${draft.startTime}`;
  return !draft.allDay && `${draft.endDate}T${sentEndTime(draft)}` <= start
    ? { endTime: 'Must be after the start' }
    : {};
}

/** What is wrong with the form, by field; empty when it can be sent. */
export function unavailabilityErrors(draft: UnavailabilityDraft): UnavailabilityErrors {
  const found: [keyof UnavailabilityDraft, string | undefined][] = [
    ['startDate', isLocalDate(draft.startDate) ? undefined : 'Choose a date'],
    ['endDate', isLocalDate(draft.endDate) ? undefined : 'Choose a date'],
    ['startTime', draft.allDay ? undefined : timeError(draft.startTime)],
    ['endTime', draft.allDay ? undefined : timeError(draft.endTime)],
    ['reason', draft.reason.trim().length > 200 ? 'Must have at most 200 characters' : undefined],
  ];
  const errors = Object.fromEntries(found.filter(([, error]) => error !== undefined)) as UnavailabilityErrors;
  return Object.keys(errors).length > 0 ? errors : orderError(draft);
}

/** Moves the start; an end on the same date, or one that would lie before it, follows. */
export function withStartDate(draft: UnavailabilityDraft, startDate: string): UnavailabilityDraft {
  const follows = draft.endDate === draft.startDate || draft.endDate < startDate;
  return { ...draft, startDate, endDate: follows ? startDate : draft.endDate };
}
