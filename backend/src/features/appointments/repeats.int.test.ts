import { randomUUID } from 'node:crypto';
import { bookAppointment, cancelAppointment } from '@openslot/shared/contracts/appointments';
import { listVisitTypes, updateVisitType } from '@openslot/shared/contracts/visit-types';
import { addDays, dayOfWeek } from '@openslot/shared/time/local-date';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { expectSoundDoctor } from '../../../test/invariants.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
/** Another process on the same database. */
let twin: TestClinic;
let buffered: string;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  buffered = await clinic.addVisitType({ name: 'Long rest', bufferAfterMinutes: 240 });
  twin = await startTestClinic({ uri, founded: true });
});
afterAll(async () => {
  await twin.close();
  await clinic.close();
});

/** Every test has a doctor and a working day of its own. */
let date = '2026-01-12';
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
  do {
    date = addDays(date, 1);
  } while (dayOfWeek(date) === 0 || dayOfWeek(date) === 6);
});

const at = (time: string) => `${date}T${time}:00Z`;
const wish = (startsAt = at('09:00')) => ({ doctorId, visitTypeId: clinic.visitTypeId, startsAt });
const book = (person: Client, body: object, key: string = randomUUID()) =>
  person.call(bookAppointment, { body, key });

describe('an Idempotency-Key', () => {
  it('whose first attempt was refused may be used again, for the same request or another', async () => {
    const [first, second] = [await clinic.signIn('patient'), await clinic.signIn('patient')];
    const taken = await book(first, wish()).expect(201);
    const key = randomUUID();
    expect((await book(second, wish(), key)).body.code).toBe('slot_taken');
    const params = { appointmentId: taken.body.appointment.id };
    await first.call(cancelAppointment, { params, body: { version: 1 } }).expect(200);
    const booked = await book(second, wish(), key).expect(201);
    expect((await book(second, wish(), key)).body).toEqual(booked.body);

    const other = randomUUID();
    expect((await book(second, wish(at('11:10')), other)).body.code).toBe('slot_not_offered');
    await book(second, wish(at('11:00')), other).expect(201);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('gives the first answer even after the visit was cancelled, and books nothing anew', async () => {
    const patient = await clinic.signIn('patient');
    const key = randomUUID();
    const booked = await book(patient, wish(), key).expect(201);
    const params = { appointmentId: booked.body.appointment.id };
    await patient.call(cancelAppointment, { params, body: { version: 1 } }).expect(200);
    const again = await book(patient, wish(), key);
    expect([again.status, again.body]).toEqual([201, booked.body]);
    expect(await clinic.models.occupancy.countDocuments({ doctorId })).toBe(0);
  });

  it('belongs to a person: the front desk with the same key makes a request of its own', async () => {
    const patient = await clinic.signIn('patient');
    const frontDesk = await clinic.signIn('front_desk');
    const key = randomUUID();
    await book(patient, wish(), key).expect(201);
    const patientId = (await clinic.signIn('patient')).user?.patientId;
    expect((await book(frontDesk, { ...wish(), patientId }, key)).body.code).toBe('slot_taken');
    await book(frontDesk, { ...wish(at('10:00')), patientId }, key).expect(201);
    const other = await book(frontDesk, { ...wish(at('10:00')), patientId: patient.user?.patientId }, key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('used in two processes at once makes one visit and one answer; with other content, one of them', async () => {
    const patient = await clinic.signIn('patient');
    const there: Client = { ...patient, call: callsAt(twin, patient) };
    const key = randomUUID();
    const answers = await Promise.all([patient, there, patient, there].map((one) => book(one, wish(), key)));
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map((answer) => answer.body.appointment.id)).size).toBe(1);

    const second = randomUUID();
    const mixed = await Promise.all([
      book(patient, wish(at('12:00')), second),
      book(there, wish(at('13:00')), second),
    ]);
    expect(mixed.map((answer) => answer.status).sort()).toEqual([201, 422]);
    expect(await clinic.models.appointments.countDocuments({ doctorId })).toBe(2);
    await expectSoundDoctor(clinic.models, doctorId);
  });
});

/** The same person, with the same cookie, asking another process. */
const callsAt =
  (process: TestClinic, person: Client): Client['call'] =>
  (...asked) =>
    process.visitor.call(...asked).set('Cookie', person.cookie);

describe('two processes on one database', () => {
  it('give each of ten slots to one of forty people, and number every change once', async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => clinic.signIn('patient')));
    const wishes = Array.from({ length: 40 }, (_, index) => {
      const person = people[((index % 10) + Math.floor(index / 10)) % 10] ?? clinic.visitor;
      const time = `${String(8 + Math.floor((index % 10) / 2)).padStart(2, '0')}:${index % 2 === 0 ? '00' : '30'}`;
      const asked = index % 4 < 2 ? person : { ...person, call: callsAt(twin, person) };
      return book(asked, wish(at(time)));
    });
    const answers = await Promise.all(wishes);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ status }) => status))).toEqual(
      new Set([409]),
    );
    await expectSoundDoctor(clinic.models, doctorId);
  });
});

describe('a cancelled visit', () => {
  it('is announced as far as its own rest reached, though its kind of visit has none any more', async () => {
    const [patient, admin] = [await clinic.signIn('patient'), await clinic.signIn('admin')];
    const booked = await book(patient, { ...wish(), visitTypeId: buffered }).expect(201);
    const { body: types } = await admin.call(listVisitTypes, { query: { includeInactive: 'true' } });
    const { id: _id, ...type } = types.items.find(({ id }: { id: string }) => id === buffered);
    await admin
      .call(updateVisitType, {
        params: { visitTypeId: buffered },
        body: { ...type, bufferAfterMinutes: 0 },
      })
      .expect(200);
    const watcher = await clinic.visitor.listen();
    await watcher.watch(doctorId);
    const params = { appointmentId: booked.body.appointment.id };
    await patient.call(cancelAppointment, { params, body: { version: 1 } }).expect(200);
    const [freed] = await watcher.until('availability-slot-changed');
    // 09:30 and four hours: until then nobody could begin.
    expect(String(freed?.payload.to) >= `${date}T13:30:00.000Z`).toBe(true);
  });
});
