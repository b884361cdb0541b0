import { z } from 'zod';
import { AppointmentId, AppointmentSaved } from './appointments.ts';
import { Id, Instant, Seq, TimeZone, Version } from './common.ts';
import { endpoint } from './endpoint.ts';

/** How long the time that a visit left is kept for whoever moved it. */
export const UNDO_SECONDS = 15;

/** `seqs` has each doctor whose offer changed: one's own changes, no news to whoever made them. */
const Changed = AppointmentSaved.extend({
  seqs: z.array(z.object({ doctorId: Id, seq: Seq })),
  asOf: Instant,
});

/**
 * Until `undoUntil` the old time stays held, and the move can be taken back by whoever made it. Null when nothing of the
 * old time is left to hold, because the visit now covers it.
 */
const Moved = Changed.extend({ undoUntil: Instant.nullable() });

/**
 * Moves a visit to another time, also to another doctor: the new slot is taken and the old one freed, or nothing
 * happens. A patient's target must be offered; the clinic's must be free and within working hours, on a multiple of 5
 * minutes, while notice, booking window and grid do not bind it. `timeZone` as in `holdSlot`. `seq` is that of the
 * doctor moved to. Refusals: 409 `stale_version`, `illegal_transition`, `patient_busy`, `slot_taken`,
 * `slot_not_offered` (these two with a slot conflict, see `slot-conflict.ts`).
 */
export const moveAppointment = endpoint({
  method: 'POST',
  path: '/api/v1/appointments/:appointmentId/move',
  summary: 'Move a visit to another time',
  access: 'signed-in',
  idempotent: true,
  params: AppointmentId,
  body: z.strictObject({
    version: Version,
    startsAt: Instant,
    doctorId: Id.optional(),
    timeZone: TimeZone.optional(),
  }),
  response: Moved,
});

/** Takes back the last move. `version` is that of the moved visit. Refusals: 410 `undo_expired`, 409 `stale_version`, `patient_busy`, `slot_not_offered`. */
export const undoMove = endpoint({
  method: 'POST',
  path: '/api/v1/appointments/:appointmentId/move/undo',
  summary: 'Take the move of a visit back',
  access: 'signed-in',
  idempotent: true,
  params: AppointmentId,
  body: z.strictObject({ version: Version }),
  response: Changed,
});
