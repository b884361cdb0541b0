import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { generateAvailability, generateAvailabilityOn } from '@openslot/shared/contracts/generate';
import { readSlots } from '@openslot/shared/contracts/slots';
import { createVisitType } from '@openslot/shared/contracts/visit-types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const UNKNOWN = 'f'.repeat(24);
let clinic: TestClinic;
let longId: string;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  longId = await clinic.addVisitType({ name: 'Long', durationMinutes: 120 });
});
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
});
afterAll(() => clinic.close());

const week = { from: '2026-01-12', to: '2026-01-18' };

describe('availability/generate', () => {
  it('lists for each visit type the very slots that the booking page shows, at one sequence number', async () => {
    const params = { doctorId };
    const patient = await clinic.signIn('patient');
    const startsAt = '2026-01-13T09:00:00Z';
    const booked = await patient
      .call(bookAppointment, { body: { doctorId, visitTypeId: clinic.visitTypeId, startsAt } })
      .expect(201);
    const { body } = await clinic.visitor.call(generateAvailability, { params, query: week }).expect(200);
    expect([body.seq, body.timeZone]).toEqual([booked.body.seq, 'Europe/Berlin']);
    const named = body.availability.map((offer: { visitTypeName: string }) => offer.visitTypeName);
    expect(named).toEqual(['Consultation', 'Long']);
    for (const { visitTypeId, days, bookable } of body.availability) {
      const query = { ...week, visitTypeId, timeZone: 'Europe/Berlin' };
      const slots = await clinic.visitor.call(readSlots, { params, query }).expect(200);
      expect([days, bookable]).toEqual([slots.body.days, true]);
      expect(JSON.stringify(days)).not.toContain('"startsAt":"2026-01-13T09:00:00.000Z"');
    }
  });

  it('gives one visit type when asked for one, in the zone of whoever asks', async () => {
    const query = { ...week, visitTypeId: longId, timeZone: 'Asia/Tokyo' };
    const { body } = await clinic.visitor
      .call(generateAvailability, { params: { doctorId }, query })
      .expect(200);
    expect(body.availability).toHaveLength(1);
    expect(body.availability[0]).toMatchObject({ visitTypeId: longId, durationMinutes: 120 });
    // The last start in Berlin is 23:00 in Tokyo.
    const tuesday = body.availability[0].days[1];
    expect([tuesday.date, tuesday.slots.at(-1).startsAt]).toEqual(['2026-01-13', '2026-01-13T14:00:00.000Z']);
  });

  it('takes one date in a body and gives what a range of that date gives', async () => {
    const params = { doctorId };
    const range = await clinic.visitor.call(generateAvailability, {
      params,
      query: { from: '2026-01-14', to: '2026-01-14' },
    });
    const date = await clinic.visitor
      .call(generateAvailabilityOn, { params, body: { date: '2026-01-14' } })
      .expect(200);
    expect(date.body).toEqual(range.body);
    expect(date.body.availability[0].days[0].slots).toHaveLength(16);
  });

  it('says of a visit type that the doctor does not offer that it cannot be booked', async () => {
    const admin = await clinic.signIn('admin');
    const body = {
      ...{ name: 'Not offered', mode: 'video', durationMinutes: 30, stepMinutes: null },
      ...{ bufferBeforeMinutes: 0, bufferAfterMinutes: 0, minimumNoticeMinutes: 0, bookingWindowDays: 9 },
    };
    const created = await admin.call(createVisitType, { body }).expect(201);
    for (const visitTypeId of [created.body.visitType.id, UNKNOWN]) {
      const answer = await clinic.visitor
        .call(generateAvailabilityOn, {
          params: { doctorId },
          body: { date: '2026-01-14', visitTypeId },
        })
        .expect(200);
      expect(answer.body.availability).toMatchObject([{ bookable: false, days: [{ slots: [] }] }]);
    }
    const all = await clinic.visitor.call(generateAvailability, { params: { doctorId }, query: week });
    expect(all.body.availability).toHaveLength(2);
  });

  it('refuses an unknown doctor, a range too long and a date that is none', async () => {
    const params = { doctorId };
    const call = clinic.visitor.call(generateAvailability, { params: { doctorId: UNKNOWN }, query: week });
    expect((await call).body.code).toBe('not_found');
    const long = { from: '2026-01-01', to: '2026-03-04' };
    const tooLong = await clinic.visitor.call(generateAvailability, { params, query: long });
    expect(tooLong.body.errors[0].pointer).toBe('/query/to');
    const noDate = await clinic.visitor.call(generateAvailabilityOn, {
      params,
      body: { date: '2026-02-30' },
    });
    expect(noDate.body.errors[0].pointer).toBe('/date');
  });
});
