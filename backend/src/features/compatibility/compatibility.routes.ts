import * as contract from '@openslot/shared/contracts/compatibility';
import type { Router } from 'express';
import { serve } from '../../http/serve.ts';
import type { CompatibilityCommands } from './compatibility-commands.ts';
import { dateController } from './date.controller.ts';
import { offerController } from './offer.controller.ts';
import { weeklyController } from './weekly.controller.ts';

/** Where the older API lives; its clients send JSON as text/plain. */
export const COMPATIBILITY_PATHS = ['/api/therapist/availability', '/api/availability'];

/** The requests of the older availability API over the commands of this one. */
export function registerCompatibilityRoutes(router: Router, commands: CompatibilityCommands): void {
  const weekly = weeklyController(commands);
  serve(router, contract.listTherapistTemplates, weekly.list);
  serve(router, contract.saveTherapistTemplates, weekly.saveAll);
  serve(router, contract.changeTherapistTemplate, weekly.change);
  serve(router, contract.removeTherapistTemplate, weekly.remove);
  serve(router, contract.readTherapistWeek, weekly.week);

  const dates = dateController(commands);
  serve(router, contract.listTherapistOverrides, dates.list);
  serve(router, contract.setTherapistOverride, dates.set);
  serve(router, contract.setTherapistOverrides, dates.setMany);
  serve(router, contract.removeTherapistOverride, dates.remove);

  const offer = offerController(commands);
  serve(router, contract.generateTherapistAvailability, offer.range);
  serve(router, contract.generateTherapistAvailabilityOn, offer.date);
  serve(router, contract.readTherapistSlots, offer.slotsOfDate);
}
