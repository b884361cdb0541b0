import * as contract from '@openslot/shared/contracts/doctors';
import type { Router } from 'express';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import { serve } from '../../http/serve.ts';
import { doctorController } from './doctor.controller.ts';

export function registerDoctorRoutes(router: Router, deps: CommandDeps): void {
  const doctors = doctorController(deps);
  serve(router, contract.listDoctors, doctors.list);
  serve(router, contract.readDoctor, doctors.read);
  serve(router, contract.createDoctor, doctors.create);
  serve(router, contract.updateDoctor, doctors.update);
  serve(router, contract.deactivateDoctor, doctors.deactivate);
  serve(router, contract.reactivateDoctor, doctors.reactivate);
}
