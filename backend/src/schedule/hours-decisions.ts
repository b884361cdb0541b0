import type { Decisions } from '@openslot/shared/contracts/common';
import { addDays } from '@openslot/shared/time/local-date';
import { dayBounds } from '@openslot/shared/time/zone';
import type { ClientSession } from 'mongoose';
import type { HolidayRecord } from '../database/models/clinic.model.ts';
import type {
  DoctorRecord,
  RecurringOverrideRecord,
  TemplateRecord,
} from '../database/models/doctor.model.ts';
import type { OverrideRecord } from '../database/models/exception.model.ts';
import type { Models } from '../database/models.ts';
import { type DecidedVisit, fallsOutside, requireDecisions } from './affected-appointments.ts';
import { findOverrides } from './override.repository.ts';
import { readClinicRevision } from './schedule.repository.ts';
import { datesOf, toHours } from './slot-input.ts';

interface HoursChange {
  readonly doctor: DoctorRecord;
  readonly now: Date;
  /** The local dates whose hours change; null: all from `from` on. */
  readonly dates: readonly string[] | null;
  /** With `dates` null: the first local date. */
  readonly from?: string;
  readonly change?: (overrides: readonly OverrideRecord[]) => readonly OverrideRecord[];
  readonly templates?: readonly TemplateRecord[];
  /** The doctor's own holidays afterwards, when they are what changes. */
  readonly holidays?: readonly HolidayRecord[];
  /** The doctor's recurring overrides afterwards, when they are what changes. */
  readonly recurringOverrides?: readonly RecurringOverrideRecord[];
  /** The doctor's zone afterwards, when that is what changes. */
  readonly timeZone?: string;
  readonly decisions: Decisions;
}

/** Asks for a decision on every coming visit that lies within the working hours before the change and outside them after it. */
export async function requireHoursDecisions(
  models: Models,
  session: ClientSession,
  input: HoursChange,
): Promise<DecidedVisit[]> {
  const { doctor } = input;
  const sorted = input.dates === null ? [input.from ?? '1970-01-01'] : [...input.dates].sort();
  const [first = '1970-01-01'] = sorted;
  // A window of the date before or the last date reaches into its neighbour.
  const last = input.dates === null ? null : addDays(sorted.at(-1) ?? first, 1);
  const overrides = await findOverrides(models, session, doctor._id, addDays(first, -2), last);
  const holidays = datesOf((await readClinicRevision(models, doctor.clinicRev, session)).holidays);
  const before = toHours(doctor, overrides, holidays);
  const after = toHours(
    {
      timeZone: input.timeZone ?? doctor.timeZone,
      templates: [...(input.templates ?? doctor.templates)],
      holidays: [...(input.holidays ?? doctor.holidays ?? [])],
      recurringOverrides: [...(input.recurringOverrides ?? doctor.recurringOverrides ?? [])],
    },
    input.change?.(overrides) ?? overrides,
    holidays,
  );
  return requireDecisions(models, session, {
    doctorId: doctor._id,
    now: input.now,
    range: {
      start: dayBounds(doctor.timeZone, first).start,
      end: last === null ? null : dayBounds(doctor.timeZone, last).end,
    },
    isAffected: fallsOutside(before, after),
    decisions: input.decisions,
  });
}
