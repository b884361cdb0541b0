import type { Decisions } from '@openslot/shared/contracts/common';
import type { Holiday, HolidayList } from '@openslot/shared/contracts/holidays';
import { AppError } from '@openslot/shared/errors/app-error';
import { Types } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import { requireHoursDecisions } from '../../schedule/hours-decisions.ts';
import { rangeOfDates, reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { datesOf } from '../../schedule/slot-input.ts';

interface HolidaysInput {
  readonly version: number;
  readonly holidays: readonly Holiday[];
  readonly decisions: Decisions;
}

export function presentDoctorHolidays({ holidays = [], holidaysVersion = 0 }: DoctorRecord): HolidayList {
  return { holidays: holidays.map(({ date, name }) => ({ date, name })), version: holidaysVersion };
}

/**
 * Replaces the holidays of one doctor, which count beside the clinic's.
 * @throws AppError `not_found`, `stale_version`, `affected_appointments`.
 */
export function saveDoctorHolidays(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  input: HolidaysInput,
): Promise<Committed<HolidayList>> {
  const { models } = deps;
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor, now }) => {
      const before = presentDoctorHolidays(doctor);
      if (before.version !== input.version) {
        throw new AppError('stale_version', { extra: { current: before } });
      }
      const holidays = [...input.holidays].sort((a, b) => (a.date < b.date ? -1 : 1));
      const added = missingIn(datesOf(before.holidays), datesOf(holidays));
      const removed = missingIn(datesOf(holidays), datesOf(before.holidays));
      const dates = [...added, ...removed];
      const { decisions } = input;
      const decided =
        dates.length === 0
          ? []
          : await requireHoursDecisions(models, session, { doctor, now, dates, holidays, decisions });
      const version = before.version + 1;
      await models.doctors.updateOne(
        { _id: doctor._id },
        { $set: { holidays, holidaysVersion: version } },
        { session },
      );
      const revision = await readClinicRevision(models, doctor.clinicRev, session);
      return {
        result: { holidays, version },
        // A new name is nothing that patients could notice.
        event:
          dates.length === 0
            ? null
            : {
                name: 'doctor-availability-updated',
                payload: {
                  action: 'holidays_updated',
                  ...rangeOfDates(doctor.timeZone, dates, reachOf({ doctor, revision })),
                },
              },
        audit: {
          action: 'holidays_updated',
          subject: { type: 'doctor', id: doctorId },
          facts: { added, removed, decided },
        },
      };
    },
  );
}

/** The dates of `all` that `some` does not have. */
function missingIn(some: readonly string[], all: readonly string[]): string[] {
  return all.filter((date) => !some.includes(date));
}
