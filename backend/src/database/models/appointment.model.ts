import { AppointmentStatus } from '@openslot/shared/contracts/appointments';
import type { VisitMode } from '@openslot/shared/contracts/visit-types';
import { Schema, type Types } from 'mongoose';

/**
 * Name, duration, buffers and cut-off of the type are those the visit was made with. `timeZone` is the doctor's. What is
 * optional is absent in visits that are older than it.
 */
export interface AppointmentRecord {
  _id: Types.ObjectId;
  doctorId: Types.ObjectId;
  patientId: Types.ObjectId;
  bookedBy: Types.ObjectId;
  visitType: {
    id: Types.ObjectId;
    name: string;
    mode: VisitMode;
    durationMinutes: number;
    bufferBeforeMinutes: number;
    bufferAfterMinutes: number;
    cancellationCutoffMinutes?: number | undefined;
  };
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  status: AppointmentStatus;
  /** Since when it has this status. */
  statusAt?: Date | undefined;
  version: number;
  note: string;
  createdAt: Date;
  cancelledAt: Date | null;
  cancelledBy: 'patient' | 'clinic' | null;
  cancelReason: string | null;
  /** It was `requested` when the clinic cancelled it. */
  declined?: boolean | undefined;
  /** The patient cancelled after the cut-off. */
  lateCancellation?: boolean | undefined;
}

export const appointmentSchema = new Schema<AppointmentRecord>(
  {
    doctorId: { type: Schema.Types.ObjectId, required: true },
    patientId: { type: Schema.Types.ObjectId, required: true },
    bookedBy: { type: Schema.Types.ObjectId, required: true },
    visitType: {
      id: { type: Schema.Types.ObjectId, required: true },
      name: { type: String, required: true },
      mode: { type: String, required: true },
      durationMinutes: { type: Number, required: true },
      bufferBeforeMinutes: { type: Number, required: true },
      bufferAfterMinutes: { type: Number, required: true },
      cancellationCutoffMinutes: { type: Number, default: 0 },
    },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    timeZone: { type: String, required: true },
    status: { type: String, enum: AppointmentStatus.options, required: true },
    statusAt: Date,
    version: { type: Number, required: true },
    note: { type: String, default: '' },
    createdAt: { type: Date, required: true },
    cancelledAt: { type: Date, default: null },
    cancelledBy: { type: String, enum: ['patient', 'clinic', null], default: null },
    cancelReason: { type: String, default: null },
    declined: { type: Boolean, default: false },
    lateCancellation: { type: Boolean, default: false },
  },
  { collection: 'appointments', versionKey: false },
);
// Lists are in order of start and, within it, of id.
appointmentSchema.index({ doctorId: 1, startsAt: 1, _id: 1 });
appointmentSchema.index({ patientId: 1, startsAt: 1, _id: 1 });
appointmentSchema.index({ startsAt: 1, _id: 1 });
// Counts late cancellations and no-shows of patients without reading their visits.
appointmentSchema.index({ patientId: 1, status: 1, lateCancellation: 1 });
