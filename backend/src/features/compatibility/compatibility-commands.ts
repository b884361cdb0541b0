import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { GenerateAnswer } from '@openslot/shared/contracts/generate';
import type { Override, OverrideInput } from '@openslot/shared/contracts/overrides';
import type { Template, WeeklyWindow } from '@openslot/shared/contracts/templates';
import type { VisitType, VisitTypeInput } from '@openslot/shared/contracts/visit-types';
import type { CommandContext } from '../../commands/doctor-command.ts';

interface Saved<T> {
  readonly result: T;
  readonly seq: number;
}

export interface NewHours {
  readonly effectiveFrom: string;
  readonly windows: readonly WeeklyWindow[];
}

/** What the older requests are put into effect with: the commands and queries of the other features, handed in. No rule is decided here again. */
export interface CompatibilityCommands {
  now(): number;
  readDoctor(doctorId: string): Promise<Doctor & { seq: number }>;
  listTemplates(doctorId: string): Promise<Template[]>;
  createTemplate(context: CommandContext, doctorId: string, hours: NewHours): Promise<Saved<Template[]>>;
  updateTemplate(
    context: CommandContext,
    doctorId: string,
    template: Template,
    hours: NewHours,
  ): Promise<Saved<Template[]>>;
  listOverrides(doctorId: string, from: string, to: string): Promise<Override[]>;
  setOverrides(
    context: CommandContext,
    doctorId: string,
    overrides: readonly OverrideInput[],
  ): Promise<Saved<Override[]>>;
  removeOverride(context: CommandContext, doctorId: string, override: Override): Promise<Saved<null>>;
  generate(query: {
    doctorId: string;
    from: string;
    to: string;
    visitTypeId?: string;
  }): Promise<GenerateAnswer>;
  listVisitTypes(): Promise<VisitType[]>;
  createVisitType(context: CommandContext, input: VisitTypeInput): Promise<VisitType>;
  /** Lets a doctor offer visit types, also those that were made a moment ago. */
  offerVisitTypes(context: CommandContext, doctor: Doctor, visitTypeIds: readonly string[]): Promise<void>;
}
