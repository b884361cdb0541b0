import type { Appointment } from '@openslot/shared/contracts/appointments';
import { AppError } from '@openslot/shared/errors/app-error';
import { isOffered } from '@openslot/shared/slots/is-offered';
import type { RejectionCode } from '@openslot/shared/slots/slot-types';
import { type ClientSession, Types, trusted } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  type DoctorOutcome,
  type DoctorTransaction,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import { answerOnce, type IdempotentRequest, storeAnswer } from '../../commands/idempotency.ts';
import { duplicateKey } from '../../database/duplicate-key.ts';
import type { AppointmentRecord } from '../../database/models/appointment.model.ts';
import type { VisitTypeRecord } from '../../database/models/clinic.model.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { Models } from '../../database/models.ts';
import { reachOf, slotChanged } from '../../schedule/offer-range.ts';
import {
  readClinicRevision,
  readDoctorRecord,
  readDoctorSchedule,
} from '../../schedule/schedule.repository.ts';
import { hoursOf, offeredVisitType, toSlotInput } from '../../schedule/slot-input.ts';
import { presentVisits } from './appointment.repository.ts';
import { visitNotice } from './appointment-rooms.ts';
import { isPatientKey, occupancyKeys } from './occupancy-keys.ts';

export interface BookingInput {
  readonly doctorId: string;
  readonly visitTypeId: string;
  readonly startsAt: string;
  readonly patientId: string;
  readonly note: string;
}

/** Reasons that another person's booking is behind; the rest are rules of the clinic. */
const TAKEN: readonly RejectionCode[] = ['BOOKED', 'HELD', 'BUFFER', 'FULL'];

/**
 * Books a slot. The slot engine decides again inside the transaction: what is not offered cannot be booked, by
 * any client; and the database refuses any overlap that would still get through.
 * @throws AppError `slot_taken`, `slot_not_offered`, `patient_busy`, `not_found`, `idempotency_key_reused`.
 */
export function bookAppointment(
  deps: CommandDeps,
  context: CommandContext,
  input: BookingInput,
  request: IdempotentRequest,
): Promise<Committed<Appointment>> {
  return answerOnce(deps.models, request, async () => {
    await refuseObvious(deps.models, input);
    try {
      return await runDoctorCommand(
        deps,
        context,
        { doctorId: new Types.ObjectId(input.doctorId), patientId: new Types.ObjectId(input.patientId) },
        (transaction) => claim(deps.models, context, transaction, input),
        (session, committed, now) => storeAnswer(deps.models, session, request, committed, now),
      );
    } catch (error) {
      throw overlapRefusal(error) ?? error;
    }
  });
}

/** Spares most losers of a race the wait for their turn; the transaction decides. */
async function refuseObvious(models: Models, input: BookingInput): Promise<void> {
  const doctor = await readDoctorRecord(models, input.doctorId);
  const visitType = offeredVisitType(
    { doctor, revision: await readClinicRevision(models, doctor.clinicRev) },
    input.visitTypeId,
  );
  if (visitType === null) {
    throw new AppError('slot_not_offered', { detail: 'This doctor does not offer this kind of visit.' });
  }
  const start = Date.parse(input.startsAt);
  const keys = occupancyKeys(
    input.doctorId,
    input.patientId,
    start,
    start + visitType.durationMinutes * 60_000,
  );
  const doctorKeys = keys.filter((key) => !isPatientKey(key));
  if ((await models.occupancy.exists({ keys: trusted({ $in: doctorKeys }) })) !== null) {
    throw new AppError('slot_taken');
  }
}

async function claim(
  models: Models,
  context: CommandContext,
  { session, doctor, now }: DoctorTransaction,
  input: BookingInput,
): Promise<DoctorOutcome<Appointment>> {
  const start = Date.parse(input.startsAt);
  const schedule = await readDoctorSchedule(models, doctor, { start, end: start + 1 }, session);
  const visitType = offeredVisitType(schedule, input.visitTypeId);
  if (visitType === null) {
    throw new AppError('slot_not_offered', { detail: 'This doctor does not offer this kind of visit.' });
  }
  requireOffered(schedule, visitType, start, now.getTime());
  const record = newAppointment(doctor, visitType, context, input, now);
  await occupy(models, session, record);
  await models.appointments.create([record], { session });
  const patient = await models.patients.findById(record.patientId, { userId: 1 }, { session }).lean();
  const [appointment] = await presentVisits(models, [record], session);
  if (appointment === undefined) {
    throw new Error('a booked appointment must be presentable');
  }
  const change = {
    start,
    end: record.endsAt.getTime(),
    previousStatus: 'free',
    newStatus: 'booked',
  } as const;
  return {
    result: appointment,
    event: slotChanged(change, hoursOf(schedule), reachOf(schedule)),
    notices: [
      visitNotice({
        id: appointment.id,
        version: record.version,
        doctorId: input.doctorId,
        patientUserId: patient?.userId ? String(patient.userId) : null,
      }),
    ],
    audit: {
      action: 'appointment_booked',
      subject: { type: 'appointment', id: appointment.id },
      facts: { startsAt: appointment.startsAt, endsAt: appointment.endsAt, visitTypeId: input.visitTypeId },
    },
  };
}

function requireOffered(
  schedule: Parameters<typeof toSlotInput>[0],
  visitType: VisitTypeRecord,
  start: number,
  now: number,
): void {
  const day = { from: '1970-01-01', to: '1970-01-01' };
  const answer = isOffered(toSlotInput(schedule, visitType, day, schedule.doctor.timeZone, now), start);
  if (!answer.offered) {
    throw TAKEN.includes(answer.code)
      ? new AppError('slot_taken')
      : new AppError('slot_not_offered', { detail: refusalText(answer.code) });
  }
}

function refusalText(code: RejectionCode): string {
  switch (code) {
    case 'TOO_SOON':
      return 'This time has passed or is too soon to be booked.';
    case 'TOO_FAR':
      return 'This time is too far ahead to be booked.';
    default:
      return 'The doctor does not offer this time.';
  }
}

function newAppointment(
  doctor: DoctorRecord,
  visitType: VisitTypeRecord,
  context: CommandContext,
  input: BookingInput,
  now: Date,
): AppointmentRecord {
  const startsAt = new Date(input.startsAt);
  const { name, mode, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes } = visitType;
  return {
    _id: new Types.ObjectId(),
    doctorId: doctor._id,
    patientId: new Types.ObjectId(input.patientId),
    bookedBy: new Types.ObjectId(context.actor.userId ?? undefined),
    visitType: { id: visitType._id, name, mode, durationMinutes, bufferBeforeMinutes, bufferAfterMinutes },
    startsAt,
    endsAt: new Date(startsAt.getTime() + durationMinutes * 60_000),
    timeZone: doctor.timeZone,
    status: 'confirmed',
    version: 1,
    note: input.note,
    createdAt: now,
    cancelledAt: null,
    cancelledBy: null,
    cancelReason: null,
  };
}

async function occupy(models: Models, session: ClientSession, visit: AppointmentRecord): Promise<void> {
  const keys = occupancyKeys(
    String(visit.doctorId),
    String(visit.patientId),
    visit.startsAt.getTime(),
    visit.endsAt.getTime(),
  );
  const busy = await models.occupancy
    .exists({ keys: trusted({ $in: keys.filter(isPatientKey) }) })
    .session(session);
  if (busy !== null) {
    throw new AppError('patient_busy');
  }
  await models.occupancy.create(
    [
      {
        kind: 'appointment',
        doctorId: visit.doctorId,
        patientId: visit.patientId,
        appointmentId: visit._id,
        startsAt: visit.startsAt,
        endsAt: visit.endsAt,
        bufferBeforeMinutes: visit.visitType.bufferBeforeMinutes,
        bufferAfterMinutes: visit.visitType.bufferAfterMinutes,
        keys,
      },
    ],
    { session },
  );
}

/** The unique index had the last word: whose time was it that overlapped? */
function overlapRefusal(error: unknown): AppError | null {
  const duplicate = duplicateKey(error);
  if (duplicate === null || !duplicate.index.includes('no_overlap')) {
    return null;
  }
  return new AppError(duplicate.values.some(isPatientKey) ? 'patient_busy' : 'slot_taken');
}
