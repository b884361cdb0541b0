import type * as contract from '@openslot/shared/contracts/compatibility';
import type { TherapistOverride } from '@openslot/shared/contracts/compatibility';
import type { Override } from '@openslot/shared/contracts/overrides';
import { AppError } from '@openslot/shared/errors/app-error';
import type { z } from 'zod';
import type { CommandContext } from '../../commands/doctor-command.ts';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import type { CompatibilityCommands } from './compatibility-commands.ts';
import { requireSchedule } from './require-schedule.ts';

type SentRow = z.output<(typeof contract.setTherapistOverrides)['body']>['overrides'][number];

/** HTTP only: date overrides in the words of the older API. */
export function dateController(commands: CompatibilityCommands) {
  const save = async (context: CommandContext, doctorId: string, rows: readonly SentRow[]) => {
    const dates = [...new Set(rows.map((row) => row.override_date))].sort();
    const present = await commands.listOverrides(doctorId, dates[0] ?? '', dates.at(-1) ?? '');
    const overrides = dates.map((date) => {
      const own = rows.filter((row) => row.override_date === date);
      const version = present.find((override) => override.date === date)?.version;
      return {
        date,
        windows: own.flatMap(({ start_time: start, end_time: end }) =>
          start && end ? [{ start, end, maxSessions: null }] : [],
        ),
        reason: own.find((row) => row.reason)?.reason ?? null,
        ...(version !== undefined && { version }),
      };
    });
    const { result, seq } = await commands.setOverrides(context, doctorId, overrides);
    return { overrides: overrideRows(doctorId, result), seq };
  };

  const list: Handler<typeof contract.listTherapistOverrides> = async ({ actor, query }) => {
    const { therapist_id: doctorId, start_date, end_date } = query;
    requireSchedule(actor, doctorId);
    const { seq } = await commands.readDoctor(doctorId);
    const found = await commands.listOverrides(doctorId, start_date, end_date);
    return { overrides: overrideRows(doctorId, found), seq };
  };

  const set: Handler<typeof contract.setTherapistOverride> = async (call) => {
    const { therapist_id: doctorId, ...row } = call.body;
    requireSchedule(call.actor, doctorId);
    return save(commandContext(call), doctorId, [row]);
  };

  const setMany: Handler<typeof contract.setTherapistOverrides> = async (call) => {
    const { therapist_id: doctorId, overrides } = call.body;
    requireSchedule(call.actor, doctorId);
    return save(commandContext(call), doctorId, overrides);
  };

  const remove: Handler<typeof contract.removeTherapistOverride> = async (call) => {
    const { therapist_id: doctorId, override_date: date } = call.query;
    requireSchedule(call.actor, doctorId);
    const [override] = await commands.listOverrides(doctorId, date, date);
    if (override === undefined) {
      throw new AppError('not_found');
    }
    const { seq } = await commands.removeOverride(commandContext(call), doctorId, override);
    return { seq };
  };

  return { list, set, setMany, remove };
}

function overrideRows(doctorId: string, overrides: readonly Override[]): TherapistOverride[] {
  return overrides.flatMap(({ id, date, windows, reason }): TherapistOverride[] => {
    const row = { id, therapist_id: doctorId, override_date: date, reason };
    return windows.length === 0
      ? [{ ...row, is_available: false, start_time: null, end_time: null }]
      : windows.map(({ start, end }) => ({ ...row, is_available: true, start_time: start, end_time: end }));
  });
}
