import { z } from 'zod';
import { isLocalDate } from '../time/local-date.ts';
import { PatientHistory } from './appointments.ts';
import { Email } from './auth.ts';
import { Id, Instant, longText, PageQuery, pageOf, shortText, Version } from './common.ts';
import { endpoint } from './endpoint.ts';

/** A date of birth, `YYYY-MM-DD`; the server refuses one that is still to come. */
export const BirthDate = z
  .string()
  .refine(isLocalDate, 'must be an existing date such as 1988-04-17')
  .refine((date) => date >= '1880-01-01', 'must be a date of birth of somebody alive');

const Named = z.object({ id: Id, name: z.string() });

/** A patient as the front desk sees them. */
export const Patient = z.object({
  id: Id,
  version: Version,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  birthDate: z.string().nullable(),
  /** Somebody signs in as this patient. */
  hasAccount: z.boolean(),
  /** Who may book for this patient. */
  guardians: z.array(Named),
  /** For whom this patient may book. */
  guards: z.array(Named),
  history: PatientHistory,
});
export type Patient = z.infer<typeof Patient>;

/** A patient as the person sees them who books for them. */
export const MyPatient = z.object({
  id: Id,
  version: Version,
  relation: z.enum(['self', 'guarded']),
  name: z.string(),
  birthDate: z.string().nullable(),
  phone: z.string().nullable(),
});
export type MyPatient = z.infer<typeof MyPatient>;

const PatientId = z.strictObject({ patientId: Id });

const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9 ()/.-]{3,40}$/, 'must be a telephone number');

/** Each word must be found in the name, e-mail or telephone number, or be the date of birth (`1988-04-17` or `17.04.1988`). By name. */
export const listPatients = endpoint({
  method: 'GET',
  path: '/api/v1/patients',
  summary: 'Find patients by name, e-mail, telephone number or date of birth',
  access: 'staff',
  query: PageQuery.extend({ search: longText(100).optional() }),
  response: pageOf(Patient),
});

/** Oneself first, then those one is the guardian of, by name. */
export const listMyPatients = endpoint({
  method: 'GET',
  path: '/api/v1/patients/mine',
  summary: 'For whom I can book',
  access: 'as-patient',
  response: z.object({ items: z.array(MyPatient) }),
});

/** 409 `already_exists` when one is the guardian of somebody of this name and date of birth already. */
export const addMyPatient = endpoint({
  method: 'POST',
  path: '/api/v1/patients/mine',
  summary: 'Add a child, or another person I look after',
  access: 'as-patient',
  status: 201,
  body: z.strictObject({ name: shortText(120), birthDate: BirthDate }),
  response: z.object({ patient: MyPatient }),
});

/**
 * Oneself or somebody one is the guardian of; anybody else is 404. `claimed`: the date of birth and the verified e-mail
 * showed that the clinic has a record of this person already, and it is theirs from now on (another `patient.id`).
 */
export const updateMyPatient = endpoint({
  method: 'PUT',
  path: '/api/v1/patients/mine/:patientId',
  summary: 'Change my own details, or those of somebody I look after',
  access: 'as-patient',
  params: PatientId,
  body: z.strictObject({
    version: Version,
    name: shortText(120),
    birthDate: BirthDate.nullable(),
    phone: Phone.nullable(),
  }),
  response: z.object({ patient: MyPatient, claimed: z.boolean() }),
});

const fields = {
  name: shortText(120),
  birthDate: BirthDate.nullable(),
  email: Email.nullable(),
  phone: Phone.nullable(),
  /** Patients who may book for this one. */
  guardianIds: z.array(Id).max(10).default([]),
};

export const readPatient = endpoint({
  method: 'GET',
  path: '/api/v1/patients/:patientId',
  summary: 'One patient',
  access: 'staff',
  params: PatientId,
  response: z.object({ patient: Patient }),
});

/**
 * At the desk; e-mail and telephone number may be missing. Somebody of the same name and date of birth: 409
 * `already_exists` with `existing`, unless `allowDuplicate` says that it is another person. 422 for unknown guardians.
 */
export const createPatient = endpoint({
  method: 'POST',
  path: '/api/v1/patients',
  summary: 'Add a patient',
  access: 'staff',
  status: 201,
  body: z.strictObject({ ...fields, allowDuplicate: z.boolean().default(false) }),
  response: z.object({ patient: Patient }),
});

/** Refusals as for adding one, and 409 `stale_version`. */
export const updatePatient = endpoint({
  method: 'PUT',
  path: '/api/v1/patients/:patientId',
  summary: "Change a patient's details and guardians",
  access: 'staff',
  params: PatientId,
  body: z.strictObject({ ...fields, version: Version, allowDuplicate: z.boolean().default(false) }),
  response: z.object({ patient: Patient }),
});

/** `claimUrl` works once, until `expiresAt`; the desk hands it to the patient. 409 `already_exists` for a patient who has an account. */
export const makeClaimLink = endpoint({
  method: 'POST',
  path: '/api/v1/patients/:patientId/claim-link',
  summary: 'Make a link with which a patient takes over their record; older ones stop working',
  access: 'staff',
  params: PatientId,
  response: z.object({ claimUrl: z.string(), expiresAt: Instant }),
});

/** To the address in the record: 422 without one; 409 `already_exists` for a patient who has an account. */
export const mailClaimLink = endpoint({
  method: 'POST',
  path: '/api/v1/patients/:patientId/claim-link/mail',
  summary: 'Send a link with which a patient takes over their record; older ones stop working',
  access: 'staff',
  params: PatientId,
  response: z.object({ sentTo: z.string() }),
});

/**
 * The record of the link becomes that of the person who is signed in, who gives its date of birth; visits and people of
 * their own record move along, and the session should be read again. 410 `link_expired`; 422 for another date of birth,
 * after five of which the link stops working; 409 `patient_busy` when both records have a visit at one time.
 */
export const claimPatient = endpoint({
  method: 'POST',
  path: '/api/v1/patients/claim',
  summary: 'Take over the record that the clinic keeps of me',
  access: 'as-patient',
  body: z.strictObject({ token: z.string().min(1).max(200), birthDate: BirthDate }),
  response: z.object({ patient: MyPatient }),
});
