import * as contract from '@openslot/shared/contracts/patients';
import type { Router } from 'express';
import { serve } from '../../http/serve.ts';
import { patientController } from './patient.controller.ts';
import type { PatientDeps } from './patient-command.ts';

export function registerPatientRoutes(router: Router, deps: PatientDeps): void {
  const patients = patientController(deps);
  // `mine` before the routes in which an id stands at its place.
  serve(router, contract.listMyPatients, patients.mine);
  serve(router, contract.addMyPatient, patients.addMine);
  serve(router, contract.updateMyPatient, patients.updateMine);
  serve(router, contract.claimPatient, patients.claim);
  serve(router, contract.listPatients, patients.list);
  serve(router, contract.createPatient, patients.create);
  serve(router, contract.readPatient, patients.read);
  serve(router, contract.updatePatient, patients.update);
  serve(router, contract.makeClaimLink, patients.link);
  serve(router, contract.mailClaimLink, patients.mailLink);
}
