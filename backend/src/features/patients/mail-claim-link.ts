import { invalidField } from '@openslot/shared/errors/app-error';
import type { CommandContext } from '../../commands/doctor-command.ts';
import { askForMail } from '../../mail/outbox.ts';
import type { Composer } from '../../mail/send-mail.ts';
import { makeClaimLink, readUnclaimed } from './claim-link.ts';
import { type PatientDeps, runPatientCommand } from './patient-command.ts';

/**
 * Asks for a link to take over a record, by mail to the address in it; links made before stop working (PT3).
 * @returns the address it goes to
 * @throws AppError `not_found`, `already_exists` for a record that has a sign-in, `invalid_request` without an address
 */
export function mailClaimLink(
  deps: PatientDeps,
  context: CommandContext,
  patientId: string,
): Promise<string> {
  const { models } = deps;
  return runPatientCommand(deps, context, async (session, now) => {
    const record = await readUnclaimed(models, session, patientId);
    if (!record.email) {
      throw invalidField('/params/patientId', 'is a patient without an e-mail address');
    }
    const key = `${patientId}:${context.requestId ?? now.getTime()}`;
    const mail = { kind: 'claim_link', to: record.email, subjectId: patientId, key } as const;
    await askForMail(models, session, mail, now);
    return {
      result: record.email,
      audit: { action: 'claim_link_mailed', subject: { type: 'patient', id: patientId } },
    };
  });
}

export function claimLetter(deps: PatientDeps): Composer {
  return async ({ to, subjectId }) => {
    const record = await deps.models.patients.findById(subjectId).lean();
    // What was right when it was asked for may have been mended since.
    if (record === null || record.userId || record.email !== to) {
      return null;
    }
    const context = { actor: { userId: null, role: 'system' } };
    const { claimUrl } = await makeClaimLink(deps, context, String(record._id));
    return {
      subject: 'Your visits, online',
      before: [
        'You can see and book your visits yourself. Open the link, sign in or create an account, and give your date of birth. The link works once, for seven days; links you were given before no longer do.',
      ],
      link: { label: 'Go to my visits', url: claimUrl },
      after: [
        'Was this not meant for you? Then please ignore this mail: without the date of birth it opens nothing.',
      ],
    };
  };
}
