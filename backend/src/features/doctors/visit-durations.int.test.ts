import { bookAppointment } from '@openslot/shared/contracts/appointments';
import * as contract from '@openslot/shared/contracts/doctors';
import { explainSlots } from '@openslot/shared/contracts/explain';
import { generateAvailability } from '@openslot/shared/contracts/generate';
import { readMonths } from '@openslot/shared/contracts/months';
import { readSlots, type SlotDay } from '@openslot/shared/contracts/slots';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const TUESDAY = '2026-01-13';
let clinic: TestClinic;
let admin: Client;
let longTypeId: string;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  longTypeId = await clinic.addVisitType({ name: 'Therapy', durationMinutes: 40, bufferAfterMinutes: 10 });
  admin = await clinic.signIn('admin');
});
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
});
afterAll(() => clinic.close());

async function saveProfile(change: Partial<contract.DoctorInput>) {
  const { body: doctor } = await clinic.visitor.call(contract.readDoctor, { params: { doctorId } });
  const { name, specialty, about, timeZone, visitTypeIds, version } = doctor;
  const body = { name, specialty, about, timeZone, visitTypeIds, version, ...change };
  return admin.call(contract.updateDoctor, { params: { doctorId }, body });
}
const lasting = (durationMinutes: number, visitTypeId = clinic.visitTypeId) => [
  { visitTypeId, durationMinutes },
];
const onTuesday = { from: TUESDAY, to: TUESDAY, timeZone: 'UTC' };

async function slots(): Promise<string[]> {
  const query = { ...onTuesday, visitTypeId: clinic.visitTypeId };
  const { body } = await clinic.visitor.call(readSlots, { params: { doctorId }, query }).expect(200);
  return body.days.flatMap((day: SlotDay) =>
    day.slots.map(({ startsAt, endsAt }) => `${startsAt.slice(11, 16)}–${endsAt.slice(11, 16)}`),
  );
}

describe("a doctor's own duration of a visit type", () => {
  it('SL8 is the length of the slots and, where the visit type has none, their step', async () => {
    expect(await slots()).toHaveLength(16);
    const saved = await saveProfile({ visitDurations: lasting(120) });
    expect([saved.status, saved.body.seq, saved.body.doctor.visitDurations]).toEqual([200, 1, lasting(120)]);
    expect(await slots()).toEqual(['08:00–10:00', '10:00–12:00', '12:00–14:00', '14:00–16:00']);
    const other = await clinic.addDoctor();
    doctorId = other;
    expect(await slots()).toHaveLength(16);
  });

  it('holds in months, in explanations and in generated availability', async () => {
    await saveProfile({ visitDurations: lasting(240) });
    const { visitTypeId } = clinic;
    const params = { doctorId };
    const months = await clinic.visitor.call(readMonths, { params, query: { ...onTuesday, visitTypeId } });
    expect(months.body.days).toEqual([{ date: TUESDAY, count: 2 }]);
    const explained = await admin.call(explainSlots, {
      params,
      query: { visitTypeId, date: TUESDAY, startsAt: `${TUESDAY}T09:00:00Z` },
    });
    expect(explained.body.starts).toHaveLength(2);
    expect(explained.body.asked.code).toBe('OFF_GRID');
    const generated = await clinic.visitor.call(generateAvailability, { params, query: onTuesday });
    expect(
      generated.body.availability.map((offer: { durationMinutes: number }) => offer.durationMinutes),
    ).toEqual([240, 40]);
  });

  it('decides the booking; a booked visit keeps the duration it was made with', async () => {
    const patient = await clinic.signIn('patient');
    const book = (time: string) =>
      patient.call(bookAppointment, {
        body: { doctorId, visitTypeId: clinic.visitTypeId, startsAt: `${TUESDAY}T${time}:00Z` },
      });
    await saveProfile({ visitDurations: lasting(60) });
    expect((await book('08:30')).body.code).toBe('slot_not_offered');
    const { body } = await book('09:00').expect(201);
    expect(body.appointment.endsAt).toBe(`${TUESDAY}T10:00:00.000Z`);
    await saveProfile({ visitDurations: [] });
    const visit = await clinic.models.appointments.findById(body.appointment.id).orFail().lean();
    expect([visit.visitType.durationMinutes, visit.endsAt.toISOString()]).toEqual([
      60,
      `${TUESDAY}T10:00:00.000Z`,
    ]);
    expect(await slots()).not.toContain('09:30–10:00');
    expect(await slots()).toContain('10:00–10:30');
  });

  it('counts in how far a change of the schedule reaches', async () => {
    await saveProfile({ visitDurations: lasting(200, longTypeId) });
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    const [startDate, endDate] = [TUESDAY, TUESDAY];
    const period = { startDate, endDate, allDay: false, startTime: '13:00', endTime: '14:00' };
    await admin.call(markUnavailable, { params: { doctorId }, body: period }).expect(201);
    const [event] = await listener.until('doctor-availability-updated');
    // 200 minutes and the buffer of 10.
    expect(event?.payload).toMatchObject({
      from: `${TUESDAY}T08:30:00.000Z`,
      to: `${TUESDAY}T16:30:00.000Z`,
    });
  });
});

describe('saving durations', () => {
  it('is heard by those who watch the doctor, and is nothing to hear when they stay', async () => {
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    expect((await saveProfile({ visitDurations: lasting(45) })).body.seq).toBe(1);
    const [event] = await listener.until('doctor-availability-updated');
    expect(event?.payload).toMatchObject({ action: 'doctor_updated', to: null, seq: 1 });
    expect((await saveProfile({ visitDurations: lasting(45), about: 'New' })).body.seq).toBe(1);
    expect((await saveProfile({ visitDurations: lasting(50) })).body.seq).toBe(2);
  });

  it('keeps them when none are sent, for what is still offered', async () => {
    const both = [...lasting(45), ...lasting(60, longTypeId)];
    await saveProfile({ visitDurations: both });
    expect((await saveProfile({ about: 'New' })).body.doctor.visitDurations).toEqual(both);
    const fewer = await saveProfile({ visitTypeIds: [longTypeId] });
    expect(fewer.body.doctor.visitDurations).toEqual(lasting(60, longTypeId));
    const back = await saveProfile({ visitTypeIds: [clinic.visitTypeId, longTypeId] });
    expect(back.body.doctor.visitDurations).toEqual(lasting(60, longTypeId));
    expect((await saveProfile({ visitDurations: [] })).body.doctor.visitDurations).toEqual([]);
  });

  it.each([
    ['not a multiple of five', 32, '/visitDurations/0/durationMinutes'],
    ['too short', 0, '/visitDurations/0/durationMinutes'],
    ['longer than a day', 1445, '/visitDurations/0/durationMinutes'],
  ])('names one that is %s', async (_what, minutes, pointer) => {
    const refused = await saveProfile({ visitDurations: lasting(minutes) });
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, pointer]);
  });

  it('names one of a visit type that the doctor does not offer, or that is listed twice', async () => {
    const twice = await saveProfile({ visitDurations: [...lasting(45), ...lasting(50)] });
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([422, '/visitDurations/1/visitTypeId']);
    const visitDurations = [...lasting(45), ...lasting(50, longTypeId)];
    const change = { visitTypeIds: [clinic.visitTypeId], visitDurations };
    const refused = await saveProfile(change);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/visitDurations/1/visitTypeId']);
    const { body } = await clinic.visitor.call(contract.readDoctor, { params: { doctorId } });
    expect([body.visitTypeIds.length, body.visitDurations]).toEqual([2, []]);
    const { timeZone, name, specialty, about } = body;
    const added = await admin.call(contract.createDoctor, {
      body: { timeZone, name, specialty, about, ...change, visitDurations: lasting(45) },
    });
    expect([added.status, added.body.doctor.visitDurations]).toEqual([201, lasting(45)]);
  });
});
