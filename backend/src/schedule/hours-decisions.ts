import type { AffectedAppointment, Decisions } from '@openslot/shared/contracts/common';
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
import {
  type AffectedQuery,
  type DecidedVisit,
  fallsOutside,
  findAffected,
  requireDecisions,
  type VisitTime,
} from './affected-appointments.ts';
import { findOverrides } from './override.repository.ts';
import { type InstantRange, readClinicRevision } from './schedule.repository.ts';
import { datesOf, templatesFor, toHours } from './slot-input.ts';

export interface HoursChange {
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
}

/**
 * Asks for a decision on every coming visit that lies within the working hours before the change and outside them after
 * it. The hours are those of the visit's type: a window for other types alone is none for this visit.
 */
export async function requireHoursDecisions(
  models: Models,
  session: ClientSession,
  { decisions, ...change }: HoursChange & { readonly decisions: Decisions },
): Promise<DecidedVisit[]> {
  const query = await affectedQuery(models, session, change);
  return requireDecisions(models, session, { ...query, decisions });
}

/** The visits that {@link requireHoursDecisions} would ask about; for staff. */
export async function findAffectedByHours(
  models: Models,
  change: HoursChange,
): Promise<AffectedAppointment[]> {
  return findAffected(models, await affectedQuery(models, null, change));
}

async function affectedQuery(
  models: Models,
  session: ClientSession | null,
  input: HoursChange,
): Promise<AffectedQuery> {
  const { doctor } = input;
  const sorted = input.dates === null ? [input.from ?? '1970-01-01'] : [...input.dates].sort();
  const [first = '1970-01-01'] = sorted;
  // A window of the date before or the last date reaches into its neighbour.
  const last = input.dates === null ? null : addDays(sorted.at(-1) ?? first, 1);
  const overrides = await findOverrides(models, session, doctor._id, addDays(first, -2), last);
  const holidays = datesOf((await readClinicRevision(models, doctor.clinicRev, session)).holidays);
  const after = {
    timeZone: input.timeZone ?? doctor.timeZone,
    templates: [...(input.templates ?? doctor.templates)],
    holidays: [...(input.holidays ?? doctor.holidays ?? [])],
    recurringOverrides: [...(input.recurringOverrides ?? doctor.recurringOverrides ?? [])],
  };
  const overridesAfter = input.change?.(overrides) ?? overrides;
  return {
    doctorId: doctor._id,
    now: input.now,
    range: {
      start: dayBounds(doctor.timeZone, first).start,
      end: last === null ? null : dayBounds(doctor.timeZone, last).end,
    },
    isAffected: byVisitType((visitTypeId) =>
      fallsOutside(
        toHours(hoursFor(doctor, visitTypeId), overrides, holidays),
        toHours(hoursFor(after, visitTypeId), overridesAfter, holidays),
      ),
    ),
  };
}

type Hours = Parameters<typeof toHours>[0];

function hoursFor(hours: Hours, visitTypeId: string): Hours {
  return { ...hours, templates: templatesFor(hours, visitTypeId) };
}

/** Makes the test of each visit type once. */
function byVisitType(
  make: (visitTypeId: string) => (visit: InstantRange) => boolean,
): (visit: VisitTime) => boolean {
  const known = new Map<string, (visit: InstantRange) => boolean>();
  return (visit) => {
    const test = known.get(visit.visitTypeId) ?? make(visit.visitTypeId);
    known.set(visit.visitTypeId, test);
    return test(visit);
  };
}
