import type * as contract from '@openslot/shared/contracts/compatibility';
import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { Template, WeeklyWindow } from '@openslot/shared/contracts/templates';
import { AppError } from '@openslot/shared/errors/app-error';
import { localDateOf } from '@openslot/shared/time/zone';
import type { z } from 'zod';
import type { CommandContext } from '../../commands/doctor-command.ts';
import type { Handler } from '../../http/call.ts';
import { commandContext } from '../../http/command-context.ts';
import type { CompatibilityCommands } from './compatibility-commands.ts';
import { requireSchedule } from './require-schedule.ts';
import { ensureVisitType } from './session-types.ts';
import { rowId, templateInForce, weeklyRows } from './weekly-rows.ts';

type SentRow = z.output<(typeof contract.saveTherapistTemplates)['body']>['templates'][number];

/** HTTP only: the weekly hours in the words of the older API. */
export function weeklyController(commands: CompatibilityCommands) {
  const current = async (doctorId: string) => {
    const doctor = await commands.readDoctor(doctorId);
    const today = localDateOf(doctor.timeZone, commands.now());
    const template = templateInForce(await commands.listTemplates(doctorId), today);
    return { doctor, today, template };
  };

  const rows = async (doctorId: string) => {
    const { doctor, template } = await current(doctorId);
    const templates = weeklyRows(doctor, template, await commands.listVisitTypes());
    return { doctor, templates, seq: doctor.seq };
  };

  /** Saves what `change` makes of the windows in force; also when there were none. */
  const save = async (
    context: CommandContext,
    doctorId: string,
    change: (template: Template | null) => readonly WeeklyWindow[],
  ) => {
    const { today, template } = await current(doctorId);
    const windows = change(template);
    const effectiveFrom = template?.effectiveFrom ?? today;
    await (template === null
      ? commands.createTemplate(context, doctorId, { effectiveFrom, windows })
      : commands.updateTemplate(context, doctorId, template, { effectiveFrom, windows }));
    return rows(doctorId);
  };

  const toWindows = async (context: CommandContext, doctorId: string, sent: readonly SentRow[]) => {
    const doctor = await commands.readDoctor(doctorId);
    const windows: WeeklyWindow[] = [];
    for (const row of sent) {
      windows.push(await toWindow(commands, context, doctor, row));
    }
    const ids = new Set(windows.flatMap((window) => window.visitTypeIds ?? []));
    const missing = [...ids].filter((id) => !doctor.visitTypeIds.includes(id));
    if (missing.length > 0) {
      await commands.offerVisitTypes(context, doctor, missing);
    }
    return windows;
  };

  const list: Handler<typeof contract.listTherapistTemplates> = ({ actor, query }) => {
    requireSchedule(actor, query.therapist_id);
    return rows(query.therapist_id);
  };

  const saveAll: Handler<typeof contract.saveTherapistTemplates> = async (call) => {
    const { therapist_id: doctorId, templates } = call.body;
    requireSchedule(call.actor, doctorId);
    const windows = await toWindows(commandContext(call), doctorId, templates);
    return save(commandContext(call), doctorId, () => windows);
  };

  const change: Handler<typeof contract.changeTherapistTemplate> = async (call) => {
    const { therapist_id: doctorId, id, ...row } = call.body;
    requireSchedule(call.actor, doctorId);
    const { template } = await current(doctorId);
    requireRow(template, id);
    const [window] = await toWindows(commandContext(call), doctorId, [row]);
    return save(commandContext(call), doctorId, (latest) =>
      requireRow(latest, id).flatMap((one) => (one === null ? (window ?? []) : one)),
    );
  };

  const remove: Handler<typeof contract.removeTherapistTemplate> = async (call) => {
    const { therapist_id: doctorId, id } = call.query;
    requireSchedule(call.actor, doctorId);
    return save(commandContext(call), doctorId, (latest) =>
      requireRow(latest, id).filter((one) => one !== null),
    );
  };

  const week: Handler<typeof contract.readTherapistWeek> = async ({ actor, query }) => {
    requireSchedule(actor, query.therapist_id);
    const { doctor, templates, seq } = await rows(query.therapist_id);
    const availability = [0, 1, 2, 3, 4, 5, 6].map((day) => ({
      day_of_week: day,
      windows: templates.filter((row) => row.day_of_week === day),
    }));
    return { therapist_id: query.therapist_id, timezone: doctor.timeZone, seq, availability };
  };

  return { list, saveAll, change, remove, week };
}

async function toWindow(
  commands: CompatibilityCommands,
  context: CommandContext,
  doctor: Doctor,
  row: SentRow,
): Promise<WeeklyWindow> {
  const { session_type: type, session_duration: minutes } = row;
  const window = {
    dayOfWeek: row.day_of_week,
    start: row.start_time,
    end: row.end_time,
    maxSessions: row.max_sessions ?? null,
  };
  return type === undefined || minutes === undefined
    ? window
    : { ...window, visitTypeIds: [await ensureVisitType(commands, context, doctor, type, minutes)] };
}

/** The windows in force with null in the place of the one named. */
function requireRow(template: Template | null, id: string): (WeeklyWindow | null)[] {
  const windows = (template?.windows ?? []).map((window) =>
    template !== null && rowId(template, window) === id ? null : window,
  );
  if (!windows.includes(null)) {
    throw new AppError('not_found');
  }
  return windows;
}
