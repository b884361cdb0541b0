import type { Decisions } from '@openslot/shared/contracts/common';
import type { Override, OverrideInput } from '@openslot/shared/contracts/overrides';
import { AppError } from '@openslot/shared/errors/app-error';
import { type ClientSession, Types } from 'mongoose';
import {
  type CommandContext,
  type CommandDeps,
  type Committed,
  runDoctorCommand,
} from '../../commands/doctor-command.ts';
import type { DoctorRecord } from '../../database/models/doctor.model.ts';
import type { OverrideRecord } from '../../database/models/exception.model.ts';
import type { Models } from '../../database/models.ts';
import { requireHoursDecisions } from '../../schedule/hours-decisions.ts';
import { rangeOfDates, reachOf } from '../../schedule/offer-range.ts';
import { readClinicRevision } from '../../schedule/schedule.repository.ts';
import { presentOverride } from './availability.presenter.ts';
import { findOverridesOn } from './exception.repository.ts';

interface OverridesInput {
  readonly overrides: readonly OverrideInput[];
  readonly decisions: Decisions;
}

/**
 * Sets date overrides, all or none, as one change. Each must name the version seen of its date.
 * @throws AppError `stale_version` (a date has another override than the editor saw), `affected_appointments`.
 */
export function setOverrides(
  deps: CommandDeps,
  context: CommandContext,
  doctorId: string,
  input: OverridesInput,
): Promise<Committed<Override[]>> {
  const { models } = deps;
  return runDoctorCommand(
    deps,
    context,
    { doctorId: new Types.ObjectId(doctorId) },
    async ({ session, doctor, now }) => {
      const { dates, records, change } = await overridesChange(models, session, doctor, input.overrides);
      const { decisions } = input;
      const decided = await requireHoursDecisions(models, session, { doctor, now, dates, change, decisions });
      for (const record of records) {
        await models.exceptions.replaceOne({ _id: record._id }, record, { session, upsert: true });
      }
      const revision = await readClinicRevision(models, doctor.clinicRev, session);
      return {
        result: records.map(presentOverride),
        event: {
          name: 'doctor-availability-updated',
          payload: {
            action: 'override_set',
            ...rangeOfDates(doctor.timeZone, dates, reachOf({ doctor, revision })),
          },
        },
        audit: {
          action: 'override_set',
          subject: { type: 'override', id: records.length === 1 ? String(records[0]?._id) : doctorId },
          facts: { overrides: records.map(({ date, windows }) => ({ date, windows })), decided },
          text: [...new Set(records.map((record) => record.reason).filter((reason) => reason !== null))].join(
            ' · ',
          ),
        },
      };
    },
  );
}

interface OverridesChange {
  readonly dates: readonly string[];
  readonly records: readonly OverrideRecord[];
  /** A doctor's overrides afterwards. */
  readonly change: (overrides: readonly OverrideRecord[]) => OverrideRecord[];
}

/**
 * What setting these overrides comes to.
 * @throws AppError `stale_version` (a date has another override than the editor saw).
 */
export async function overridesChange(
  models: Models,
  session: ClientSession | null,
  doctor: DoctorRecord,
  inputs: readonly OverrideInput[],
): Promise<OverridesChange> {
  const dates = inputs.map((override) => override.date);
  const present = await findOverridesOn(models, session, doctor._id, dates);
  const records = inputs.map((override) => nextRecord(doctor._id, override, present));
  return {
    dates,
    records,
    change: (overrides) => [...overrides.filter((override) => !dates.includes(override.date)), ...records],
  };
}

function nextRecord(
  doctorId: Types.ObjectId,
  input: OverrideInput,
  present: readonly OverrideRecord[],
): OverrideRecord {
  const current = present.find((override) => override.date === input.date);
  if (current?.version !== input.version) {
    throw new AppError('stale_version', {
      detail: `The hours of ${input.date} were changed meanwhile.`,
      extra: { date: input.date, current: current === undefined ? null : presentOverride(current) },
    });
  }
  return {
    _id: current?._id ?? new Types.ObjectId(),
    doctorId,
    kind: 'override',
    version: (current?.version ?? 0) + 1,
    date: input.date,
    windows: input.windows.map(({ start, end, maxSessions }) => ({ start, end, maxSessions })),
    reason: input.reason,
  };
}
