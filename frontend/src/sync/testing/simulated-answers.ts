import type { CalendarAnswer } from '@openslot/shared/contracts/calendar';
import type { MonthsAnswer } from '@openslot/shared/contracts/months';
import type { Slot, SlotDay, SlotsAnswer } from '@openslot/shared/contracts/slots';
import type { QueryAnswer } from '../core/state.ts';
import type { Query } from '../query.ts';
import type { ToldDay } from '../sync-types.ts';
import { calendarAnswer } from './calendar-answer.ts';
import { slot } from './core-driver.ts';
import { type Cell, DATES, type Offer, type SimulatedDoctor, TIMES } from './simulated-doctor.ts';
import { together } from './simulated-specialty.ts';

const HOUR_MS = 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();

const SLOTS = DATES.map((date) =>
  TIMES.map((time) => {
    const [free, held] = [slot(time, 'free', date), slot(time, 'held', date)];
    return { free, held };
  }),
);

/** A moment by the clinic's clock, and as whom one asks. */
export interface Asked {
  readonly now: number;
  readonly holdId: string | null;
  /** By date and time: from when on the slot is too near to be booked. */
  readonly noticeAt: readonly (readonly number[])[];
}

/** One doctor as one server knows them: as they were at two moments, for the numbers are read before the data. */
export interface Known {
  readonly doctor: SimulatedDoctor;
  readonly numbersAt: number;
  readonly dataAt: number;
}

const seqOf = ({ doctor, numbersAt }: Known): number => doctor.seqAt(numbersAt);
const offerOf = ({ doctor, dataAt }: Known): Offer => doctor.offerAt(doctor.seqAt(dataAt));

export const datesOf = ({ from, to }: Query): number[] =>
  DATES.flatMap((date, index) => (from <= date && date <= to ? [index] : []));

function slotAt(cell: Cell | undefined, date: number, time: number, asked: Asked): Slot | undefined {
  const made = SLOTS[date]?.[time];
  if (made === undefined || cell === undefined || cell === 'gone') {
    return undefined;
  }
  if ((asked.noticeAt[date]?.[time] ?? 0) <= asked.now) {
    return undefined;
  }
  const isHeld = cell !== 'free' && cell.until > asked.now && cell.holdId !== asked.holdId;
  return isHeld ? made.held : made.free;
}

function dayOf(offer: Offer, date: number, asked: Asked): SlotDay {
  const cells = offer.isActive ? (offer.cells[date] ?? []) : [];
  const slots = cells.flatMap((cell, time) => slotAt(cell, date, time, asked) ?? []);
  return { date: DATES[date] ?? '', slots };
}

/** The earliest moment at which the same number gives another answer. */
function freshUntil(offer: Offer, dates: readonly number[], { now, noticeAt }: Asked): number {
  const moments = dates.flatMap((date) => [
    ...(noticeAt[date] ?? []),
    ...(offer.cells[date] ?? []).map((cell) =>
      typeof cell === 'string' ? Number.POSITIVE_INFINITY : cell.until,
    ),
  ]);
  return Math.min(now + HOUR_MS, ...moments.filter((moment) => moment > now));
}

/** One day, as a refusal tells it. */
export function toldDay(known: Known, date: number, asked: Asked): ToldDay {
  return { doctorId: known.doctor.doctorId, seq: seqOf(known), day: dayOf(offerOf(known), date, asked) };
}

function slotsOf(known: Known, query: Query, asked: Asked): SlotsAnswer {
  const [offer, dates] = [offerOf(known), datesOf(query)];
  return {
    doctorId: known.doctor.doctorId,
    seq: seqOf(known),
    asOf: iso(asked.now),
    freshUntil: iso(freshUntil(offer, dates, asked)),
    timeZone: 'UTC',
    bookable: offer.isActive,
    days: dates.map((date) => dayOf(offer, date, asked)),
  };
}

function monthsOf(known: Known, asked: Asked): MonthsAnswer {
  const offer = offerOf(known);
  const dates = DATES.map((_date, index) => index);
  const days = dates.map((date) => {
    const { date: named, slots } = dayOf(offer, date, { ...asked, holdId: null });
    return { date: named, count: slots.filter(({ status }) => status === 'free').length };
  });
  return {
    doctorId: known.doctor.doctorId,
    seq: seqOf(known),
    asOf: iso(asked.now),
    freshUntil: iso(freshUntil(offer, dates, asked)),
    bookable: offer.isActive,
    days,
    nextFree: days.find(({ count }) => count > 0)?.date ?? null,
  };
}

/** Of a schedule, what counts here: which cells stand, and how often its visits changed. */
function calendarOf(known: Known, query: Query, asked: Asked): CalendarAnswer {
  const { doctor, numbersAt, dataAt } = known;
  const cells = datesOf(query).map((date) => offerOf(known).cells[date]);
  return calendarAnswer({
    doctorId: doctor.doctorId,
    seq: seqOf(known),
    rev: seqOf(known) + doctor.visitsUntil(numbersAt),
    asOf: iso(asked.now),
    timeZone: `${doctor.visitsUntil(dataAt)} visits in ${JSON.stringify(cells)}`,
  });
}

/** What a server answers that knows this much; several doctors only for a specialty. */
export function answerOf(query: Query, known: readonly Known[], asked: Asked): QueryAnswer {
  const [first] = known;
  if (!('doctorId' in query) || first === undefined) {
    const parts = known.map((each) => slotsOf(each, query, asked));
    return {
      kind: 'slots',
      value: together(
        parts,
        datesOf(query).map((date) => DATES[date] ?? ''),
        asked.now,
      ),
    };
  }
  switch (query.kind) {
    case 'slots':
      return { kind: 'slots', value: slotsOf(first, query, asked) };
    case 'months':
      return { kind: 'months', value: monthsOf(first, asked) };
    case 'calendar':
      return { kind: 'calendar', value: calendarOf(first, query, asked) };
  }
}
