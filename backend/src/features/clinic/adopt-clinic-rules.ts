import { localDateOf } from '@openslot/shared/time/zone';
import { type Types, trusted } from 'mongoose';
import { type CommandDeps, runDoctorCommand } from '../../commands/doctor-command.ts';
import { rangeFrom, reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';

const SYSTEM = { actor: { userId: null, role: 'system' } } as const;

/**
 * Lets every doctor follow the newest revision of the clinic's rules, one command each. Harmless to repeat and to
 * run in several processes; run at start-up too, in case it was interrupted.
 */
export async function adoptClinicRules(deps: CommandDeps): Promise<void> {
  for (;;) {
    const behind = await deps.models.doctors.findOne(await behindFilter(deps), { _id: 1 }).lean();
    if (behind === null) {
      return;
    }
    await adopt(deps, behind._id);
  }
}

/** How many doctors do not follow the newest rules yet. */
export async function countAdopting(deps: CommandDeps): Promise<number> {
  return deps.models.doctors.countDocuments(await behindFilter(deps));
}

async function behindFilter({ models }: CommandDeps): Promise<{ clinicRev: object }> {
  const clinic = await models.clinic.findById('clinic', { rev: 1 }).lean();
  return { clinicRev: trusted({ $lt: clinic?.rev ?? 0 }) };
}

async function adopt(deps: CommandDeps, doctorId: Types.ObjectId): Promise<void> {
  const { models } = deps;
  await runDoctorCommand(deps, SYSTEM, { doctorId }, async ({ session, doctor, now }) => {
    const clinic = await models.clinic.findById('clinic', { rev: 1 }, { session }).lean();
    const rev = clinic?.rev ?? doctor.clinicRev;
    if (doctor.clinicRev >= rev) {
      return { result: null, event: null, audit: null };
    }
    await models.doctors.updateOne({ _id: doctorId }, { $set: { clinicRev: rev } }, { session });
    const revision = await readClinicRevision(models, rev, session);
    const today = localDateOf(doctor.timeZone, now.getTime());
    return {
      result: null,
      event: {
        name: 'doctor-availability-updated',
        payload: { action: 'clinic_rules_updated', ...rangeFrom(doctor.timeZone, today, reachOf(revision)) },
      },
      audit: {
        action: 'clinic_rules_updated',
        subject: { type: 'doctor', id: String(doctorId) },
        facts: { clinicRev: rev },
      },
    };
  });
}
