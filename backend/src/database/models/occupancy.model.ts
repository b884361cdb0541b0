import { Schema, type Types } from 'mongoose';
import type { AppointmentRecord } from './appointment.model.ts';

/** What a visit was before it moved, for whoever moved it to take it back. `version` is that of the moved visit. */
export interface UndoRecord {
  appointmentId: Types.ObjectId;
  version: number;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  visitType: AppointmentRecord['visitType'];
}

/**
 * One document for each live hold or appointment. `keys` names every 5-minute cell it touches, for the doctor (in its
 * lane) and for the patient of an appointment, and the places that a hold takes among those of its holder; the unique
 * index over them makes any overlap and any hold too many impossible, whatever the code above does.
 * Freeing the time deletes the document.
 */
export interface OccupancyRecord {
  _id: Types.ObjectId;
  kind: 'appointment' | 'hold';
  doctorId: Types.ObjectId;
  /** Null for a hold: whom it is for is said when the visit is booked. */
  patientId: Types.ObjectId | null;
  appointmentId: Types.ObjectId | null;
  startsAt: Date;
  endsAt: Date;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  /** 0 but for deliberate overbooking. */
  lane: number;
  keys: string[];
  /** From here on: only of holds. The time is free again from `expiresAt` on, whether or not the document is still there. */
  expiresAt: Date | null;
  heldBy: Types.ObjectId | null;
  /** Of a hold for booking: the sign-in it belongs to, and when a socket of that sign-in was last seen. */
  sessionId: string | null;
  socketSeenAt: Date | null;
  /** While the page of the holder is gone and may come back: until when it was held before. */
  keptUntil?: Date | null;
  visitTypeId: Types.ObjectId | null;
  heldAt: Date | null;
  renewals: number;
  purpose: 'booking' | 'undo' | null;
  undoOf: UndoRecord | null;
}

export const OCCUPANCY_KEYS_INDEX = 'no_overlap';

const objectIdOrNull = { type: Schema.Types.ObjectId, default: null };
const dateOrNull = { type: Date, default: null };

export const occupancySchema = new Schema<OccupancyRecord>(
  {
    kind: { type: String, enum: ['appointment', 'hold'], required: true },
    doctorId: { type: Schema.Types.ObjectId, required: true },
    patientId: objectIdOrNull,
    appointmentId: objectIdOrNull,
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    bufferBeforeMinutes: { type: Number, required: true },
    bufferAfterMinutes: { type: Number, required: true },
    lane: { type: Number, default: 0 },
    // Two documents without keys would not conflict: an empty list is refused.
    keys: { type: [String], required: true, validate: (keys: string[]) => keys.length > 0 },
    expiresAt: dateOrNull,
    heldBy: objectIdOrNull,
    sessionId: { type: String, default: null },
    socketSeenAt: dateOrNull,
    keptUntil: dateOrNull,
    visitTypeId: objectIdOrNull,
    heldAt: dateOrNull,
    renewals: { type: Number, default: 0 },
    purpose: { type: String, enum: ['booking', 'undo', null], default: null },
    undoOf: { type: Schema.Types.Mixed, default: null },
  },
  { collection: 'occupancy', versionKey: false },
);
occupancySchema.index({ keys: 1 }, { unique: true, name: OCCUPANCY_KEYS_INDEX });
occupancySchema.index({ doctorId: 1, endsAt: 1, startsAt: 1 });
occupancySchema.index({ appointmentId: 1 });
// Every command looks for the doctor's overdue holds, and the sweep for everybody's; there are never many holds.
occupancySchema.index(
  { expiresAt: 1 },
  { partialFilterExpression: { kind: 'hold' }, name: 'holds_by_expiry' },
);
