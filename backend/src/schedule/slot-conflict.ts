import type { Alternative, SlotConflict } from '@openslot/shared/contracts/slot-conflict';
import type { SlotDay } from '@openslot/shared/contracts/slots';
import { AppError } from '@openslot/shared/errors/app-error';
import { generateSlots } from '@openslot/shared/slots/generate-slots';
import type { Interval, SlotAnswer } from '@openslot/shared/slots/slot-types';
import { addDays } from '@openslot/shared/time/local-date';
import { dayBounds, type EpochMs, localDateOf } from '@openslot/shared/time/zone';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Models } from '../database/models.ts';
import type { Clock } from '../lib/clock.ts';
import { keptSchedules } from './kept-schedules.ts';
import type { OccupiedRecord } from './schedule.repository.ts';
import { type IsOwnHold, offeredVisitType, toSlotInput } from './slot-input.ts';

/** How far around the refused time alternatives are looked for. */
const SEARCHED_DAYS = 14;
const MAX_ALTERNATIVES = 3;
/** The slot engine knows none later (SL16). */
const LAST_DATE = '2199-12-31';

export interface AskedSlot {
  /** The one that was asked for, or everybody who might have taken the visit. */
  readonly doctorIds: readonly string[];
  readonly visitTypeId: string;
  readonly startsAt: string;
  /** The viewer's; the schedule's when absent. */
  readonly timeZone?: string | undefined;
  /** Holds of the person who asks are no obstacle to them. */
  readonly isOwn: IsOwnHold;
  /** What is no obstacle either: the visit that is to move. */
  readonly leaveOut?: (time: OccupiedRecord) => boolean;
}

/**
 * The same refusal with what helps to go on, when somebody else was faster or the time is not offered: the day as it is
 * now and the nearest free slots. Any other error is given back as it is.
 */
export async function withSlotConflict(
  models: Models,
  clock: Clock,
  error: unknown,
  asked: AskedSlot,
): Promise<unknown> {
  if (!(error instanceof AppError) || !(error.code === 'slot_taken' || error.code === 'slot_not_offered')) {
    return error;
  }
  const conflict = await readSlotConflict(models, clock, asked);
  return new AppError(error.code, { ...error.details, extra: { ...error.details.extra, ...conflict } });
}

async function readSlotConflict(models: Models, clock: Clock, asked: AskedSlot): Promise<SlotConflict> {
  const [start, now] = [Date.parse(asked.startsAt), clock.now()];
  const found: Alternative[] = [];
  let only: Pick<SlotConflict, 'seq' | 'day'> = { seq: null, day: null };
  for (const doctorId of asked.doctorIds) {
    // The doctor first: the number is never newer than the slots.
    const doctor = await keptSchedules(models).readDoctor(doctorId);
    const offer = doctor && (await offerAround(models, doctor, asked, start, now));
    if (!doctor || !offer) {
      continue;
    }
    const { _id, name, seq } = doctor;
    found.push(
      ...offer.slots.map((slot) => ({ doctorId: String(_id), doctorName: name, ...instants(slot) })),
    );
    if (asked.doctorIds.length === 1) {
      only = { seq, day: dayOf(offer, asked.timeZone ?? doctor.timeZone, start) };
    }
  }
  const distance = ({ startsAt }: Alternative) => Math.abs(Date.parse(startsAt) - start);
  found.sort((a, b) => distance(a) - distance(b) || (a.startsAt < b.startsAt ? -1 : 1));
  return { ...only, alternatives: found.slice(0, MAX_ALTERNATIVES) };
}

/** What the doctor offers in the days around a time; null when not this kind of visit. */
async function offerAround(
  models: Models,
  doctor: DoctorRecord,
  asked: AskedSlot,
  start: EpochMs,
  now: EpochMs,
): Promise<SlotAnswer | null> {
  const timeZone = asked.timeZone ?? doctor.timeZone;
  const date = localDateOf(timeZone, start);
  const [from, last] = [addDays(date, -SEARCHED_DAYS), addDays(date, SEARCHED_DAYS)];
  const range = { from, to: last < LAST_DATE ? last : LAST_DATE };
  const instants = {
    start: dayBounds(timeZone, range.from).start,
    end: dayBounds(timeZone, range.to).end,
  };
  const schedule = await keptSchedules(models).readSchedule(doctor, instants, now);
  const visitType = offeredVisitType(schedule, asked.visitTypeId);
  const { leaveOut = () => false } = asked;
  const around = { ...schedule, occupied: schedule.occupied.filter((time) => !leaveOut(time)) };
  return visitType && generateSlots(toSlotInput(around, visitType, range, timeZone, now, asked.isOwn));
}

function dayOf({ slots, held }: SlotAnswer, timeZone: string, start: EpochMs): SlotDay {
  const date = localDateOf(timeZone, start);
  const marked = (times: readonly Interval[], status: 'free' | 'held') =>
    times
      .filter((slot) => localDateOf(timeZone, slot.start) === date)
      .map((slot) => ({ ...instants(slot), status }));
  const all = [...marked(slots, 'free'), ...marked(held, 'held')];
  return { date, slots: all.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)) };
}

function instants({ start, end }: Interval): { startsAt: string; endsAt: string } {
  return { startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() };
}
