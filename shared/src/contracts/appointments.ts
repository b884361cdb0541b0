import { z } from 'zod';
import { Id, Instant, longText, PageQuery, pageOf, Seq, shortText, TimeZone, Version } from './common.ts';
import { endpoint } from './endpoint.ts';
import { VisitMode } from './visit-types.ts';

/** Every status but `cancelled` keeps its time occupied. Which follows which: `visits/transitions.ts`. */
export const AppointmentStatus = z.enum([
  'requested',
  'confirmed',
  'arrived',
  'in_progress',
  'completed',
  'no_show',
  'cancelled',
]);
export type AppointmentStatus = z.infer<typeof AppointmentStatus>;

/** How often a patient cancelled late and did not come, over all their visits. */
export const PatientHistory = z.object({
  lateCancellations: z.number().int(),
  noShows: z.number().int(),
});
export type PatientHistory = z.infer<typeof PatientHistory>;

/**
 * A booked visit as its patient, their guardians and staff see it. Duration and buffers are those it was made with.
 * `timeZone` is the doctor's.
 */
export const Appointment = z.object({
  id: Id,
  version: Version,
  status: AppointmentStatus,
  /** Since when it has this status. */
  statusAt: Instant,
  doctorId: Id,
  doctorName: z.string(),
  specialty: z.string(),
  patientId: Id,
  patientName: z.string(),
  visitTypeId: Id,
  visitTypeName: z.string(),
  mode: VisitMode,
  startsAt: Instant,
  endsAt: Instant,
  timeZone: z.string(),
  note: z.string(),
  createdAt: Instant,
  cancelledAt: Instant.nullable(),
  cancelledBy: z.enum(['patient', 'clinic']).nullable(),
  cancelReason: z.string().nullable(),
  /** It was only asked for, and the clinic did not confirm it: such a visit is `cancelled` by the clinic, too (VS10). */
  declined: z.boolean(),
  /** From then on until the start a cancellation by the patient is late; null when none is. */
  lateCancellationFrom: Instant.nullable(),
  /** The patient cancelled, after `lateCancellationFrom`. */
  lateCancellation: z.boolean(),
  /** For staff; null for everybody else. */
  patientHistory: PatientHistory.nullable(),
});
export type Appointment = z.infer<typeof Appointment>;

export const AppointmentSaved = z.object({ appointment: Appointment, seq: Seq });

/**
 * Exactly one of `doctorId` and `specialty`: any doctor of the specialty is the one who is free then and has the fewest
 * visits that day. `holdId` is the slot's hold of one's own, which the visit replaces; without it, or when it is over, the
 * slot is booked if it is still free. `overbook` is for whoever manages the doctor's schedule: the visit takes its time
 * whatever stands there, and only the patient must be free. `timeZone` is the viewer's, for the day in a refusal.
 */
const Booking = z
  .strictObject({
    doctorId: Id.optional(),
    specialty: shortText(80).optional(),
    visitTypeId: Id,
    startsAt: Instant,
    patientId: Id.optional(),
    note: longText(500).default(''),
    holdId: Id.optional(),
    timeZone: TimeZone.optional(),
    overbook: z.strictObject({ reason: shortText(200) }).optional(),
  })
  .superRefine(({ doctorId, specialty, holdId, overbook }, context) => {
    const refuse = (field: string, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (doctorId === undefined && specialty === undefined) {
      refuse('doctorId', 'is needed, or a specialty');
    }
    if (doctorId !== undefined && specialty !== undefined) {
      refuse('specialty', 'cannot be given together with a doctor');
    }
    if (doctorId === undefined && holdId !== undefined) {
      refuse('holdId', 'is with one doctor, who must be named');
    }
    if (doctorId === undefined && overbook !== undefined) {
      refuse('overbook', 'is with one doctor, who must be named');
    }
  });

/**
 * Staff say for whom (`patientId`), doctors only somebody they have or had a visit with; patients book for themselves, or
 * for somebody they are the guardian of. A visit type that needs approval makes a request of it, unless staff book.
 * Refusals: 409 `slot_taken` and `slot_not_offered` (both with a slot conflict, see `slot-conflict.ts`), `patient_busy`,
 * `patient_limit`. The same Idempotency-Key with the same body gives the first answer again.
 */
export const bookAppointment = endpoint({
  method: 'POST',
  path: '/api/v1/appointments',
  summary: 'Book a slot',
  // Doctors in their own schedule alone: `mayBook`.
  access: 'signed-in',
  status: 201,
  idempotent: true,
  body: Booking,
  response: AppointmentSaved,
});

const Statuses = z
  .string()
  .max(200)
  .transform((text) => text.split(','))
  .pipe(z.array(AppointmentStatus));

/**
 * Patients see their own visits and those of the people they are guardians of, doctors those of their own schedule,
 * front desk and admins all. `when` is relative to now; past visits come newest first. `status` may name several,
 * separated by commas.
 */
export const listAppointments = endpoint({
  method: 'GET',
  path: '/api/v1/appointments',
  summary: 'Visits',
  access: 'signed-in',
  query: PageQuery.extend({
    doctorId: Id.optional(),
    patientId: Id.optional(),
    when: z.enum(['upcoming', 'past']).optional(),
    from: Instant.optional(),
    to: Instant.optional(),
    status: Statuses.optional(),
  }),
  response: pageOf(Appointment).extend({ asOf: Instant }),
});

export const AppointmentId = z.strictObject({ appointmentId: Id });

export const readAppointment = endpoint({
  method: 'GET',
  path: '/api/v1/appointments/:appointmentId',
  summary: 'One visit',
  access: 'signed-in',
  params: AppointmentId,
  response: Appointment,
});

/** `version` is the one that was seen. The `reason` of a cancelled or declined visit is told to the patient, any other is for the audit log. */
export const AppointmentActionInput = z.strictObject({
  version: Version,
  reason: shortText(200).nullable().default(null),
});

/** The other things that can be done to a visit, with the same answers: `appointment-actions.ts`. */
export const cancelAppointment = endpoint({
  method: 'POST',
  path: '/api/v1/appointments/:appointmentId/cancel',
  summary: 'Cancel a visit; its time is offered again',
  access: 'signed-in',
  params: AppointmentId,
  body: AppointmentActionInput,
  response: AppointmentSaved,
});
