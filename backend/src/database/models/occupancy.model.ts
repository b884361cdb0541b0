import { Schema, type Types } from 'mongoose';

/**
 * One document for each live hold or appointment. `keys` names every 5-minute cell it touches, for the doctor and
 * for the patient; the unique index over them makes any overlap impossible, whatever the code above does.
 * Freeing the time deletes the document.
 */
export interface OccupancyRecord {
  _id: Types.ObjectId;
  kind: 'appointment' | 'hold';
  doctorId: Types.ObjectId;
  patientId: Types.ObjectId;
  appointmentId: Types.ObjectId | null;
  startsAt: Date;
  endsAt: Date;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  keys: string[];
}

export const OCCUPANCY_KEYS_INDEX = 'no_overlap';

export const occupancySchema = new Schema<OccupancyRecord>(
  {
    kind: { type: String, enum: ['appointment', 'hold'], required: true },
    doctorId: { type: Schema.Types.ObjectId, required: true },
    patientId: { type: Schema.Types.ObjectId, required: true },
    appointmentId: { type: Schema.Types.ObjectId, default: null },
    startsAt: { type: Date, required: true },
    endsAt: { type: Date, required: true },
    bufferBeforeMinutes: { type: Number, required: true },
    bufferAfterMinutes: { type: Number, required: true },
    // Two documents without keys would not conflict: an empty list is refused.
    keys: { type: [String], required: true, validate: (keys: string[]) => keys.length > 0 },
  },
  { collection: 'occupancy', versionKey: false },
);
occupancySchema.index({ keys: 1 }, { unique: true, name: OCCUPANCY_KEYS_INDEX });
occupancySchema.index({ doctorId: 1, endsAt: 1, startsAt: 1 });
occupancySchema.index({ appointmentId: 1 });
