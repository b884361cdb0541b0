import { z } from 'zod';
import { Id, Instant, longText, PageQuery, pageOf, Seq, shortText, Version } from './common.ts';
import { endpoint } from './endpoint.ts';
import { VisitMode } from './visit-types.ts';

export const AppointmentStatus = z.enum(['confirmed', 'cancelled']);
export type AppointmentStatus = z.infer<typeof AppointmentStatus>;

/** A booked visit as its patient and staff see it. Duration and buffers are those it was made with. `timeZone` is the doctor's. */
export const Appointment = z.object({
  id: Id,
  version: Version,
  status: AppointmentStatus,
  doctorId: Id,
  doctorName: z.string(),
  specialty: z.string(),
  patientId: Id,
  patientName: z.string(),
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
});
export type Appointment = z.infer<typeof Appointment>;

const AppointmentSaved = z.object({ appointment: Appointment, seq: Seq });

/**
 * `patientId` is for staff; a patient books for themselves. Refusals: 409 `slot_taken`, `slot_not_offered`
 * or `patient_busy`. The same Idempotency-Key with the same body gives the first answer again.
 */
export const bookAppointment = endpoint({
  method: 'POST',
  path: '/api/v1/appointments',
  summary: 'Book a slot',
  access: 'book-appointments',
  status: 201,
  idempotent: true,
  body: z.strictObject({
    doctorId: Id,
    visitTypeId: Id,
    startsAt: Instant,
    patientId: Id.optional(),
    note: longText(500).default(''),
  }),
  response: AppointmentSaved,
});

/** Patients see their own visits, doctors those of their own schedule, front desk and admins all. `when` is relative to now; past visits come newest first. */
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
    status: AppointmentStatus.optional(),
  }),
  response: pageOf(Appointment).extend({ asOf: Instant }),
});

const AppointmentId = z.strictObject({ appointmentId: Id });

export const readAppointment = endpoint({
  method: 'GET',
  path: '/api/v1/appointments/:appointmentId',
  summary: 'One visit',
  access: 'signed-in',
  params: AppointmentId,
  response: Appointment,
});

export const cancelAppointment = endpoint({
  method: 'POST',
  path: '/api/v1/appointments/:appointmentId/cancel',
  summary: 'Cancel a visit; its time is offered again',
  access: 'signed-in',
  params: AppointmentId,
  body: z.strictObject({ version: Version, reason: shortText(200).nullable().default(null) }),
  response: AppointmentSaved,
});
