import type { Override } from '@openslot/shared/contracts/overrides';
import type { Template, TimeWindow, WeeklyWindow } from '@openslot/shared/contracts/templates';
import { AppError } from '@openslot/shared/errors/app-error';
import { localDateOf } from '@openslot/shared/time/zone';
import type { CommandContext } from '../../commands/doctor-command.ts';
import type { CompatibilityCommands } from './compatibility-commands.ts';
import { type LegacyHours, planLegacyRows } from './legacy-rows.ts';
import { templateInForce } from './weekly-rows.ts';

interface ImportOptions {
  readonly commands: CompatibilityCommands;
  /** Ids of the doctors of this name or with this id. */
  readonly findDoctors: (nameOrId: string) => Promise<string[]>;
  readonly dryRun: boolean;
  readonly say: (line: string) => void;
  /** Keeps what there was, before anything is changed. */
  readonly backUp: (before: readonly DoctorBefore[]) => void;
}

interface DoctorBefore {
  readonly doctorId: string;
  readonly templates: readonly Template[];
  readonly overrides: readonly Override[];
}

interface Step {
  readonly before: DoctorBefore;
  readonly name: string;
  readonly hours: LegacyHours;
  readonly template: Template | null;
  readonly today: string;
  readonly weekly: readonly WeeklyWindow[] | null;
  /** Dates that have other hours than the rows say. */
  readonly dates: readonly (readonly [string, readonly TimeWindow[]])[];
}

const SYSTEM: CommandContext = { actor: { userId: null, role: 'system' } };

/**
 * Turns flat availability rows into weekly hours from today on and overrides, through the same commands as every
 * other change. What is there already is left alone, so a second run changes nothing.
 * @returns how many rows or doctors could not be brought over; each was said
 */
export async function importLegacy(rows: readonly unknown[], options: ImportOptions): Promise<number> {
  const { commands, dryRun, say, backUp } = options;
  const { hours, problems } = planLegacyRows(rows);
  const failed = [...problems];
  const steps: Step[] = [];
  for (const one of hours) {
    const [doctorId, ...others] = await options.findDoctors(one.doctor);
    if (doctorId === undefined || others.length > 0) {
      failed.push(
        `${one.doctor}: ${doctorId === undefined ? 'no doctor' : 'several doctors'} of this name or id`,
      );
    } else {
      steps.push(await planDoctor(commands, doctorId, one));
    }
  }
  const changes = steps.filter((step) => step.weekly !== null || step.dates.length > 0);
  if (!dryRun && changes.length > 0) {
    backUp(changes.map((step) => step.before));
  }
  for (const step of changes) {
    const what = describe(step);
    try {
      await (dryRun ? null : carryOut(commands, step));
      say(`${dryRun ? 'Would change' : 'Changed'} ${what}`);
    } catch (error) {
      if (!(error instanceof AppError)) {
        throw error;
      }
      failed.push(`${step.name}: ${error.message}`);
    }
  }
  say(changes.length === 0 ? 'Nothing to change.' : `${changes.length} of ${steps.length} doctors differ.`);
  for (const problem of failed) {
    say(`Not brought over: ${problem}`);
  }
  return failed.length;
}

async function planDoctor(
  commands: CompatibilityCommands,
  doctorId: string,
  hours: LegacyHours,
): Promise<Step> {
  const doctor = await commands.readDoctor(doctorId);
  const today = localDateOf(doctor.timeZone, commands.now());
  const templates = await commands.listTemplates(doctorId);
  const template = templateInForce(templates, today);
  const dates = [...hours.dates.keys()].sort();
  const overrides = await commands.listOverrides(doctorId, dates[0] ?? today, dates.at(-1) ?? today);
  const differs = (date: string, windows: readonly TimeWindow[]) => {
    const present = overrides.find((override) => override.date === date);
    return present === undefined || textOf(present.windows) !== textOf(windows);
  };
  const sameWeek = hours.weekly !== null && textOf(template?.windows ?? []) === textOf(hours.weekly);
  return {
    before: { doctorId, templates, overrides },
    name: doctor.name,
    hours,
    template,
    today,
    weekly: sameWeek ? null : hours.weekly,
    dates: [...hours.dates].filter(([date, windows]) => differs(date, windows)),
  };
}

async function carryOut(commands: CompatibilityCommands, step: Step): Promise<void> {
  const { template, weekly: windows, before, today } = step;
  if (windows !== null) {
    await (template === null
      ? commands.createTemplate(SYSTEM, before.doctorId, { effectiveFrom: today, windows })
      : commands.updateTemplate(SYSTEM, before.doctorId, template, {
          effectiveFrom: template.effectiveFrom,
          windows,
        }));
  }
  if (step.dates.length > 0) {
    const overrides = step.dates.map(([date, own]) => {
      const version = before.overrides.find((override) => override.date === date)?.version;
      return { date, windows: [...own], reason: null, ...(version !== undefined && { version }) };
    });
    await commands.setOverrides(SYSTEM, before.doctorId, overrides);
  }
}

function textOf(windows: readonly (TimeWindow | WeeklyWindow)[]): string {
  return windows
    .map((window) => `${'dayOfWeek' in window ? `${window.dayOfWeek} ` : ''}${window.start}–${window.end}`)
    .sort()
    .join(', ');
}

function describe({ name, weekly, template, dates }: Step): string {
  const week = weekly === null ? [] : [`weekly: ${textOf(weekly)} (was: ${textOf(template?.windows ?? [])})`];
  const single = dates.map(([date, windows]) => `${date}: ${textOf(windows) || 'closed'}`);
  return `${name}: ${[...week, ...single].join('; ')}`;
}
