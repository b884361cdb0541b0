import { AppError } from '@openslot/shared/errors/app-error';
import { localDateOf } from '@openslot/shared/time/zone';
import { type Types, trusted } from 'mongoose';
import { type CommandDeps, runDoctorCommand } from '../../commands/doctor-command.ts';
import type { Logger } from '../../lib/logger.ts';
import { rangeFrom, reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';

const SYSTEM = { actor: { userId: null, role: 'system' } } as const;

/**
 * Lets every doctor follow the newest revision of the clinic's rules, one command each. Harmless to repeat and to
 * run in several processes. A doctor who is too busy now does not keep the others from following.
 * @throws AppError `busy` when somebody does not follow yet; {@link keepAdopting} sees to it.
 */
export async function adoptClinicRules(deps: CommandDeps): Promise<void> {
  const behind = await deps.models.doctors.find(await behindFilter(deps), { _id: 1 }).lean();
  let tooBusy: AppError | null = null;
  for (const { _id } of behind) {
    try {
      await adopt(deps, _id);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'busy') {
        throw error;
      }
      tooBusy = error;
    }
  }
  if (tooBusy !== null) {
    throw tooBusy;
  }
}

/**
 * Looks now and again for doctors who do not follow the newest rules: they were too busy, or the process that wrote
 * the rules died.
 * @returns what ends it
 */
export function keepAdopting(deps: CommandDeps, logger: Logger, everyMs = 10_000): () => void {
  let [looking, ended] = [false, false];
  const look = async () => {
    if (looking) {
      return;
    }
    looking = true;
    try {
      await adoptClinicRules(deps);
    } catch (error) {
      if (!ended) {
        logger.warn({ err: error }, 'not every doctor follows the newest rules of the clinic yet');
      }
    }
    looking = false;
  };
  void look();
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return () => {
    ended = true;
    clearInterval(timer);
  };
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
        payload: {
          action: 'clinic_rules_updated',
          ...rangeFrom(doctor.timeZone, today, reachOf({ doctor, revision })),
        },
      },
      audit: {
        action: 'clinic_rules_updated',
        subject: { type: 'doctor', id: String(doctorId) },
        facts: { clinicRev: rev },
      },
    };
  });
}
