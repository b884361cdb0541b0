import { Schema, type Types } from 'mongoose';
import type { WeeklyWindowRecord } from './doctor.model.ts';

interface ExceptionBase {
  _id: Types.ObjectId;
  doctorId: Types.ObjectId;
  version: number;
  reason: string | null;
}

/** Replaces the weekly windows of one local date; no windows: closed. */
export interface OverrideRecord extends ExceptionBase {
  kind: 'override';
  date: string;
  windows: Omit<WeeklyWindowRecord, 'dayOfWeek' | 'visitTypeIds'>[];
}

/**
 * Stored as local dates and wall-clock times with their zone (`endDate` is inclusive for whole days);
 * `startsAt`, `endsAt` are the instants derived from them, for the index.
 */
export interface UnavailabilityRecord extends ExceptionBase {
  kind: 'unavailability';
  allDay: boolean;
  startDate: string;
  endDate: string;
  startTime: string | null;
  endTime: string | null;
  timeZone: string;
  startsAt: Date;
  endsAt: Date;
}

export type ExceptionRecord = OverrideRecord | UnavailabilityRecord;

export const exceptionSchema = new Schema<ExceptionRecord>(
  {
    doctorId: { type: Schema.Types.ObjectId, required: true },
    kind: { type: String, enum: ['override', 'unavailability'], required: true },
    version: { type: Number, required: true },
    reason: { type: String, default: null },
    date: String,
    windows: {
      type: [
        {
          start: { type: String, required: true },
          end: { type: String, required: true },
          maxSessions: { type: Number, default: null },
          _id: false,
        },
      ],
      default: undefined,
    },
    allDay: Boolean,
    startDate: String,
    endDate: String,
    startTime: String,
    endTime: String,
    timeZone: String,
    startsAt: Date,
    endsAt: Date,
  },
  { collection: 'exceptions', versionKey: false },
);
exceptionSchema.index(
  { doctorId: 1, date: 1 },
  { unique: true, partialFilterExpression: { kind: 'override' }, name: 'one_override_per_date' },
);
exceptionSchema.index({ doctorId: 1, endsAt: 1, startsAt: 1 });
