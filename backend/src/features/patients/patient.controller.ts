import type * as contract from '@openslot/shared/contracts/patients';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { claimPatient, makeClaimLink } from './claim-link.ts';
import { createPatient, readPatient, updatePatient } from './desk-patients.ts';
import { mailClaimLink } from './mail-claim-link.ts';
import { addMyPatient, listMyPatients, updateMyPatient } from './my-patients.ts';
import { findPatients } from './patient.repository.ts';
import type { PatientDeps } from './patient-command.ts';

const PAGE_SIZE = 20;

/** HTTP only, for patients: at the desk and one's own. */
export function patientController(deps: PatientDeps) {
  const list: Handler<typeof contract.listPatients> = async ({ query }) => {
    const page = { page: query.page ?? 1, pageSize: query.pageSize ?? PAGE_SIZE };
    return { ...(await findPatients(deps.models, query.search ?? '', page)), ...page };
  };

  const read: Handler<typeof contract.readPatient> = async ({ params }) => ({
    patient: await readPatient(deps.models, params.patientId),
  });

  const create: Handler<typeof contract.createPatient> = async (call) => ({
    patient: await createPatient(deps, commandContext(call), call.body),
  });

  const update: Handler<typeof contract.updatePatient> = async (call) => ({
    patient: await updatePatient(deps, commandContext(call), call.params.patientId, call.body),
  });

  const link: Handler<typeof contract.makeClaimLink> = (call) =>
    makeClaimLink(deps, commandContext(call), call.params.patientId);

  const mailLink: Handler<typeof contract.mailClaimLink> = async (call) => ({
    sentTo: await mailClaimLink(deps, commandContext(call), call.params.patientId),
  });

  const mine: Handler<typeof contract.listMyPatients> = async (call) => ({
    items: await listMyPatients(deps.models, commandContext(call).actor.userId ?? ''),
  });

  const addMine: Handler<typeof contract.addMyPatient> = async (call) => ({
    patient: await addMyPatient(deps, commandContext(call), call.body),
  });

  const updateMine: Handler<typeof contract.updateMyPatient> = (call) =>
    updateMyPatient(deps, commandContext(call), call.params.patientId, call.body);

  const claim: Handler<typeof contract.claimPatient> = async (call) => ({
    patient: await claimPatient(deps, commandContext(call), call.body),
  });

  return { list, read, create, update, link, mailLink, mine, addMine, updateMine, claim };
}
