import { z } from 'zod';
import { Decisions, Id, longText, PageQuery, pageOf, Seq, shortText, TimeZone, Version } from './common.ts';
import { endpoint } from './endpoint.ts';
import { VisitMinutes } from './visit-types.ts';

/** How long a doctor takes for a visit type, where that differs from the visit type's own duration. */
const VisitDuration = z.strictObject({ visitTypeId: Id, durationMinutes: VisitMinutes });

const VisitDurations = z
  .array(VisitDuration)
  .max(100)
  .superRefine((durations, context) => {
    for (const [index, { visitTypeId }] of durations.entries()) {
      if (durations.findIndex((other) => other.visitTypeId === visitTypeId) < index) {
        context.addIssue({ code: 'custom', path: [index, 'visitTypeId'], message: 'is listed twice' });
      }
    }
  });

export const Doctor = z.object({
  id: Id,
  version: Version,
  name: z.string(),
  specialty: z.string(),
  /** A few sentences for patients; may be empty. */
  about: z.string(),
  /** Zone in which the doctor's weekly hours are written. */
  timeZone: z.string(),
  visitTypeIds: z.array(Id),
  /** Only of visit types the doctor offers; any other lasts as long as its visit type says. */
  visitDurations: z.array(z.object({ visitTypeId: Id, durationMinutes: z.number().int() })),
  active: z.boolean(),
});
export type Doctor = z.infer<typeof Doctor>;

export const DoctorInput = z.strictObject({
  name: shortText(120),
  specialty: shortText(80),
  about: longText(1000),
  timeZone: TimeZone,
  visitTypeIds: z.array(Id).max(100),
  /** Left out: as before, for what is still offered. */
  visitDurations: VisitDurations.optional(),
});
export type DoctorInput = z.infer<typeof DoctorInput>;

export const DoctorId = z.strictObject({ doctorId: Id });

export const listDoctors = endpoint({
  method: 'GET',
  path: '/api/v1/doctors',
  summary: 'Find doctors by name or specialty',
  access: 'anyone',
  query: PageQuery.extend({
    search: longText(100).optional(),
    specialty: z.string().max(80).optional(),
    visitTypeId: Id.optional(),
    includeInactive: z.enum(['true', 'false']).optional(),
  }),
  response: pageOf(Doctor).extend({ specialties: z.array(z.string()) }),
});

export const readDoctor = endpoint({
  method: 'GET',
  path: '/api/v1/doctors/:doctorId',
  summary: "A doctor's profile",
  access: 'anyone',
  params: DoctorId,
  response: Doctor,
});

export const createDoctor = endpoint({
  method: 'POST',
  path: '/api/v1/doctors',
  summary: 'Add a doctor',
  access: 'administer',
  status: 201,
  body: DoctorInput,
  response: z.object({ doctor: Doctor }),
});

const DoctorSaved = z.object({ doctor: Doctor, seq: Seq });

export const updateDoctor = endpoint({
  method: 'PUT',
  path: '/api/v1/doctors/:doctorId',
  summary: "Change a doctor's profile, zone, visit types or their durations",
  access: 'administer',
  params: DoctorId,
  body: DoctorInput.extend({ version: Version, decisions: Decisions }),
  response: DoctorSaved,
});

/** Doctors are deactivated, never deleted. Upcoming visits need a decision each. */
export const deactivateDoctor = endpoint({
  method: 'POST',
  path: '/api/v1/doctors/:doctorId/deactivate',
  summary: 'Stop offering a doctor',
  access: 'administer',
  params: DoctorId,
  body: z.strictObject({ version: Version, decisions: Decisions }),
  response: DoctorSaved,
});

export const reactivateDoctor = endpoint({
  method: 'POST',
  path: '/api/v1/doctors/:doctorId/reactivate',
  summary: 'Offer a doctor again',
  access: 'administer',
  params: DoctorId,
  body: z.strictObject({ version: Version }),
  response: DoctorSaved,
});
