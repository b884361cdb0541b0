import { z } from 'zod';
import { Id, Instant, Seq } from '../contracts/common.ts';
import type { Problem } from '../errors/problem.ts';

/** What changed, for people and logs; clients decide by `from` and `to` alone. */
export const AvailabilityAction = z.enum([
  'marked_unavailable',
  'removed_unavailability',
  'updated_unavailability',
  'template_updated',
  'override_set',
  'override_removed',
  'holidays_updated',
  'clinic_rules_updated',
  'doctor_updated',
  'doctor_deactivated',
  'doctor_reactivated',
]);
export type AvailabilityAction = z.infer<typeof AvailabilityAction>;

/** Upper bound of the random delay before a refetch, in milliseconds; 0 while few watch. */
const SpreadMs = z.number().int().min(0).max(250);

/**
 * A doctor's offer changed. `from` and `to` are the instants between which it may differ (`to: null`: open end);
 * `dates` are local dates in the schedule's zone, at most 62, for people. No person and no reason is in it.
 */
export const DoctorAvailabilityUpdated = z.strictObject({
  doctorId: Id,
  seq: Seq,
  action: AvailabilityAction,
  from: Instant,
  to: Instant.nullable(),
  dates: z.array(z.string()).max(62),
  unavailability: z
    .strictObject({ id: Id, startsAt: Instant, endsAt: Instant, allDay: z.boolean() })
    .optional(),
  changedAt: Instant,
  spreadMs: SpreadMs,
});
export type DoctorAvailabilityUpdated = z.infer<typeof DoctorAvailabilityUpdated>;

export const SlotStatus = z.enum(['free', 'held', 'booked']);
export type SlotStatus = z.infer<typeof SlotStatus>;

/** Times of a doctor changed hands: booked, held, released, expired, cancelled or moved. `date` is in the schedule's zone. */
export const AvailabilitySlotChanged = z.strictObject({
  doctorId: Id,
  seq: Seq,
  from: Instant,
  to: Instant,
  changes: z.array(
    z.strictObject({
      date: z.string(),
      startsAt: Instant,
      endsAt: Instant,
      previousStatus: SlotStatus,
      newStatus: SlotStatus,
    }),
  ),
  changedAt: Instant,
  spreadMs: SpreadMs,
});
export type AvailabilitySlotChanged = z.infer<typeof AvailabilitySlotChanged>;

/** The server could not resume its log: catch up every watched doctor. */
export const AvailabilityResync = z.strictObject({});
export type AvailabilityResync = z.infer<typeof AvailabilityResync>;

/** A visit changed; thin on purpose, read it again over HTTP. Only to the people concerned. */
export const AppointmentUpdated = z.strictObject({ appointmentId: Id, version: z.number().int() });
export type AppointmentUpdated = z.infer<typeof AppointmentUpdated>;

/**
 * The process at the other end is about to end: connect anew after a random part of `reconnectWithinMs`, and another
 * one answers. Until then it goes on telling.
 */
export const ServerDraining = z.strictObject({ reconnectWithinMs: z.number().int().min(0).max(10_000) });
export type ServerDraining = z.infer<typeof ServerDraining>;

export const WatchDoctor = z.strictObject({ doctorId: Id });
export type WatchDoctor = z.infer<typeof WatchDoctor>;
export const WatchAck = z.strictObject({ seq: Seq });
export type WatchAck = z.infer<typeof WatchAck>;

export type Ack<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly problem: Problem };

/** The most doctors one socket may watch. */
export const MAX_WATCHED_DOCTORS = 50;

export const serverEvents = {
  'doctor-availability-updated': DoctorAvailabilityUpdated,
  'availability-slot-changed': AvailabilitySlotChanged,
  'availability-resync': AvailabilityResync,
  'appointment-updated': AppointmentUpdated,
  'server-draining': ServerDraining,
} as const;

export interface ServerToClientEvents {
  'doctor-availability-updated': (event: DoctorAvailabilityUpdated) => void;
  'availability-slot-changed': (event: AvailabilitySlotChanged) => void;
  'availability-resync': (event: AvailabilityResync) => void;
  'appointment-updated': (event: AppointmentUpdated) => void;
  'server-draining': (event: ServerDraining) => void;
}

export interface ClientToServerEvents {
  'watch-doctor': (request: WatchDoctor, ack: (reply: Ack<WatchAck>) => void) => void;
  'unwatch-doctor': (request: WatchDoctor, ack: (reply: Ack<Record<string, never>>) => void) => void;
}
