import type { Rejection } from '@openslot/shared/contracts/explain';

interface ReasonText {
  /** A few words for lists. */
  readonly short: string;
  readonly why: string;
  /** What can be done about it. */
  readonly advice: string;
}

/** Why a time is not offered, in words for staff (SL14). */
export const REASONS: Readonly<Record<Rejection, ReasonText>> = {
  OUTSIDE_HOURS: {
    short: 'Outside working hours',
    why: 'The visit would not lie within the working hours.',
    advice: 'Change the weekly hours, or give this date hours of its own.',
  },
  OVERRIDE_CLOSED: {
    short: 'Closed by a date override',
    why: 'A date override replaces the weekly hours, and leaves this time out.',
    advice: 'Change or remove the override of this date.',
  },
  HOLIDAY: {
    short: 'Holiday',
    why: 'This date is a holiday.',
    advice: 'To work all the same, give this date hours of its own: they come before a holiday.',
  },
  BLOCKED: {
    short: 'Unavailable',
    why: 'The doctor is marked unavailable.',
    advice: 'Change or remove the unavailability in the calendar.',
  },
  BOOKED: {
    short: 'Booked',
    why: 'There is another visit at this time.',
    advice: 'Choose another time. It comes back if that visit is cancelled.',
  },
  HELD: {
    short: 'Being booked',
    why: 'Somebody is booking this time right now.',
    advice: 'Wait a few minutes: the time comes back unless it is booked.',
  },
  BUFFER: {
    short: 'Too close to something else',
    why: 'Time is kept free before or after a visit, and this would fall into it.',
    advice: 'Choose a time further away, or let an admin shorten the buffers of this kind of visit.',
  },
  TOO_SOON: {
    short: 'Too soon',
    why: 'This time is over, or nearer than the notice that this kind of visit needs.',
    advice: 'Choose a later time, or let an admin shorten the notice.',
  },
  TOO_FAR: {
    short: 'Too far ahead',
    why: 'This date is farther ahead than visits of this kind can be booked.',
    advice: 'Wait until it comes nearer, or let an admin lengthen the booking window.',
  },
  DST_GAP: {
    short: 'Skipped by the clocks',
    why: 'The clocks change on this date, and the window has no time left.',
    advice: 'Give this date hours that lie after the change.',
  },
  FULL: {
    short: 'Window is full',
    why: 'As many visits as its window allows are booked.',
    advice: 'Raise or remove the limit of visits in the hours.',
  },
  OFF_GRID: {
    short: 'Not a start time',
    why: 'Visits of this kind start at other times.',
    advice: 'Choose one of the start times below.',
  },
};

/** Why nothing of this kind can be booked at all. */
export const NOT_BOOKABLE = {
  doctor_inactive: 'This doctor is not offered. An admin can offer the doctor again.',
  visit_type_not_offered:
    'This doctor does not offer this kind of visit. An admin can add it to the profile.',
} as const;
