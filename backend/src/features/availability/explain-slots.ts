import type { ExplainAnswer, ExplainedStart } from '@openslot/shared/contracts/explain';
import { invalidField } from '@openslot/shared/errors/app-error';
import { explainSlot } from '@openslot/shared/slots/explain-slot';
import { generateSlots } from '@openslot/shared/slots/generate-slots';
import type { SlotInput } from '@openslot/shared/slots/slot-types';
import { dayBounds, localDateOf } from '@openslot/shared/time/zone';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { readDoctorRecord, readDoctorSchedule } from '../../schedule/schedule.repository.ts';
import { offeredVisitType, toSlotInput } from '../../schedule/slot-input.ts';

interface ExplainQuery {
  readonly doctorId: string;
  readonly visitTypeId: string;
  /** A local date of the doctor's zone. */
  readonly date: string;
  /** A start on that date that is asked about in particular. */
  readonly startsAt?: string | undefined;
}

/**
 * Why each start of a date is offered or not, by the engine that offers them (SL14).
 * @throws AppError `not_found` for an unknown doctor, `invalid_request` when `startsAt` lies on another date.
 */
export async function explainSlots(
  models: Models,
  clock: Clock,
  query: ExplainQuery,
): Promise<ExplainAnswer> {
  const now = clock.now();
  const { date } = query;
  const doctor = await readDoctorRecord(models, query.doctorId);
  const { timeZone } = doctor;
  const asked = query.startsAt === undefined ? null : Date.parse(query.startsAt);
  if (asked !== null && localDateOf(timeZone, asked) !== date) {
    throw invalidField('/query/startsAt', "must lie on the date in the doctor's time zone");
  }
  const schedule = await readDoctorSchedule(models, doctor, dayBounds(timeZone, date));
  const visitType = offeredVisitType(schedule, query.visitTypeId);
  const answer = {
    doctorId: String(doctor._id),
    seq: doctor.seq,
    asOf: new Date(now).toISOString(),
    timeZone,
  };
  if (visitType === null) {
    const notBookable = doctor.active ? ('visit_type_not_offered' as const) : ('doctor_inactive' as const);
    return { ...answer, notBookable, starts: [], asked: null };
  }
  const input = toSlotInput(schedule, visitType, { from: date, to: date }, timeZone, now);
  return {
    ...answer,
    notBookable: null,
    starts: explainedStarts(input),
    asked: asked === null ? null : explainedStart(input, asked),
  };
}

function explainedStarts(input: SlotInput): ExplainedStart[] {
  const { slots, rejected = [] } = generateSlots(input, { explain: true });
  return [...slots.map(({ start }) => ({ start, code: null })), ...rejected]
    .sort((a, b) => a.start - b.start)
    .map(({ start, code }) => ({ startsAt: new Date(start).toISOString(), code }));
}

function explainedStart(input: SlotInput, start: number): ExplainedStart {
  return { startsAt: new Date(start).toISOString(), code: explainSlot(input, start).code };
}
