import { readCalendar } from '@openslot/shared/contracts/calendar';
import { readChanges, readChangesOfMany } from '@openslot/shared/contracts/changes';
import { explainSlots } from '@openslot/shared/contracts/explain';
import { generateAvailability, generateAvailabilityOn } from '@openslot/shared/contracts/generate';
import * as holidays from '@openslot/shared/contracts/holidays';
import { previewOverrides, previewTemplates } from '@openslot/shared/contracts/hours-preview';
import * as overrides from '@openslot/shared/contracts/overrides';
import * as recurring from '@openslot/shared/contracts/recurring-overrides';
import { readMonthsOfSpecialty, readSlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import * as templates from '@openslot/shared/contracts/templates';
import * as unavailability from '@openslot/shared/contracts/unavailability';
import type { Router } from 'express';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import { serve } from '../../http/serve.ts';
import { type OnCatchUp, offerController } from './offer.controller.ts';
import { overrideController } from './override.controller.ts';
import type { FindVisits } from './read-calendar.ts';
import { recurringOverrideController } from './recurring-override.controller.ts';
import { templateController } from './template.controller.ts';
import { unavailabilityController } from './unavailability.controller.ts';

/** What a doctor offers: read by everybody, changed by whoever manages the schedule. Slots and months: `offer-reads.routes.ts`. */
export function registerAvailabilityRoutes(
  router: Router,
  deps: CommandDeps,
  findVisits: FindVisits,
  onCatchUp: OnCatchUp,
): void {
  const offer = offerController(deps, findVisits, onCatchUp);
  serve(router, readSlotsOfSpecialty, offer.slotsOfSpecialty);
  serve(router, readMonthsOfSpecialty, offer.monthsOfSpecialty);
  serve(router, generateAvailability, offer.generateRange);
  serve(router, generateAvailabilityOn, offer.generateDate);
  serve(router, readChanges, offer.changes);
  serve(router, readChangesOfMany, offer.changesOfMany);
  serve(router, readCalendar, offer.calendar);
  serve(router, explainSlots, offer.explain);

  const periods = unavailabilityController(deps);
  serve(router, unavailability.listUnavailability, periods.list);
  serve(router, unavailability.markUnavailable, periods.mark);
  serve(router, unavailability.updateUnavailability, periods.update);
  serve(router, unavailability.removeUnavailability, periods.remove);

  const dates = overrideController(deps);
  serve(router, overrides.listOverrides, dates.list);
  serve(router, overrides.setOverride, dates.set);
  serve(router, overrides.setOverrides, dates.setMany);
  serve(router, overrides.removeOverride, dates.remove);
  serve(router, previewOverrides, dates.preview);

  const rules = recurringOverrideController(deps);
  serve(router, recurring.listRecurringOverrides, rules.list);
  serve(router, recurring.createRecurringOverride, rules.create);
  serve(router, recurring.updateRecurringOverride, rules.update);
  serve(router, recurring.removeRecurringOverride, rules.remove);

  serve(router, holidays.listDoctorHolidays, dates.listHolidays);
  serve(router, holidays.saveDoctorHolidays, dates.saveHolidays);

  const weekly = templateController(deps);
  serve(router, templates.listTemplates, weekly.list);
  serve(router, templates.createTemplate, weekly.create);
  serve(router, templates.updateTemplate, weekly.update);
  serve(router, templates.deleteTemplate, weekly.remove);
  serve(router, previewTemplates, weekly.preview);
}
