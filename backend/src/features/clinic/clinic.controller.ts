import { setTimeout as delay } from 'node:timers/promises';
import type * as clinicContract from '@openslot/shared/contracts/clinic';
import type * as holidaysContract from '@openslot/shared/contracts/holidays';
import type * as contract from '@openslot/shared/contracts/visit-types';
import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { AppError } from '@openslot/shared/errors/app-error';
import { isFrontDeskOrAdmin } from '@openslot/shared/policies/access';
import type { CommandDeps } from '../../commands/doctor-command.ts';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import { readBookingSettings } from '../../schedule/booking-settings.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { countAdopting } from './adopt-clinic-rules.ts';
import { checkHolidays } from './check-holidays.ts';
import { saveBookingSettings } from './save-booking-settings.ts';
import { listHolidays, saveHolidays } from './save-holidays.ts';
import { createVisitType, updateVisitType } from './save-visit-type.ts';
import { presentVisitType } from './visit-type.presenter.ts';

/** How long an answer waits for the doctors to follow new rules before it says how many are still to come. */
const PATIENCE_MS = 2_000;

/** HTTP only, for the clinic, its holidays and its visit types. `adopt` lets all doctors follow the newest rules. */
export function clinicController(deps: CommandDeps, adopt: () => Promise<void>) {
  const adopted = async () => {
    // What was saved is saved: who cannot follow now is counted, and follows later.
    await Promise.race([adopt().catch(() => undefined), delay(PATIENCE_MS, undefined, { ref: false })]);
    return countAdopting(deps);
  };
  const saved = async (visitType: VisitType) => ({ visitType, adopting: await adopted() });

  const readClinic: Handler<typeof clinicContract.readClinic> = async () => {
    const clinic = await deps.models.clinic.findById('clinic').lean();
    if (clinic === null) {
      throw new AppError('not_found');
    }
    return { name: clinic.name, timeZone: clinic.timeZone, demo: clinic.demo };
  };

  const readSettings: Handler<typeof clinicContract.readBookingSettings> = () =>
    readBookingSettings(deps.models);

  const saveSettings: Handler<typeof clinicContract.saveBookingSettings> = (call) =>
    saveBookingSettings(deps, commandContext(call), call.body);

  const list: Handler<typeof contract.listVisitTypes> = async ({ actor, query }) => {
    if (query.includeInactive === 'true' && !isFrontDeskOrAdmin(actor)) {
      throw new AppError(actor === null ? 'unauthenticated' : 'forbidden');
    }
    const clinic = await deps.models.clinic.findById('clinic', { rev: 1 }).lean();
    const { visitTypes } = await readClinicRevision(deps.models, clinic?.rev ?? 1);
    const shown = visitTypes.filter((type) => type.active || query.includeInactive === 'true');
    return { items: shown.map(presentVisitType) };
  };

  const create: Handler<typeof contract.createVisitType> = async (call) =>
    saved(await createVisitType(deps, commandContext(call), call.body));

  const update: Handler<typeof contract.updateVisitType> = async (call) =>
    saved(await updateVisitType(deps, commandContext(call), call.params.visitTypeId, call.body));

  const readHolidays: Handler<typeof holidaysContract.listHolidays> = () => listHolidays(deps.models);

  const checkDates: Handler<typeof holidaysContract.checkHolidays> = async ({ body }) => ({
    affected: await checkHolidays(deps, body.holidays),
  });

  const replaceHolidays: Handler<typeof holidaysContract.saveHolidays> = async (call) => {
    const list = await saveHolidays(deps, commandContext(call), call.body);
    return { ...list, adopting: await adopted() };
  };

  return {
    readClinic,
    readSettings,
    saveSettings,
    list,
    create,
    update,
    readHolidays,
    checkDates,
    replaceHolidays,
  };
}
