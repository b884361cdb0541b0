import { Schema, type Types } from 'mongoose';
import { type HolidayRecord, holidayFields } from './clinic.model.ts';

export interface WeeklyWindowRecord {
  dayOfWeek: number;
  start: string;
  end: string;
  /** Absent in windows saved before there were caps: none. */
  maxSessions?: number | null | undefined;
  /** Ids of the visit types that this window is for; absent: every one the doctor offers. */
  visitTypeIds?: string[] | undefined;
}

/** `effectiveFrom`, `effectiveTo`: inclusive local dates in the doctor's zone. */
export interface TemplateRecord {
  _id: Types.ObjectId;
  version: number;
  effectiveFrom: string;
  effectiveTo: string | null;
  windows: WeeklyWindowRecord[];
}

/** Other hours, or none, on each date of an RRULE that counts from `startsOn`, in the doctor's local dates (SL6). */
export interface RecurringOverrideRecord {
  _id: Types.ObjectId;
  version: number;
  rule: string;
  startsOn: string;
  excludedDates: string[];
  windows: Omit<WeeklyWindowRecord, 'dayOfWeek'>[];
  reason: string | null;
  /** The doctor's `rev` when it was saved: of two on one date the larger holds (SL5). */
  savedRev: number;
}

/** How long one doctor takes for a visit type, in minutes. */
export interface VisitDurationRecord {
  visitTypeId: Types.ObjectId;
  durationMinutes: number;
}

/**
 * `rev` grows with every command on the doctor and is the write that makes two commands conflict; `seq` grows
 * with those that change the offer; `version` is that of the profile alone.
 */
export interface DoctorRecord {
  _id: Types.ObjectId;
  name: string;
  specialty: string;
  about: string;
  timeZone: string;
  visitTypeIds: Types.ObjectId[];
  /** Of visit types in `visitTypeIds`; absent: none were ever saved. */
  visitDurations?: VisitDurationRecord[] | undefined;
  active: boolean;
  version: number;
  seq: number;
  rev: number;
  clinicRev: number;
  templates: TemplateRecord[];
  /** Of this doctor alone; absent: none were ever saved. */
  holidays?: HolidayRecord[] | undefined;
  holidaysVersion?: number | undefined;
  /** Absent: none were ever saved. */
  recurringOverrides?: RecurringOverrideRecord[] | undefined;
}

const hoursFields = {
  start: { type: String, required: true },
  end: { type: String, required: true },
  maxSessions: { type: Number, default: null },
};
const windowFields = { dayOfWeek: { type: Number, required: true }, ...hoursFields };

const templateSchema = new Schema<TemplateRecord>({
  version: { type: Number, required: true },
  effectiveFrom: { type: String, required: true },
  effectiveTo: { type: String, default: null },
  windows: [{ ...windowFields, visitTypeIds: { type: [String], default: undefined }, _id: false }],
});

const recurringOverrideSchema = new Schema<RecurringOverrideRecord>({
  version: { type: Number, required: true },
  rule: { type: String, required: true },
  startsOn: { type: String, required: true },
  excludedDates: [String],
  windows: [{ ...hoursFields, _id: false }],
  reason: { type: String, default: null },
  savedRev: { type: Number, required: true },
});

const visitDurationFields = {
  visitTypeId: { type: Schema.Types.ObjectId, required: true },
  durationMinutes: { type: Number, required: true },
  _id: false,
};

export const doctorSchema = new Schema<DoctorRecord>(
  {
    name: { type: String, required: true },
    specialty: { type: String, required: true },
    about: { type: String, default: '' },
    timeZone: { type: String, required: true },
    visitTypeIds: [Schema.Types.ObjectId],
    visitDurations: { type: [visitDurationFields], default: undefined },
    active: { type: Boolean, required: true },
    version: { type: Number, required: true },
    seq: { type: Number, required: true },
    rev: { type: Number, required: true },
    clinicRev: { type: Number, required: true },
    templates: [templateSchema],
    holidays: { type: [holidayFields], default: undefined },
    holidaysVersion: Number,
    recurringOverrides: { type: [recurringOverrideSchema], default: undefined },
  },
  { collection: 'doctors', versionKey: false },
);
doctorSchema.index({ active: 1, name: 1 });
doctorSchema.index({ specialty: 1 });
