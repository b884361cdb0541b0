import {
  bookAppointment,
  cancelAppointment,
  listAppointments,
} from '@openslot/shared/contracts/appointments';
import * as contract from '@openslot/shared/contracts/patients';
import { readSession } from '@openslot/shared/contracts/session';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { expectSoundDoctor } from '../../../test/invariants.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const BORN = '1961-05-23';
let clinic: TestClinic;
let frontDesk: Client;
let doctorId: string;
let people = 0;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  frontDesk = await clinic.signIn('front_desk');
  doctorId = await clinic.addDoctor();
});
afterAll(() => clinic.close());

async function addAtDesk(change: object = {}) {
  const body = { name: `Desk Patient ${++people}`, birthDate: BORN, email: null, phone: null, ...change };
  return (await frontDesk.call(contract.createPatient, { body }).expect(201)).body.patient;
}

async function linkFor(patientId: string): Promise<string> {
  const { body } = await frontDesk.call(contract.makeClaimLink, { params: { patientId } }).expect(200);
  const url = new URL(body.claimUrl);
  expect([url.origin, url.pathname]).toEqual([clinic.app.publicUrl(), '/claim']);
  return url.searchParams.get('token') ?? '';
}

const claim = (person: Client, token: string, birthDate = BORN) =>
  person.call(contract.claimPatient, { body: { token, birthDate } });

async function book(person: Client, time: string, more: object = {}) {
  const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: `2026-01-${time}:00Z`, ...more };
  return (await person.call(bookAppointment, { body }).expect(201)).body.appointment;
}

async function setBirthDate(person: Client, birthDate: string | null) {
  const { items } = (await person.call(contract.listMyPatients).expect(200)).body;
  const { id, version, name, phone } = items[0];
  const params = { patientId: id };
  return person
    .call(contract.updateMyPatient, { params, body: { version, name, phone, birthDate } })
    .expect(200);
}

describe('a claim link', () => {
  it('[PT3] makes the record that of the person who signs in, with the visits of both', async () => {
    const record = await addAtDesk({ phone: '030 231250' });
    await book(frontDesk, '13T08:00', { patientId: record.id });
    const person = await clinic.signIn('patient');
    await book(person, '13T09:00');
    await person.call(contract.addMyPatient, { body: { name: 'Own Child', birthDate: '2019-01-01' } });
    const before = person.user?.patientId ?? '';

    const { patient } = (await claim(person, await linkFor(record.id)).expect(200)).body;
    expect(patient).toMatchObject({ id: record.id, relation: 'self', name: record.name, version: 2 });
    const session = await person.call(readSession).expect(200);
    expect(session.body.user.patientId).toBe(record.id);
    const visits = await person.call(listAppointments).expect(200);
    expect(visits.body.items.map((one: { patientId: string }) => one.patientId)).toEqual([
      record.id,
      record.id,
    ]);
    const mine = await person.call(contract.listMyPatients).expect(200);
    expect(mine.body.items.map((one: { name: string }) => one.name)).toEqual([record.name, 'Own Child']);
    expect(await clinic.models.patients.exists({ _id: before })).toBeNull();
    // The patient's time is still taken, now under the other record.
    const other = await clinic.addDoctor();
    const body = { doctorId: other, visitTypeId: clinic.visitTypeId, startsAt: '2026-01-13T09:00:00Z' };
    expect((await person.call(bookAppointment, { body })).body.code).toBe('patient_busy');
    const rows = await clinic.models.audit.find({ 'subject.id': record.id }).sort({ _id: 1 }).lean();
    expect(rows.at(-1)).toMatchObject({ action: 'patient_claimed', facts: { by: 'link', visits: 1 } });
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[PT3] works once, for one person, and only while it is the newest and fresh', async () => {
    const record = await addAtDesk();
    const [one, two] = [await clinic.signIn('patient'), await clinic.signIn('patient')];
    const older = await linkFor(record.id);
    const token = await linkFor(record.id);
    expect((await claim(one, older)).body.code).toBe('link_expired');
    clinic.clock.time += 7 * 86_400_000;
    expect((await claim(one, token)).status).toBe(410);
    clinic.clock.time -= 7 * 86_400_000;
    const answers = await Promise.all([claim(one, token), claim(two, token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect((await claim(two, token)).status).toBe(410);
    const again = await frontDesk.call(contract.makeClaimLink, { params: { patientId: record.id } });
    expect(again.body.code).toBe('already_exists');
  });

  it('[PT3] opens nothing without the date of birth, and stops working after five others', async () => {
    const record = await addAtDesk();
    const token = await linkFor(record.id);
    const thief = await clinic.signIn('patient');
    for (let tried = 0; tried < 5; tried++) {
      const { body } = await claim(thief, token, '1961-05-24').expect(422);
      expect(body.errors[0].pointer).toBe('/birthDate');
    }
    expect((await claim(thief, token)).status).toBe(410);
    expect(await clinic.models.patients.exists({ _id: record.id, userId: null })).not.toBeNull();
  });

  it('[PT3] leaves both records alone when both have a visit at one time', async () => {
    const record = await addAtDesk();
    const person = await clinic.signIn('patient');
    const other = await clinic.addDoctor();
    await book(frontDesk, '14T08:00', { patientId: record.id });
    await book(person, '14T08:00', { doctorId: other });
    const { body } = await claim(person, await linkFor(record.id)).expect(409);
    expect(body.code).toBe('patient_busy');
    const visits = await person.call(listAppointments).expect(200);
    expect(visits.body.items).toMatchObject([{ patientId: person.user?.patientId }]);
    await expectSoundDoctor(clinic.models, other);
  });

  it('[PT3] leaves no visit with a record that is gone, booked or cancelled at the same moment', async () => {
    for (let round = 0; round < 4; round++) {
      const record = await addAtDesk();
      const person = await clinic.signIn('patient');
      const own = person.user?.patientId ?? '';
      const earlier = await book(person, `15T${10 + round}:00`);
      const token = await linkFor(record.id);
      const cancel = { params: { appointmentId: earlier.id }, body: { version: 1 } };
      const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: `2026-01-16T${10 + round}:00:00Z` };
      const [claimed, booked, cancelled] = await Promise.all([
        claim(person, token),
        person.call(bookAppointment, { body }),
        person.call(cancelAppointment, cancel),
      ]);
      expect([claimed.status, cancelled.status]).toEqual([200, 200]);
      expect([201, 404]).toContain(booked.status);
      expect(await clinic.models.appointments.countDocuments({ patientId: own })).toBe(0);
      expect(await clinic.models.occupancy.countDocuments({ keys: new RegExp(`^p:${own}`) })).toBe(0);
      const theirs = await clinic.models.appointments.countDocuments({ patientId: record.id });
      expect(theirs).toBe(booked.status === 201 ? 2 : 1);
    }
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[PT3] keeps only a hash of its token', async () => {
    const record = await addAtDesk();
    const token = await linkFor(record.id);
    const stored = await clinic.models.patients.findById(record.id).lean();
    expect(stored?.claim?.tokenHash).toEqual(expect.any(String));
    expect(JSON.stringify(stored)).not.toContain(token);
  });
});

describe('a verified e-mail and a date of birth', () => {
  it('[PT4] show that a record of the desk is one’s own', async () => {
    const person = await clinic.signIn('patient');
    const record = await addAtDesk({ email: person.user?.email, birthDate: '1975-11-02' });
    expect((await setBirthDate(person, '1975-11-03')).body.claimed).toBe(false);
    const { body } = await setBirthDate(person, '1975-11-02');
    expect(body).toMatchObject({ claimed: true, patient: { id: record.id, name: record.name } });
    const mine = await person.call(contract.listMyPatients).expect(200);
    expect(mine.body.items).toMatchObject([{ id: record.id, relation: 'self' }]);
  });

  it('[PT4] show nothing while the e-mail is not verified', async () => {
    const person = await clinic.signIn('patient');
    await clinic.models.users.updateOne({ _id: person.user?.id ?? '' }, { emailVerified: false });
    await addAtDesk({ email: person.user?.email, birthDate: '1975-12-02' });
    expect((await setBirthDate(person, '1975-12-02')).body.claimed).toBe(false);
    expect((await person.call(contract.listMyPatients)).body.items[0].id).toBe(person.user?.patientId);
  });
});
