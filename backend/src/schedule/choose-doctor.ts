import { AppError } from '@openslot/shared/errors/app-error';
import { dayBounds, localDateOf } from '@openslot/shared/time/zone';
import { LIVE_STATUSES } from '@openslot/shared/visits/transitions';
import { Types, trusted } from 'mongoose';
import type { DoctorRecord } from '../database/models/doctor.model.ts';
import type { Models } from '../database/models.ts';
import { overlapRefusal } from './overlap-refusal.ts';
import { requireOffered, requireVisitType } from './require-offered.ts';
import { readDoctorSchedule } from './schedule.repository.ts';
import type { IsOwnHold } from './slot-input.ts';

interface AnyDoctor {
  readonly specialty: string;
  readonly visitTypeId: string;
  readonly startsAt: string;
  readonly isOwn: IsOwnHold;
  readonly now: number;
}

export interface Candidates {
  /** Who offers the slot now, those with the fewest visits on its day first (BK11). */
  readonly free: readonly string[];
  /** Everybody who might. */
  readonly all: readonly string[];
  /** Why nobody offers it, as far as any of them is concerned. */
  readonly refusal: AppError;
}

/**
 * Who may take a visit for which any doctor of the specialty will do, or the one doctor that was asked for. Who is free
 * is decided again by the command that takes the time.
 */
export function candidatesOf(
  models: Models,
  asked: Omit<AnyDoctor, 'specialty'> & {
    readonly doctorId?: string | undefined;
    readonly specialty?: string | undefined;
  },
): Candidates | Promise<Candidates> {
  const { doctorId, specialty = '' } = asked;
  return doctorId === undefined
    ? chooseDoctors(models, { ...asked, specialty })
    : { free: [doctorId], all: [doctorId], refusal: new AppError('slot_not_offered') };
}

/** Takes the time with the first candidate who still has it. @throws what the last of them refused with, or another error at once. */
export async function withFirstFree<T>(
  { free, refusal }: Candidates,
  take: (doctorId: string) => Promise<T>,
): Promise<T> {
  let refused: unknown = refusal;
  for (const doctorId of free) {
    try {
      return await take(doctorId);
    } catch (error) {
      refused = overlapRefusal(error) ?? error;
      if (!isAboutTheSlot(refused)) {
        throw refused;
      }
    }
  }
  throw refused;
}

function isAboutTheSlot(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'slot_taken' || error.code === 'slot_not_offered');
}

async function chooseDoctors(models: Models, asked: AnyDoctor): Promise<Candidates> {
  const doctors = await models.doctors
    .find({ specialty: asked.specialty, active: true, visitTypeIds: new Types.ObjectId(asked.visitTypeId) })
    .sort({ _id: 1 })
    .lean();
  let refusal = new AppError('slot_not_offered', { detail: 'No doctor offers this time.' });
  const free: { readonly id: string; readonly visits: number }[] = [];
  for (const doctor of doctors) {
    const refused = await refusalOf(models, doctor, asked);
    if (refused === null) {
      free.push({ id: String(doctor._id), visits: await visitsThatDay(models, doctor, asked.startsAt) });
    } else if (refused.code === 'slot_taken') {
      refusal = refused;
    }
  }
  free.sort((a, b) => a.visits - b.visits);
  return { free: free.map(({ id }) => id), all: doctors.map(({ _id }) => String(_id)), refusal };
}

async function refusalOf(models: Models, doctor: DoctorRecord, asked: AnyDoctor): Promise<AppError | null> {
  const start = Date.parse(asked.startsAt);
  const schedule = await readDoctorSchedule(models, doctor, { start, end: start + 1 });
  try {
    const visitType = requireVisitType(schedule, asked.visitTypeId);
    requireOffered(schedule, visitType, start, asked.now, asked.isOwn);
    return null;
  } catch (error) {
    if (error instanceof AppError) {
      return error;
    }
    throw error;
  }
}

/** Live visits that start on the date of this instant in the doctor's zone. */
function visitsThatDay(models: Models, doctor: DoctorRecord, startsAt: string): Promise<number> {
  const { start, end } = dayBounds(doctor.timeZone, localDateOf(doctor.timeZone, Date.parse(startsAt)));
  return models.appointments.countDocuments({
    doctorId: doctor._id,
    startsAt: trusted({ $gte: new Date(start), $lt: new Date(end) }),
    status: trusted({ $in: [...LIVE_STATUSES] }),
  });
}
