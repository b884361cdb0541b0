import { randomUUID } from 'node:crypto';
import * as address from '@openslot/shared/contracts/address';
import { listAudit } from '@openslot/shared/contracts/audit';
import * as auth from '@openslot/shared/contracts/auth';
import { readCalendar } from '@openslot/shared/contracts/calendar';
import { readChanges, readChangesOfMany } from '@openslot/shared/contracts/changes';
import { readBookingSettings, readClinic, saveBookingSettings } from '@openslot/shared/contracts/clinic';
import * as compatibility from '@openslot/shared/contracts/compatibility';
import * as doctors from '@openslot/shared/contracts/doctors';
import { explainSlots } from '@openslot/shared/contracts/explain';
import { reportFreshness } from '@openslot/shared/contracts/freshness';
import * as generate from '@openslot/shared/contracts/generate';
import * as holidays from '@openslot/shared/contracts/holidays';
import { previewOverrides, previewTemplates } from '@openslot/shared/contracts/hours-preview';
import { listMailbox } from '@openslot/shared/contracts/mailbox';
import { readMonths } from '@openslot/shared/contracts/months';
import * as overrides from '@openslot/shared/contracts/overrides';
import * as patients from '@openslot/shared/contracts/patients';
import * as recurring from '@openslot/shared/contracts/recurring-overrides';
import { readSession } from '@openslot/shared/contracts/session';
import { readSlots } from '@openslot/shared/contracts/slots';
import { readMonthsOfSpecialty, readSlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import * as staff from '@openslot/shared/contracts/staff';
import * as templates from '@openslot/shared/contracts/templates';
import * as unavailability from '@openslot/shared/contracts/unavailability';
import * as visitTypes from '@openslot/shared/contracts/visit-types';
import {
  type AccessRow,
  administrators,
  all,
  frontDesk,
  ownSchedule,
  patientsOnly,
  row,
} from './access-row.ts';
import { VISIT_ROWS } from './access-rows-visits.ts';
import { type AccessWorld, PASSWORD } from './access-world.ts';

const ofDoctor = ({ doctorId }: AccessWorld) => ({ params: { doctorId } });
const holidaysVersion = async ({ people, doctorId }: AccessWorld): Promise<number> =>
  (await people.admin.call(holidays.listDoctorHolidays, { params: { doctorId } })).body.version;
const CLOSED_FRIDAYS = { rule: 'FREQ=MONTHLY;BYDAY=-1FR', startsOn: '2027-01-01', windows: [] };
const newRecurringOverride = async ({ people, doctorId }: AccessWorld) => {
  const params = { doctorId };
  const { body } = await people.admin.call(recurring.createRecurringOverride, {
    params,
    body: CLOSED_FRIDAYS,
  });
  return { doctorId, recurringOverrideId: body.recurringOverride.id };
};
const WEEK = { from: '2026-01-12', to: '2026-01-18' };
const ofSpecialty = (visitTypeId: string) => ({
  ...WEEK,
  visitTypeId,
  specialty: 'Cardiology',
  timeZone: 'Europe/Berlin',
});
const HOURS = [{ dayOfWeek: 1, start: '09:00', end: '10:00' }];
const OLDER_HOURS = [0, 1, 2, 3, 4, 5, 6].map((day_of_week) => ({
  day_of_week,
  start_time: '09:00',
  end_time: '17:00',
}));
const OLDER_OVERRIDE = { override_date: '2026-01-06', is_available: false };
const PATIENT = { birthDate: '1990-01-01', email: null, phone: null };
const WHOLE_DAY = { allDay: true, startTime: null, endTime: null };
const PROFILE = { name: 'Dr New', specialty: 'Cardiology', about: '', timeZone: 'Europe/Berlin' };
const VISIT_TYPE = {
  mode: 'phone',
  durationMinutes: 10,
  stepMinutes: null,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minimumNoticeMinutes: 0,
  bookingWindowDays: 1,
};

function olderQuery(more: Record<string, string> = {}): AccessRow['call'] {
  return ({ doctorId }) => ({ query: { therapist_id: doctorId, ...more } });
}

function olderBody(more: object): AccessRow['call'] {
  return ({ doctorId }) => ({ body: { therapist_id: doctorId, ...more } });
}

/** Who may call what, written by hand: a new endpoint needs a row here, decided on by somebody. */
export const ACCESS_ROWS: readonly AccessRow[] = [
  row(auth.signUp, all(200), () => ({
    body: { name: 'Nora New', email: `${randomUUID()}@example.org`, password: PASSWORD },
  })),
  row(auth.signIn, all(200), async (world) => {
    const { email } = await world.newStaff();
    return { body: { email, password: PASSWORD } };
  }),
  row(auth.signOut, all(200), () => ({ body: {} })),
  row(auth.choosePassword, all(200), async (world) => ({
    body: { token: await world.invitationOf((await world.newStaff()).id), newPassword: PASSWORD },
  })),
  row(auth.forgotPassword, all(200), async (world) => ({
    body: { email: (await world.newStaff()).email },
  })),
  row(readSession, all(200)),
  row(address.readOwnAddress, patientsOnly(200)),
  row(address.sendAddressLink, patientsOnly(200), () => ({ body: {} })),
  row(address.verifyAddress, patientsOnly(410), () => ({ body: { token: randomUUID() } })),
  row(listMailbox, administrators(404)),
  row(readClinic, all(200)),
  row(reportFreshness, all(200), () => ({
    body: { samples: [{ kind: 'push-lag', page: 'slots', connection: 'live', ms: 120 }] },
  })),
  row(readBookingSettings, frontDesk(200)),
  row(saveBookingSettings, administrators(200), async ({ people }) => {
    const { body } = await people.admin.call(readBookingSettings);
    return { body: { ...body, holdMinutes: 5 } };
  }),

  row(doctors.listDoctors, all(200)),
  row(
    doctors.listDoctors,
    frontDesk(200),
    () => ({ query: { includeInactive: 'true' } }),
    'the inactive too',
  ),
  row(doctors.readDoctor, all(200), ofDoctor),
  row(doctors.createDoctor, administrators(201), () => ({ body: { ...PROFILE, visitTypeIds: [] } })),
  row(doctors.updateDoctor, administrators(200), async (world) => ({
    params: { doctorId: await world.newDoctor() },
    body: { ...PROFILE, visitTypeIds: [], version: 1 },
  })),
  row(doctors.deactivateDoctor, administrators(200), async (world) => ({
    params: { doctorId: await world.newDoctor() },
    body: { version: 1 },
  })),
  row(doctors.reactivateDoctor, administrators(200), async (world) => ({
    params: { doctorId: await world.newDoctor() },
    body: { version: 1 },
  })),

  row(staff.listStaff, administrators(200)),
  row(staff.inviteStaff, administrators(201), () => ({
    body: { name: 'Nora New', email: `${randomUUID()}@example.org`, role: 'front_desk' },
  })),
  row(staff.renewInvitation, administrators(200), async (world) => ({
    params: { userId: (await world.newStaff()).id },
    body: {},
  })),
  row(staff.mailInvitation, administrators(200), async (world) => ({
    params: { userId: (await world.newStaff()).id },
    body: {},
  })),
  row(staff.updateStaff, administrators(200), async (world) => ({
    params: { userId: (await world.newStaff()).id },
    body: { disabled: true },
  })),
  row(patients.listPatients, frontDesk(200)),
  row(patients.createPatient, frontDesk(201), () => ({ body: { ...PATIENT, name: randomUUID() } })),
  row(patients.readPatient, frontDesk(200), async (world) => ({
    params: { patientId: await world.newPatient() },
  })),
  row(patients.updatePatient, frontDesk(200), async (world) => ({
    params: { patientId: await world.newPatient() },
    body: { ...PATIENT, name: randomUUID(), version: 1 },
  })),
  row(patients.makeClaimLink, frontDesk(200), async (world) => ({
    params: { patientId: await world.newPatient() },
    body: {},
  })),
  row(patients.mailClaimLink, frontDesk(200), async (world) => ({
    params: { patientId: await world.newPatient(`${randomUUID()}@example.org`) },
    body: {},
  })),
  row(patients.listMyPatients, patientsOnly(200)),
  row(patients.addMyPatient, patientsOnly(201), () => ({
    body: { name: randomUUID(), birthDate: '2018-01-01' },
  })),
  row(patients.updateMyPatient, { ...patientsOnly(404), patient: 200 }, async (world) => ({
    params: { patientId: await world.newChild() },
    body: { version: 1, name: 'Nora Novák', birthDate: '2018-01-02', phone: null },
  })),
  row(patients.claimPatient, patientsOnly(410), () => ({
    body: { token: randomUUID(), birthDate: '1990-01-01' },
  })),
  row(listAudit, administrators(200)),

  row(visitTypes.listVisitTypes, all(200)),
  row(
    visitTypes.listVisitTypes,
    frontDesk(200),
    () => ({ query: { includeInactive: 'true' } }),
    'the inactive too',
  ),
  row(holidays.listHolidays, frontDesk(200)),
  row(holidays.listDoctorHolidays, ownSchedule(200), ofDoctor),
  row(holidays.saveDoctorHolidays, ownSchedule(200), async (world) => ({
    ...ofDoctor(world),
    body: { version: await holidaysVersion(world), holidays: [] },
  })),
  row(holidays.checkHolidays, administrators(200), () => ({ body: { holidays: [] } })),
  row(holidays.saveHolidays, administrators(200), () => ({ body: { version: 0, holidays: [] } })),
  row(visitTypes.createVisitType, administrators(201), () => ({
    body: { ...VISIT_TYPE, name: randomUUID() },
  })),
  row(visitTypes.updateVisitType, administrators(200), ({ spareVisitTypeId }) => ({
    params: { visitTypeId: spareVisitTypeId },
    body: { ...VISIT_TYPE, name: 'Spare', version: 1, active: true },
  })),

  row(readMonths, all(200), (world) => ({
    ...ofDoctor(world),
    query: { ...WEEK, visitTypeId: world.visitTypeId, timeZone: 'Europe/Berlin' },
  })),
  row(readSlots, all(200), (world) => ({
    ...ofDoctor(world),
    query: { ...WEEK, visitTypeId: world.visitTypeId, timeZone: 'Europe/Berlin' },
  })),
  row(readSlotsOfSpecialty, all(200), ({ visitTypeId }) => ({ query: ofSpecialty(visitTypeId) })),
  row(readMonthsOfSpecialty, all(200), ({ visitTypeId }) => ({ query: ofSpecialty(visitTypeId) })),
  row(readChanges, all(200), (world) => ({ ...ofDoctor(world), query: { since: '0' } })),
  row(readChangesOfMany, all(200), ({ doctorId }) => ({ query: { since: `${doctorId}:0` } })),
  row(generate.generateAvailability, all(200), (world) => ({ ...ofDoctor(world), query: WEEK })),
  row(generate.generateAvailabilityOn, all(200), (world) => ({
    ...ofDoctor(world),
    body: { date: WEEK.from },
  })),
  row(explainSlots, ownSchedule(200), (world) => ({
    ...ofDoctor(world),
    query: { visitTypeId: world.visitTypeId, date: WEEK.from },
  })),
  row(readCalendar, ownSchedule(200), (world) => ({ ...ofDoctor(world), query: WEEK })),

  row(templates.listTemplates, ownSchedule(200), ofDoctor),
  row(templates.createTemplate, ownSchedule(201), (world) => ({
    ...ofDoctor(world),
    body: { effectiveFrom: world.freeDate(), windows: HOURS },
  })),
  row(templates.updateTemplate, ownSchedule(200), async (world) => {
    const { id, effectiveFrom } = await world.newTemplate();
    return {
      params: { doctorId: world.doctorId, templateId: id },
      body: { version: 1, effectiveFrom, windows: [] },
    };
  }),
  row(templates.deleteTemplate, ownSchedule(200), async (world) => ({
    params: { doctorId: world.doctorId, templateId: (await world.newTemplate()).id },
    body: { version: 1 },
  })),

  row(previewTemplates, ownSchedule(200), (world) => ({
    ...ofDoctor(world),
    body: { effectiveFrom: world.freeDate(), windows: HOURS },
  })),
  row(previewOverrides, ownSchedule(200), (world) => ({
    ...ofDoctor(world),
    body: { overrides: [{ date: world.freeDate(), windows: [] }] },
  })),

  row(overrides.listOverrides, ownSchedule(200), (world) => ({ ...ofDoctor(world), query: WEEK })),
  row(overrides.setOverride, ownSchedule(201), (world) => ({
    ...ofDoctor(world),
    body: { date: world.freeDate(), windows: [] },
  })),
  row(overrides.setOverrides, ownSchedule(200), (world) => ({
    ...ofDoctor(world),
    body: { overrides: [{ date: world.freeDate(), windows: [] }] },
  })),
  row(overrides.removeOverride, ownSchedule(200), async (world) => ({
    params: { doctorId: world.doctorId, overrideId: await world.newOverride() },
    body: { version: 1 },
  })),

  row(recurring.listRecurringOverrides, ownSchedule(200), ofDoctor),
  row(recurring.createRecurringOverride, ownSchedule(201), (world) => ({
    ...ofDoctor(world),
    body: CLOSED_FRIDAYS,
  })),
  row(recurring.updateRecurringOverride, ownSchedule(200), async (world) => ({
    params: await newRecurringOverride(world),
    body: { ...CLOSED_FRIDAYS, version: 1 },
  })),
  row(recurring.removeRecurringOverride, ownSchedule(200), async (world) => ({
    params: await newRecurringOverride(world),
    body: { version: 1 },
  })),

  row(unavailability.listUnavailability, ownSchedule(200), (world) => ({ ...ofDoctor(world), query: WEEK })),
  row(unavailability.markUnavailable, ownSchedule(201), (world) => {
    const date = world.freeDate();
    return { ...ofDoctor(world), body: { ...WHOLE_DAY, startDate: date, endDate: date } };
  }),
  row(unavailability.updateUnavailability, ownSchedule(200), async (world) => {
    const date = world.freeDate();
    return {
      params: { doctorId: world.doctorId, unavailabilityId: await world.newUnavailability() },
      body: { ...WHOLE_DAY, startDate: date, endDate: date, version: 1 },
    };
  }),
  row(unavailability.removeUnavailability, ownSchedule(200), async (world) => ({
    params: { doctorId: world.doctorId, unavailabilityId: await world.newUnavailability() },
    body: { version: 1 },
  })),

  ...VISIT_ROWS,

  row(compatibility.listTherapistTemplates, ownSchedule(200), olderQuery()),
  row(compatibility.readTherapistWeek, ownSchedule(200), olderQuery()),
  row(compatibility.saveTherapistTemplates, ownSchedule(200), olderBody({ templates: OLDER_HOURS })),
  row(
    compatibility.changeTherapistTemplate,
    ownSchedule(404),
    olderBody({ id: 'none', day_of_week: 1, start_time: '09:00', end_time: '10:00' }),
  ),
  row(compatibility.removeTherapistTemplate, ownSchedule(404), olderQuery({ id: 'none' })),
  row(
    compatibility.listTherapistOverrides,
    ownSchedule(200),
    olderQuery({ start_date: WEEK.from, end_date: WEEK.to }),
  ),
  row(compatibility.setTherapistOverride, ownSchedule(200), olderBody(OLDER_OVERRIDE)),
  row(compatibility.setTherapistOverrides, ownSchedule(200), olderBody({ overrides: [OLDER_OVERRIDE] })),
  row(compatibility.removeTherapistOverride, ownSchedule(404), olderQuery({ override_date: '2026-01-07' })),
  row(
    compatibility.generateTherapistAvailability,
    all(200),
    olderQuery({ start_date: WEEK.from, end_date: WEEK.to }),
  ),
  row(compatibility.generateTherapistAvailabilityOn, all(200), olderBody({ date: WEEK.from })),
  row(compatibility.readTherapistSlots, all(200), olderQuery({ date: WEEK.from })),
];
