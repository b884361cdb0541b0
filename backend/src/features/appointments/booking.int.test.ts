import { randomUUID } from 'node:crypto';
import {
  bookAppointment,
  cancelAppointment,
  listAppointments,
} from '@openslot/shared/contracts/appointments';
import { readSlots } from '@openslot/shared/contracts/slots';
import { addDays, dayOfWeek } from '@openslot/shared/time/local-date';
import { Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { expectSoundDoctor } from '../../../test/invariants.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';
import { doctorKeys, patientKeys } from '../../schedule/occupancy-keys.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let longVisit: string;
let patients: Client[];

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  longVisit = await clinic.addVisitType({ durationMinutes: 60, stepMinutes: 15 });
  patients = await Promise.all(Array.from({ length: 10 }, () => clinic.signIn('patient')));
});
afterAll(() => clinic.close());

/** Every test has a day of its own, so that nobody is busy with the visits of another test. */
let date = '2026-01-12';
beforeEach(() => {
  do {
    date = addDays(date, 1);
  } while (dayOfWeek(date) === 0 || dayOfWeek(date) === 6);
});

const at = (time: string) => `${date}T${time}:00Z`;

function book(
  patient: Client,
  doctorId: string,
  change: { startsAt?: string; visitTypeId?: string; key?: string } = {},
) {
  const { startsAt = at('09:00'), visitTypeId = clinic.visitTypeId, key } = change;
  const body = { doctorId, visitTypeId, startsAt };
  return patient.call(bookAppointment, { body, ...(key !== undefined && { key }) });
}

function patient(index: number): Client {
  const found = patients[index % patients.length];
  if (found === undefined) {
    throw new Error('no patient');
  }
  return found;
}

const invariantsHold = (doctorId: string) => expectSoundDoctor(clinic.models, doctorId);

describe('booking', () => {
  it('takes the slot, tells watchers without naming anybody, and tells the patient and staff which visit', async () => {
    const doctorId = await clinic.addDoctor();
    const watcher = await clinic.visitor.listen();
    await watcher.watch(doctorId);
    const own = await patient(0).listen();
    const frontDesk = await (await clinic.signIn('front_desk')).listen();
    const ownDoctor = await (await clinic.signIn('doctor', { doctorId })).listen();
    const stranger = await patient(1).listen();

    const { body } = await book(patient(0), doctorId).expect(201);
    expect(body.appointment).toMatchObject({
      startsAt: `${date}T09:00:00.000Z`,
      status: 'confirmed',
      version: 1,
    });

    const [changed] = await watcher.until('availability-slot-changed');
    expect(changed?.payload).toEqual({
      doctorId,
      seq: 1,
      from: `${date}T08:00:00.000Z`,
      to: `${date}T10:30:00.000Z`,
      changes: [
        {
          date,
          startsAt: `${date}T09:00:00.000Z`,
          endsAt: `${date}T09:30:00.000Z`,
          previousStatus: 'free',
          newStatus: 'booked',
        },
      ],
      changedAt: new Date(clinic.clock.time).toISOString(),
      spreadMs: 0,
    });
    for (const listener of [own, frontDesk, ownDoctor]) {
      const [told] = await listener.until('appointment-updated');
      expect(told?.payload).toEqual({ appointmentId: body.appointment.id, version: 1 });
    }
    expect(watcher.heard.map((event) => event.name)).toEqual(['availability-slot-changed']);
    expect(stranger.heard).toEqual([]);
  });

  it('gives one of 50 parallel requests for one slot the visit and answers 49 slot_taken', async () => {
    const doctorId = await clinic.addDoctor();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => book(patient(index), doctorId)),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    const lost = answers.filter((answer) => answer.status === 409);
    expect(lost).toHaveLength(49);
    expect(new Set(lost.map((answer) => answer.body.code))).toEqual(new Set(['slot_taken']));
    expect(await clinic.models.appointments.countDocuments({ doctorId })).toBe(1);
    await invariantsHold(doctorId);
  });

  it('gives one of two overlapping lengths the time, 25 requests for each', async () => {
    const doctorId = await clinic.addDoctor();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        book(
          patient(index),
          doctorId,
          index % 2 === 0 ? {} : { startsAt: at('08:45'), visitTypeId: longVisit },
        ),
      ),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    expect(
      answers.filter((answer) => answer.status === 409 && answer.body.code === 'slot_taken'),
    ).toHaveLength(49);
    await invariantsHold(doctorId);
  });

  it('never lets a booking and a cancellation of the same time both lose or both win', async () => {
    const doctorId = await clinic.addDoctor();
    const first = await book(patient(0), doctorId).expect(201);
    const params = { appointmentId: first.body.appointment.id };
    const [cancelled, ...rest] = await Promise.all([
      patient(0).call(cancelAppointment, { params, body: { version: 1 } }),
      ...Array.from({ length: 8 }, (_, index) => book(patient(index + 1), doctorId)),
    ]);
    expect(cancelled?.status).toBe(200);
    expect(rest.filter((answer) => answer.status === 201).length).toBeLessThanOrEqual(1);
    await invariantsHold(doctorId);
  });

  it('[BK9] refuses one patient two visits at one time, with two doctors', async () => {
    const [one, other] = [await clinic.addDoctor(), await clinic.addDoctor()];
    const answers = await Promise.all([book(patient(2), one), book(patient(2), other)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('patient_busy');
  });

  it('[BK9] is refused by the unique index alone when every check above it is missing', async () => {
    const doctorId = String(new Types.ObjectId());
    const row = (start: string, end: string) => ({
      kind: 'appointment' as const,
      doctorId,
      patientId: new Types.ObjectId(),
      startsAt: new Date(start),
      endsAt: new Date(end),
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      keys: [
        ...doctorKeys(doctorId, Date.parse(start), Date.parse(end)),
        ...patientKeys(String(new Types.ObjectId()), Date.parse(start), Date.parse(end)),
      ],
    });
    await clinic.models.occupancy.create(row('2026-01-13T09:00:00Z', '2026-01-13T09:30:00Z'));
    const overlapping = row('2026-01-13T09:25:00Z', '2026-01-13T09:40:00Z');
    await expect(clinic.models.occupancy.create(overlapping)).rejects.toMatchObject({ code: 11000 });
    await clinic.models.occupancy.create(row('2026-01-13T09:30:00Z', '2026-01-13T09:40:00Z'));
    await expect(clinic.models.occupancy.create({ ...overlapping, keys: [] })).rejects.toThrow();
  });

  it('answers a repeated Idempotency-Key with the first answer, also when both are under way at once', async () => {
    const doctorId = await clinic.addDoctor();
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 5 }, () => book(patient(3), doctorId, { key })));
    const again = await book(patient(3), doctorId, { key });
    for (const answer of answers) {
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual(again.body);
    }
    expect(await clinic.models.appointments.countDocuments({ doctorId })).toBe(1);

    const other = await book(patient(3), doctorId, { key, startsAt: at('12:00') });
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    // The key belongs to the person: somebody else's same key is another request.
    expect((await book(patient(4), doctorId, { key })).body.code).toBe('slot_taken');
  });

  it('needs an Idempotency-Key', async () => {
    const doctorId = await clinic.addDoctor();
    const answer = await book(patient(0), doctorId, { key: '' });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/headers/Idempotency-Key']);
  });

  it.each([
    ['a past slot', '2026-01-12T06:30:00Z', 'slot_not_offered'],
    ['a time outside working hours', '2026-01-13T20:00:00Z', 'slot_not_offered'],
    ['a time off the grid', '2026-01-13T09:10:00Z', 'slot_not_offered'],
    ['a time beyond the booking window', '2026-06-15T08:00:00Z', 'slot_not_offered'],
  ])('refuses %s', async (_case, startsAt, code) => {
    const doctorId = await clinic.addDoctor();
    const answer = await book(patient(5), doctorId, { startsAt });
    expect([answer.status, answer.body.code]).toEqual([409, code]);
    expect(await clinic.models.appointments.countDocuments({ doctorId })).toBe(0);
    await invariantsHold(doctorId);
  });

  it('offers exactly what it then lets book', async () => {
    const doctorId = await clinic.addDoctor();
    const query = { from: date, to: date, visitTypeId: longVisit, timeZone: 'Asia/Kolkata' };
    const offered = await clinic.visitor.call(readSlots, { params: { doctorId }, query }).expect(200);
    const slots = offered.body.days[0].slots;
    await book(patient(6), doctorId, { startsAt: slots.at(-1).startsAt, visitTypeId: longVisit }).expect(201);
  });
});

describe('cancelling', () => {
  it('frees the time once, whoever asks twice', async () => {
    const doctorId = await clinic.addDoctor();
    const { body } = await book(patient(7), doctorId).expect(201);
    const watcher = await clinic.visitor.listen();
    await watcher.watch(doctorId);
    const params = { appointmentId: body.appointment.id };
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        patient(7).call(cancelAppointment, { params, body: { version: 1, reason: 'Feeling better' } }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    const [freed] = await watcher.until('availability-slot-changed');
    expect(freed?.payload.changes).toMatchObject([{ previousStatus: 'booked', newStatus: 'free' }]);
    expect(JSON.stringify(watcher.heard)).not.toContain('Feeling better');
    await book(patient(8), doctorId).expect(201);
    await invariantsHold(doctorId);
  });

  it('is for the patient, the doctor and staff; others are told that there is no such visit', async () => {
    const doctorId = await clinic.addDoctor();
    const { body } = await book(patient(0), doctorId, { startsAt: at('09:00') }).expect(201);
    const call = { params: { appointmentId: body.appointment.id }, body: { version: 1 } };
    const otherDoctor = await clinic.signIn('doctor', { doctorId: await clinic.addDoctor() });
    for (const stranger of [patient(1), otherDoctor]) {
      expect((await stranger.call(cancelAppointment, call)).status).toBe(404);
    }
    expect((await clinic.visitor.call(cancelAppointment, call)).status).toBe(401);
    const frontDesk = await clinic.signIn('front_desk');
    const cancelled = await frontDesk.call(cancelAppointment, call).expect(200);
    expect(cancelled.body.appointment).toMatchObject({
      status: 'cancelled',
      cancelledBy: 'clinic',
      version: 2,
    });
  });

  it('refuses a visit that has begun', async () => {
    const doctorId = await clinic.addDoctor();
    const { body } = await book(patient(9), doctorId, { startsAt: '2026-01-12T08:00:00Z' }).expect(201);
    clinic.clock.time += 2 * 3_600_000;
    const answer = await patient(9).call(cancelAppointment, {
      params: { appointmentId: body.appointment.id },
      body: { version: 1 },
    });
    clinic.clock.time -= 2 * 3_600_000;
    expect([answer.status, answer.body.code]).toEqual([409, 'illegal_transition']);
  });
});

describe('listing visits', () => {
  it('shows patients their own, doctors those of their schedule, and refuses to ask for others', async () => {
    const doctorId = await clinic.addDoctor();
    const someone = await clinic.signIn('patient');
    await book(someone, doctorId, { startsAt: at('09:00') }).expect(201);
    await book(patient(0), doctorId, { startsAt: at('10:00') }).expect(201);
    const own = await someone.call(listAppointments, { query: { when: 'upcoming' } }).expect(200);
    expect(own.body.items).toHaveLength(1);
    const doctor = await clinic.signIn('doctor', { doctorId });
    expect((await doctor.call(listAppointments)).body.total).toBe(2);
    await someone
      .call(listAppointments, { query: { patientId: patient(0).user?.patientId ?? '' } })
      .expect(403);
    await doctor.call(listAppointments, { query: { doctorId: await clinic.addDoctor() } }).expect(403);
    await clinic.visitor.call(listAppointments).expect(401);
  });
});
