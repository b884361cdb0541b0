import type { Change } from '@openslot/shared/contracts/changes';
import { Schema, type Types } from 'mongoose';

type PayloadOf<N extends Change['name']> = Omit<
  Extract<Change, { name: N }>['payload'],
  'doctorId' | 'seq' | 'changedAt' | 'spreadMs'
>;

/** What a command says of its change of the offer; the command runner adds doctor, number and time. */
export type OfferEvent =
  | { name: 'doctor-availability-updated'; payload: PayloadOf<'doctor-availability-updated'> }
  | { name: 'availability-slot-changed'; payload: PayloadOf<'availability-slot-changed'> };

/** Exactly one row for each (doctor, seq); the bus from which all servers push. No person is in it. */
export interface AvailabilityLogRecord {
  _id: Types.ObjectId;
  doctorId: Types.ObjectId;
  seq: number;
  changedAt: Date;
  event: OfferEvent;
}

export const availabilityLogSchema = new Schema<AvailabilityLogRecord>(
  {
    doctorId: { type: Schema.Types.ObjectId, required: true },
    seq: { type: Number, required: true },
    changedAt: { type: Date, required: true },
    event: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'availability_log', versionKey: false },
);
availabilityLogSchema.index({ doctorId: 1, seq: 1 }, { unique: true, name: 'one_row_per_seq' });

/** What only some may hear, or what every process must do; written in the transaction of its change. */
export type Notice =
  | { name: 'appointment-updated'; rooms: string[]; payload: { appointmentId: string; version: number } }
  /** The sessions of these rooms are over: forget them and close their sockets. */
  | { name: 'session-ended'; rooms: string[]; payload: Record<string, never> };

export type NoticeRecord = Notice & {
  _id: Types.ObjectId;
  doctorId: Types.ObjectId | null;
  rev: number | null;
  at: Date;
};

export const noticeSchema = new Schema<NoticeRecord>(
  {
    name: { type: String, required: true },
    rooms: { type: [String], required: true },
    payload: { type: Schema.Types.Mixed, required: true },
    doctorId: { type: Schema.Types.ObjectId, default: null },
    rev: { type: Number, default: null },
    at: { type: Date, required: true },
  },
  // An empty payload is a payload.
  { collection: 'notices', versionKey: false, minimize: false },
);
/** A notice that was not heard within a day is of no use to anybody. */
noticeSchema.index({ at: 1 }, { expireAfterSeconds: 86_400 });
