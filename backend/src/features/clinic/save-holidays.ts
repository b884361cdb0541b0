import type { Holiday, HolidayList } from '@openslot/shared/contracts/holidays';
import { AppError } from '@openslot/shared/errors/app-error';
import type { CommandContext, CommandDeps } from '../../commands/doctor-command.ts';
import type { ClinicRevisionRecord } from '../../database/models/clinic.model.ts';
import type { Models } from '../../database/models.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { reviseClinic } from './revise-clinic.ts';

/** The holidays of the newest rules. */
export async function listHolidays(models: Models): Promise<HolidayList> {
  const clinic = await models.clinic.findById('clinic', { rev: 1 }).lean();
  return presentHolidays(await readClinicRevision(models, clinic?.rev ?? 1));
}

/**
 * Replaces the clinic's holidays. Booked visits stay: nobody can decide for every doctor at once.
 * @throws AppError `stale_version` with the list there is in `current`.
 */
export function saveHolidays(
  deps: CommandDeps,
  context: CommandContext,
  input: { readonly version: number; readonly holidays: readonly Holiday[] },
): Promise<HolidayList> {
  return reviseClinic(deps, context, (current) => {
    const before = presentHolidays(current);
    if (before.version !== input.version) {
      throw new AppError('stale_version', { extra: { current: before } });
    }
    const holidays = [...input.holidays].sort((a, b) => (a.date < b.date ? -1 : 1));
    const version = before.version + 1;
    return {
      rules: { holidays, holidaysVersion: version },
      result: { holidays, version },
      audit: {
        action: 'holidays_updated',
        subject: { type: 'clinic', id: 'clinic' },
        facts: { added: missingIn(before.holidays, holidays), removed: missingIn(holidays, before.holidays) },
      },
    };
  });
}

/** The dates of `all` that `some` does not have. */
function missingIn(some: readonly Holiday[], all: readonly Holiday[]): string[] {
  const known = new Set(some.map(({ date }) => date));
  return all.map(({ date }) => date).filter((date) => !known.has(date));
}

function presentHolidays({ holidays, holidaysVersion }: ClinicRevisionRecord): HolidayList {
  return { holidays: holidays.map(({ date, name }) => ({ date, name })), version: holidaysVersion ?? 0 };
}
