import type { BookingSettings } from '@openslot/shared/contracts/clinic';
import type { VisitMode } from '@openslot/shared/contracts/visit-types';
import { Schema, type Types } from 'mongoose';

export interface VisitTypeRecord {
  _id: Types.ObjectId;
  version: number;
  active: boolean;
  name: string;
  mode: VisitMode;
  durationMinutes: number;
  stepMinutes: number | null;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  minimumNoticeMinutes: number;
  bookingWindowDays: number;
  /** Absent in revisions that are older than it: no. */
  needsApproval?: boolean | undefined;
  /** Absent in revisions that are older than it: 0. */
  cancellationCutoffMinutes?: number | undefined;
}

/** The clinic of this installation: one document. `rev` names the newest revision of its rules. */
export interface ClinicRecord {
  _id: 'clinic';
  name: string;
  timeZone: string;
  demo: boolean;
  rev: number;
  /** How many doctors were ever added: the write by which adding one and changing the rules conflict. */
  doctors: number;
  /** Absent: never saved. */
  bookingSettings?: BookingSettings | undefined;
}

/** A local date, the same in every doctor's zone. */
export interface HolidayRecord {
  date: string;
  name: string;
}

/** The rules of the whole clinic at one moment; never changed after it was written. A doctor document names the revision it follows. */
export interface ClinicRevisionRecord {
  _id: number;
  at: Date;
  holidays: HolidayRecord[];
  /** Grows with each save of the holidays; absent: they were never saved. */
  holidaysVersion?: number | undefined;
  visitTypes: VisitTypeRecord[];
}

/** The schema of a {@link HolidayRecord} within a list. */
export const holidayFields = {
  date: { type: String, required: true },
  name: { type: String, required: true },
  _id: false,
};

export const clinicSchema = new Schema<ClinicRecord>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    timeZone: { type: String, required: true },
    demo: { type: Boolean, required: true },
    rev: { type: Number, required: true },
    doctors: { type: Number, default: 0 },
    bookingSettings: {
      type: new Schema(
        {
          version: { type: Number, required: true },
          holdMinutes: { type: Number, required: true },
          maxUpcomingPerPatient: { type: Number, default: null },
        },
        { _id: false },
      ),
      default: undefined,
    },
  },
  { collection: 'clinic', versionKey: false },
);

const visitTypeSchema = new Schema<VisitTypeRecord>({
  version: { type: Number, required: true },
  active: { type: Boolean, required: true },
  name: { type: String, required: true },
  mode: { type: String, enum: ['in_person', 'video', 'phone'], required: true },
  durationMinutes: { type: Number, required: true },
  stepMinutes: { type: Number, default: null },
  bufferBeforeMinutes: { type: Number, required: true },
  bufferAfterMinutes: { type: Number, required: true },
  minimumNoticeMinutes: { type: Number, required: true },
  bookingWindowDays: { type: Number, required: true },
  needsApproval: { type: Boolean, default: false },
  cancellationCutoffMinutes: { type: Number, default: 0 },
});

export const clinicRevisionSchema = new Schema<ClinicRevisionRecord>(
  {
    _id: { type: Number, required: true },
    at: { type: Date, required: true },
    holidays: [
      { date: { type: String, required: true }, name: { type: String, required: true }, _id: false },
    ],
    holidaysVersion: Number,
    visitTypes: [visitTypeSchema],
  },
  { collection: 'clinic_revisions', versionKey: false },
);
