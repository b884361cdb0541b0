import type { Decisions } from '@openslot/shared/contracts/common';
import {
  MAX_RECURRING_OVERRIDES,
  type RecurringOverride,
  type RecurringOverrideInput,
} from '@openslot/shared/contracts/recurring-overrides';
import { AppError, invalidField } from '@openslot/shared/errors/app-error';
import { checkRecurringDates, nextDates } from '@openslot/shared/slots/recurring-dates';
import { SlotInputError, type SlotInputErrorCode } from '@openslot/shared/slots/slot-input-error';
import { addDays } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import { type ClientSession, Types } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import type { DoctorRecord, RecurringOverrideRecord } from '../../database/models/doctor.model.ts';
import { requireHoursDecisions } from '../../schedule/hours-decisions.ts';
import { rangeFrom, reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { presentWindow } from './availability.presenter.ts';

const RULE_ERRORS: Partial<Record<SlotInputErrorCode, string>> = {
  recurrence_frequency: 'must repeat weekly, monthly or yearly',
  recurrence_interval: 'must have an interval from 1 to 999',
  recurrence_weekday: 'names a weekday that it cannot have',
  recurrence_end: 'must end on or after its first date, or after 1 to 999 dates',
};

interface Seen {
  readonly id: string;
  readonly version: number;
}

interface SaveInput {
  /** The one to replace; null: a new one. */
  readonly seen: Seen | null;
  readonly next: RecurringOverrideInput;
  readonly decisions: Decisions;
}

interface RemoveInput {
  readonly seen: Seen;
  readonly decisions: Decisions;
}

/** For staff only: the reason is private. `today` is in the doctor's zone. */
function present(record: RecurringOverrideRecord, today: string): RecurringOverride {
  const { rule, startsOn, excludedDates } = record;
  return {
    id: String(record._id),
    version: record.version,
    rule,
    startsOn,
    excludedDates: [...excludedDates],
    windows: record.windows.map(presentWindow),
    reason: record.reason,
    nextDates: nextDates({ rule, startsOn, excludedDates }, today),
  };
}

/** All of a doctor, the later saved first, as they hold. `now` tells from which date on the next ones are listed. */
export function presentRecurringOverrides(doctor: DoctorRecord, now: number): RecurringOverride[] {
  const today = localDateOf(doctor.timeZone, now);
  return [...(doctor.recurringOverrides ?? [])]
    .sort((a, b) => b.savedRev - a.savedRev)
    .map((record) => present(record, today));
}

/**
 * Adds or replaces one recurring override.
 * @throws AppError `not_found`, `stale_version`, `affected_appointments`, `invalid_request` for a rule that is not known
 * or one override too many.
 */
export async function saveRecurringOverride(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  { seen, next, decisions }: SaveInput,
): Promise<Committed<RecurringOverride>> {
  requireRule(next);
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor, now }) => {
      const today = localDateOf(doctor.timeZone, now.getTime());
      const before = seen === null ? null : recordAt(doctor, seen, today);
      const after = nextRecord(doctor, before, next);
      const records = [...withoutRecord(doctor, before), after];
      requireRoom(records);
      const from = firstDate([before, after], today);
      const stored = await storeRecords(deps, session, { doctor, now, from, records, decisions });
      return {
        result: present(after, today),
        event: {
          name: 'doctor-availability-updated',
          payload: { action: 'override_set', ...rangeFrom(doctor.timeZone, from, stored.reach) },
        },
        audit: {
          action: 'override_set',
          subject: { type: 'override', id: String(after._id) },
          facts: { ...factsOf(after), before: before && factsOf(before), decided: stored.decided },
          text: after.reason,
        },
      };
    },
  );
}

/**
 * Lets the weekly hours apply again on the dates of a recurring override.
 * @throws AppError `not_found`, `stale_version`, `affected_appointments`.
 */
export function removeRecurringOverride(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  { seen, decisions }: RemoveInput,
): Promise<Committed<null>> {
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor, now }) => {
      const today = localDateOf(doctor.timeZone, now.getTime());
      const before = recordAt(doctor, seen, today);
      const records = withoutRecord(doctor, before);
      const from = firstDate([before], today);
      const stored = await storeRecords(deps, session, { doctor, now, from, records, decisions });
      return {
        result: null,
        event: {
          name: 'doctor-availability-updated',
          payload: { action: 'override_removed', ...rangeFrom(doctor.timeZone, from, stored.reach) },
        },
        audit: {
          action: 'override_removed',
          subject: { type: 'override', id: seen.id },
          facts: { ...factsOf(before), decided: stored.decided },
          text: before.reason,
        },
      };
    },
  );
}

interface RecordsChange {
  readonly doctor: DoctorRecord;
  readonly now: Date;
  readonly from: string;
  readonly records: readonly RecurringOverrideRecord[];
  readonly decisions: Decisions;
}

async function storeRecords({ models }: CommandDeps, session: ClientSession, change: RecordsChange) {
  const { doctor, records, ...rest } = change;
  const recurringOverrides = [...records];
  const hours = { ...rest, doctor, dates: null, recurringOverrides };
  const decided = await requireHoursDecisions(models, session, hours);
  await models.doctors.updateOne({ _id: doctor._id }, { $set: { recurringOverrides } }, { session });
  const revision = await readClinicRevision(models, doctor.clinicRev, session);
  return { decided, reach: reachOf({ doctor, revision }) };
}

function withoutRecord(
  { recurringOverrides = [] }: DoctorRecord,
  record: RecurringOverrideRecord | null,
): RecurringOverrideRecord[] {
  return recurringOverrides.filter((other) => other !== record);
}

function recordAt(doctor: DoctorRecord, { id, version }: Seen, today: string): RecurringOverrideRecord {
  const record = doctor.recurringOverrides?.find((candidate) => String(candidate._id) === id);
  if (record === undefined) {
    throw new AppError('not_found');
  }
  if (record.version !== version) {
    throw new AppError('stale_version', { extra: { current: present(record, today) } });
  }
  return record;
}

function nextRecord(
  doctor: DoctorRecord,
  before: RecurringOverrideRecord | null,
  { rule, startsOn, excludedDates, windows, reason }: RecurringOverrideInput,
): RecurringOverrideRecord {
  return {
    _id: before?._id ?? new Types.ObjectId(),
    version: (before?.version ?? 0) + 1,
    rule,
    startsOn,
    excludedDates: [...new Set(excludedDates)].sort(),
    windows: windows.map(({ start, end, maxSessions }) => ({ start, end, maxSessions })),
    reason,
    savedRev: doctor.rev,
  };
}

function requireRule(input: RecurringOverrideInput): void {
  try {
    checkRecurringDates(input);
  } catch (error) {
    if (error instanceof SlotInputError) {
      throw invalidField(
        error.field,
        RULE_ERRORS[error.code] ?? 'is not a recurrence rule that is known here',
      );
    }
    throw error;
  }
}

function requireRoom(records: readonly RecurringOverrideRecord[]): void {
  if (records.length > MAX_RECURRING_OVERRIDES) {
    throw invalidField('/rule', `is one too many: a doctor has at most ${MAX_RECURRING_OVERRIDES} of them`);
  }
}

/** The first local date that matters: an evening of the days before today may still run. */
function firstDate(records: readonly (RecurringOverrideRecord | null)[], today: string): string {
  const [first = today] = records.flatMap((record) => record?.startsOn ?? []).sort();
  return [first, addDays(today, -2)].sort()[1] ?? first;
}

function factsOf({ rule, startsOn, excludedDates, windows }: RecurringOverrideRecord) {
  return { rule, startsOn, excludedDates, windows };
}
