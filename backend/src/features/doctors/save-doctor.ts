import type { Decisions } from '@openslot/shared/contracts/common';
import type { Doctor, DoctorInput } from '@openslot/shared/contracts/doctors';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { localDateOf } from '@openslot/shared/time/zone';
import { type ClientSession, Types } from 'mongoose';
import { recordAudit } from '../../commands/audit.ts';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import type { DoctorRecord, VisitDurationRecord } from '../../database/models/doctor.model.ts';
import type { OfferEvent } from '../../database/models/log.model.ts';
import type { Models } from '../../database/models.ts';
import { inTransaction } from '../../database/transaction.ts';
import { requireDecisions } from '../../schedule/affected-appointments.ts';
import { requireHoursDecisions } from '../../schedule/hours-decisions.ts';
import { rangeFrom, reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { presentDoctor } from './doctor.presenter.ts';

/**
 * Adds a doctor who follows the clinic's newest rules and has no hours yet.
 * @throws AppError `invalid_request` for an unknown visit type.
 */
export function createDoctor(
  deps: CommandDeps,
  context: CommandContext,
  input: DoctorInput,
): Promise<Doctor> {
  const { models } = deps;
  return inTransaction(deps.connection, async (session) => {
    const at = new Date(deps.clock.now());
    // A write, not a read: a change of the clinic's rules at the same time must not miss this doctor.
    const clinic = await models.clinic
      .findOneAndUpdate({ _id: 'clinic' }, { $inc: { doctors: 1 } }, { session, returnDocument: 'after' })
      .lean();
    if (clinic === null) {
      throw new Error('the clinic is not set up');
    }
    await requireVisitTypes(models, clinic.rev, input, session);
    const record: DoctorRecord = {
      _id: new Types.ObjectId(),
      ...profileOf(input),
      active: true,
      version: 1,
      seq: 0,
      rev: 0,
      clinicRev: clinic.rev,
      templates: [],
    };
    await models.doctors.create([record], { session });
    const subject = { type: 'doctor', id: String(record._id) };
    const audit = { at, actor: context.actor, doctorId: record._id, requestId: context.requestId ?? null };
    await recordAudit(models, session, audit, { action: 'doctor_created', subject });
    return presentDoctor(record);
  });
}

/**
 * Changes a doctor's profile. Zone, visit types and their durations change the offer, the rest does not;
 * a booked visit keeps the duration it was made with.
 * @throws AppError `not_found`, `stale_version`, `affected_appointments` (another zone moves the hours), `invalid_request`.
 */
export function updateDoctor(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  input: DoctorInput & { readonly version: number; readonly decisions: Decisions },
): Promise<Committed<Doctor>> {
  const { models } = deps;
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor, now }) => {
      requireVersion(doctor, input.version);
      await requireVisitTypes(models, doctor.clinicRev, input, session);
      const today = localDateOf(doctor.timeZone, now.getTime());
      const decided =
        input.timeZone === doctor.timeZone
          ? []
          : await requireHoursDecisions(models, session, {
              doctor,
              now,
              dates: null,
              from: today,
              timeZone: input.timeZone,
              decisions: input.decisions,
            });
      const profile = profileOf(input, doctor.visitDurations);
      const after: DoctorRecord = { ...doctor, ...profile, version: doctor.version + 1 };
      await models.doctors.updateOne(
        { _id: doctor._id },
        { $set: { ...profile, version: after.version } },
        { session },
      );
      return {
        result: presentDoctor(after),
        event: offerChanged(doctor, after)
          ? await fromToday(models, session, after, now, 'doctor_updated')
          : null,
        audit: {
          action: 'doctor_updated',
          subject: { type: 'doctor', id: doctorId },
          facts: {
            timeZone: after.timeZone,
            visitTypeIds: input.visitTypeIds,
            visitDurations: presentDoctor(after).visitDurations,
            decided,
          },
        },
      };
    },
  );
}

interface ActiveInput {
  readonly version: number;
  readonly active: boolean;
  readonly decisions: Decisions;
}

/**
 * Stops or resumes offering a doctor. Doctors are never deleted.
 * @throws AppError `not_found`, `stale_version`, `affected_appointments` while an upcoming visit has no decision.
 */
export function setDoctorActive(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  input: ActiveInput,
): Promise<Committed<Doctor>> {
  const { models } = deps;
  const action = input.active ? 'doctor_reactivated' : 'doctor_deactivated';
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor, now }) => {
      requireVersion(doctor, input.version);
      const decided = input.active
        ? []
        : await requireDecisions(models, session, {
            doctorId: doctor._id,
            now,
            range: { start: now.getTime(), end: null },
            isAffected: () => true,
            decisions: input.decisions,
          });
      const after: DoctorRecord = { ...doctor, active: input.active, version: doctor.version + 1 };
      await models.doctors.updateOne(
        { _id: doctor._id },
        { $set: { active: after.active, version: after.version } },
        { session },
      );
      return {
        result: presentDoctor(after),
        event: await fromToday(models, session, after, now, action),
        audit: { action, subject: { type: 'doctor', id: doctorId }, facts: { decided } },
      };
    },
  );
}

async function fromToday(
  models: Models,
  session: ClientSession,
  doctor: DoctorRecord,
  now: Date,
  action: 'doctor_updated' | 'doctor_deactivated' | 'doctor_reactivated',
): Promise<OfferEvent> {
  const revision = await readClinicRevision(models, doctor.clinicRev, session);
  const today = localDateOf(doctor.timeZone, now.getTime());
  return {
    name: 'doctor-availability-updated',
    payload: { action, ...rangeFrom(doctor.timeZone, today, reachOf({ doctor, revision })) },
  };
}

type ProfileRecord = Pick<
  DoctorRecord,
  'name' | 'specialty' | 'about' | 'timeZone' | 'visitTypeIds' | 'visitDurations'
>;

/** `before`: the durations that stay when none are sent, as far as their visit types are still offered. */
function profileOf(input: DoctorInput, before: readonly VisitDurationRecord[] = []): ProfileRecord {
  const { name, specialty, about, timeZone } = input;
  const offered = new Set(input.visitTypeIds);
  const visitTypeIds = [...offered].map((id) => new Types.ObjectId(id));
  const visitDurations =
    input.visitDurations?.map(({ visitTypeId, durationMinutes }) => ({
      visitTypeId: new Types.ObjectId(visitTypeId),
      durationMinutes,
    })) ?? before.filter(({ visitTypeId }) => offered.has(String(visitTypeId)));
  return { name, specialty, about, timeZone, visitTypeIds, visitDurations };
}

function offerChanged(before: DoctorRecord, after: DoctorRecord): boolean {
  const offerOf = ({ timeZone, visitTypeIds, visitDurations = [] }: DoctorRecord) =>
    [
      timeZone,
      ...visitTypeIds.map(String).sort(),
      ...visitDurations.map((own) => `${own.visitTypeId}:${own.durationMinutes}`).sort(),
    ].join();
  return offerOf(before) !== offerOf(after);
}

async function requireVisitTypes(
  models: Models,
  rev: number,
  { visitTypeIds, visitDurations = [] }: DoctorInput,
  session: ClientSession,
): Promise<void> {
  const { visitTypes } = await readClinicRevision(models, rev, session);
  const known = new Set(visitTypes.map((type) => String(type._id)));
  const unknown = visitTypeIds.findIndex((id) => !known.has(id));
  if (unknown >= 0) {
    throw invalidField(`/visitTypeIds/${unknown}`, 'is not a visit type of this clinic');
  }
  const notOffered = visitDurations.findIndex(({ visitTypeId }) => !visitTypeIds.includes(visitTypeId));
  if (notOffered >= 0) {
    throw invalidField(`/visitDurations/${notOffered}/visitTypeId`, 'is not a visit type this doctor offers');
  }
}

function requireVersion(doctor: DoctorRecord, version: number): void {
  if (doctor.version !== version) {
    throw new AppError('stale_version', { extra: { current: presentDoctor(doctor) } });
  }
}
