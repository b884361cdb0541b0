import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { explainSlots } from '@openslot/shared/contracts/explain';
import { setOverride } from '@openslot/shared/contracts/overrides';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const WEDNESDAY = '2026-01-14';
let clinic: TestClinic;
let admin: Client;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  admin = await clinic.signIn('admin');
});
beforeEach(async () => {
  const windows = [{ dayOfWeek: 3, start: '09:00', end: '12:00' }];
  doctorId = await clinic.addDoctor({ windows });
});
afterAll(() => clinic.close());

function ask(who: Client, query: Record<string, string> = {}) {
  const asked = { visitTypeId: clinic.visitTypeId, date: WEDNESDAY, ...query };
  return who.call(explainSlots, { params: { doctorId }, query: asked });
}

function block(startTime: string, endTime: string) {
  const day = { startDate: WEDNESDAY, endDate: WEDNESDAY };
  const body = { ...day, allDay: false, startTime, endTime, reason: 'Private' };
  return admin.call(markUnavailable, { params: { doctorId }, body }).expect(201);
}

async function codes(): Promise<string[]> {
  const { body } = await ask(admin).expect(200);
  return body.starts.map(
    (start: { startsAt: string; code: string | null }) => `${start.startsAt.slice(11, 16)} ${start.code}`,
  );
}

describe('why a time is not bookable', () => {
  it('[SL14] is told for every start of a date, by the rules the offer is made by', async () => {
    await block('10:30', '11:00');
    const patient = await clinic.signIn('patient');
    const booking = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: `${WEDNESDAY}T08:00:00Z` };
    await patient.call(bookAppointment, { body: booking }).expect(201);
    expect(await codes()).toEqual([
      '08:00 BOOKED',
      '08:30 null',
      '09:00 null',
      '09:30 BLOCKED',
      '10:00 null',
      '10:30 null',
    ]);
    const closed = { date: '2026-01-21', windows: [] };
    await admin.call(setOverride, { params: { doctorId }, body: closed }).expect(201);
    const other = await ask(admin, { date: '2026-01-21' }).expect(200);
    expect(new Set(other.body.starts.map((start: { code: string }) => start.code))).toEqual(
      new Set(['OVERRIDE_CLOSED']),
    );
  });

  it.each([
    ['08:10', 'OFF_GRID'],
    ['18:00', 'OUTSIDE_HOURS'],
    ['09:00', null],
  ])('[SL14] is told for one time, whether expected or not: %s is %s', async (time, code) => {
    const startsAt = `${WEDNESDAY}T${time}:00.000Z`;
    const { body } = await ask(admin, { startsAt }).expect(200);
    expect(body.asked).toEqual({ startsAt, code });
  });

  it('refuses a time of another date of the doctor', async () => {
    const { body } = await ask(admin, { startsAt: `${WEDNESDAY}T23:00:00Z` }).expect(422);
    expect(body.errors[0].pointer).toBe('/query/startsAt');
  });

  it('says when the doctor is not offered, or not with this kind of visit', async () => {
    const other = await ask(admin, { visitTypeId: 'a'.repeat(24) }).expect(200);
    expect(other.body).toMatchObject({ notBookable: 'visit_type_not_offered', starts: [], asked: null });
    await clinic.models.doctors.updateOne({ _id: doctorId }, { $set: { active: false } });
    expect((await ask(admin).expect(200)).body.notBookable).toBe('doctor_inactive');
  });

  it('is for the doctor and staff: nobody else learns of visits and absences', async () => {
    const own = await clinic.signIn('doctor', { doctorId });
    const colleague = await clinic.signIn('doctor', { doctorId: await clinic.addDoctor() });
    const patient = await clinic.signIn('patient');
    const answers = [];
    for (const who of [own, await clinic.signIn('front_desk'), colleague, patient, clinic.visitor]) {
      answers.push((await ask(who)).status);
    }
    expect(answers).toEqual([200, 200, 403, 403, 401]);
  });
});
