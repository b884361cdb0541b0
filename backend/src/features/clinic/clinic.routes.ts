import { readBookingSettings, readClinic, saveBookingSettings } from '@openslot/shared/contracts/clinic';
import * as holidays from '@openslot/shared/contracts/holidays';
import * as contract from '@openslot/shared/contracts/visit-types';
import type { Router } from 'express';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import { serve } from '../../http/serve.ts';
import { clinicController } from './clinic.controller.ts';

export function registerClinicRoutes(router: Router, deps: CommandDeps, adopt: () => Promise<void>): void {
  const clinic = clinicController(deps, adopt);
  serve(router, readClinic, clinic.readClinic);
  serve(router, readBookingSettings, clinic.readSettings);
  serve(router, saveBookingSettings, clinic.saveSettings);
  serve(router, holidays.listHolidays, clinic.readHolidays);
  serve(router, holidays.checkHolidays, clinic.checkDates);
  serve(router, holidays.saveHolidays, clinic.replaceHolidays);
  serve(router, contract.listVisitTypes, clinic.list);
  serve(router, contract.createVisitType, clinic.create);
  serve(router, contract.updateVisitType, clinic.update);
}
