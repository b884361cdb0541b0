import { randomUUID } from 'node:crypto';
import { type AppointmentStatus, bookAppointment } from '@openslot/shared/contracts/appointments';
import { signOut } from '@openslot/shared/contracts/auth';
import { setOverride } from '@openslot/shared/contracts/overrides';
import { createPatient } from '@openslot/shared/contracts/patients';
import { updateStaff } from '@openslot/shared/contracts/staff';
import { createTemplate } from '@openslot/shared/contracts/templates';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { addDays } from '@openslot/shared/time/local-date';
import type { Client } from './client.ts';
import type { TestClinic } from './clinic.ts';

export const PASSWORD = 'a long enough password';

/** `patient` has visits with `doctor`; `stranger` is another patient, `colleague` another doctor. */
export const EVERYBODY = [
  'visitor',
  'patient',
  'stranger',
  'doctor',
  'colleague',
  'frontDesk',
  'admin',
] as const;
export type Who = (typeof EVERYBODY)[number];

/** Administrators until a moment ago; of that only the cookie is left. */
export const FORMER = ['signedOut', 'banned'] as const;

/** A clinic with one person of each kind, and fresh things for them to try their hands on. */
export interface AccessWorld {
  readonly people: Readonly<Record<Who, Client>>;
  readonly former: Readonly<Record<(typeof FORMER)[number], Client>>;
  readonly doctorId: string;
  readonly colleagueId: string;
  readonly patientId: string;
  readonly visitTypeId: string;
  readonly spareVisitTypeId: string;
  /** Signs in anew, for requests that end the session they come with. */
  signInAgain(who: Who): Promise<Client>;
  /** A date that nothing else is on, beyond all bookings. */
  freeDate(): string;
  newDoctor(): Promise<string>;
  newStaff(): Promise<{ id: string; email: string }>;
  invitationOf(userId: string): Promise<string>;
  newTemplate(): Promise<{ id: string; effectiveFrom: string }>;
  newOverride(): Promise<string>;
  newUnavailability(): Promise<string>;
  /** The body of a booking with `doctor` that can succeed. */
  newBooking(): { doctorId: string; visitTypeId: string; startsAt: string };
  /** A visit of `patient` with `doctor` that has this status and begins now; without one it is confirmed and to come. */
  newVisit(status?: AppointmentStatus): Promise<string>;
  /** A patient of the desk without a sign-in. */
  newPatient(email?: string): Promise<string>;
  /** Somebody whom `patient` is the guardian of. */
  newChild(): Promise<string>;
}

export async function accessWorld(clinic: TestClinic): Promise<AccessWorld> {
  const spareVisitTypeId = await clinic.addVisitType({ name: 'Spare' });
  const [doctorId, colleagueId] = [await clinic.addDoctor(), await clinic.addDoctor()];
  const people: Record<Who, Client> = {
    visitor: clinic.visitor,
    patient: await clinic.signIn('patient'),
    stranger: await clinic.signIn('patient'),
    doctor: await clinic.signIn('doctor', { doctorId }),
    colleague: await clinic.signIn('doctor', { doctorId: colleagueId }),
    frontDesk: await clinic.signIn('front_desk'),
    admin: await clinic.signIn('admin'),
  };
  const former = { signedOut: await clinic.signIn('admin'), banned: await clinic.signIn('admin') };
  await former.signedOut.call(signOut).expect(200);
  const userId = former.banned.user?.id ?? '';
  await people.admin.call(updateStaff, { params: { userId }, body: { disabled: true } }).expect(200);
  const patientId = people.patient.user?.patientId ?? '';
  const { admin } = people;
  const params = { doctorId };
  let lastDate = '2027-01-01';
  const freeDate = () => {
    lastDate = addDays(lastDate, 7);
    return lastDate;
  };
  // Tuesday to Friday of the coming weeks, every half hour of the day.
  let slots = 0;
  const newBooking = () => {
    const [day, slot] = [Math.floor(slots / 16), slots % 16];
    const date = addDays('2026-01-13', Math.floor(day / 4) * 7 + (day % 4));
    slots += 1;
    const startsAt = new Date(Date.parse(`${date}T08:00:00Z`) + slot * 1_800_000);
    return { doctorId, visitTypeId: clinic.visitTypeId, startsAt: startsAt.toISOString() };
  };
  return {
    people,
    former,
    doctorId,
    colleagueId,
    patientId,
    visitTypeId: clinic.visitTypeId,
    spareVisitTypeId,
    async signInAgain(who) {
      const role = people[who].user?.role;
      if (role === undefined) {
        return clinic.visitor;
      }
      return clinic.signIn(role, role === 'doctor' ? { doctorId: await clinic.addDoctor() } : {});
    },
    freeDate,
    newDoctor: () => clinic.addDoctor(),
    async newStaff() {
      const email = `${randomUUID()}@example.org`;
      const person = {
        name: 'Sam Staff',
        email,
        password: PASSWORD,
        role: 'front_desk',
        doctorId: null,
      } as const;
      return { id: await clinic.app.auth.createSignIn(person), email };
    },
    async invitationOf(userId) {
      const token = randomUUID();
      // The sign-in library looks at the real clock.
      await clinic.app.auth.engine.storeChoiceToken(token, userId, new Date(Date.now() + 600_000));
      return token;
    },
    async newTemplate() {
      const effectiveFrom = freeDate();
      const windows = [{ dayOfWeek: 1, start: '09:00', end: '10:00' }];
      const made = await admin.call(createTemplate, { params, body: { effectiveFrom, windows } }).expect(201);
      const all: { id: string; effectiveFrom: string }[] = made.body.templates;
      return { id: all.find((one) => one.effectiveFrom === effectiveFrom)?.id ?? '', effectiveFrom };
    },
    async newOverride() {
      const body = { date: freeDate(), windows: [] };
      return (await admin.call(setOverride, { params, body }).expect(201)).body.overrides[0].id;
    },
    async newUnavailability() {
      const date = freeDate();
      const body = { allDay: true, startDate: date, endDate: date, startTime: null, endTime: null };
      return (await admin.call(markUnavailable, { params, body }).expect(201)).body.unavailability.id;
    },
    newBooking,
    async newVisit(status) {
      const body = { ...newBooking(), patientId };
      const { id } = (await admin.call(bookAppointment, { body }).expect(201)).body.appointment;
      if (status !== undefined) {
        await clinic.models.appointments.updateOne(
          { _id: id },
          { status, startsAt: new Date(clinic.clock.now()) },
        );
      }
      return id;
    },
    async newPatient(email) {
      const body = { name: randomUUID(), birthDate: '1990-01-01', email: email ?? null, phone: null };
      return (await admin.call(createPatient, { body }).expect(201)).body.patient.id;
    },
    async newChild() {
      const body = {
        name: randomUUID(),
        birthDate: '2018-01-01',
        email: null,
        phone: null,
        guardianIds: [patientId],
      };
      return (await admin.call(createPatient, { body }).expect(201)).body.patient.id;
    },
  };
}
