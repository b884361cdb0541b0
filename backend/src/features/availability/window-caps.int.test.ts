import { bookAppointment, cancelAppointment } from '@openslot/shared/contracts/appointments';
import * as overrides from '@openslot/shared/contracts/overrides';
import { readSlots } from '@openslot/shared/contracts/slots';
import { createTemplate, listTemplates } from '@openslot/shared/contracts/templates';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const WEDNESDAY = '2026-01-14';
let clinic: TestClinic;
let admin: Client;
let patient: Client;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  admin = await clinic.signIn('admin');
});
beforeEach(async () => {
  doctorId = await clinic.addDoctor({
    windows: [
      { dayOfWeek: 3, start: '09:00', end: '12:00', maxSessions: 2 },
      { dayOfWeek: 3, start: '13:00', end: '14:00' },
    ],
  });
  patient = await clinic.signIn('patient');
});
afterAll(() => clinic.close());

async function times(): Promise<string[]> {
  const query = {
    from: WEDNESDAY,
    to: WEDNESDAY,
    visitTypeId: clinic.visitTypeId,
    timeZone: 'Europe/Berlin',
  };
  const { body } = await clinic.visitor.call(readSlots, { params: { doctorId }, query }).expect(200);
  return body.days[0].slots.map((slot: { startsAt: string }) => slot.startsAt.slice(11, 16));
}

function book(time: string) {
  const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: `${WEDNESDAY}T${time}:00Z` };
  return patient.call(bookAppointment, { body });
}

describe('windows with a cap', () => {
  it('[SL12] offer nothing more once as many visits start in them as they allow, until one is cancelled', async () => {
    await book('08:00').expect(201);
    expect(await times()).toEqual(['08:30', '09:00', '09:30', '10:00', '10:30', '12:00', '12:30']);
    const second = await book('10:30').expect(201);
    expect(await times()).toEqual(['12:00', '12:30']);
    expect((await book('09:00').expect(409)).body.code).toBe('slot_taken');
    const { id, version } = second.body.appointment;
    await patient
      .call(cancelAppointment, { params: { appointmentId: id }, body: { version, reason: null } })
      .expect(200);
    expect(await times()).toContain('10:30');
  });

  it('[SL12] tell watchers of the whole window, which one visit can fill or free', async () => {
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    const { body } = await book('10:30').expect(201);
    const { id, version } = body.appointment;
    await patient
      .call(cancelAppointment, { params: { appointmentId: id }, body: { version, reason: null } })
      .expect(200);
    const events = await listener.until('availability-slot-changed', 2);
    for (const { payload } of events) {
      expect(String(payload.from) <= `${WEDNESDAY}T08:00:00.000Z`).toBe(true);
      expect(String(payload.to) >= `${WEDNESDAY}T11:00:00.000Z`).toBe(true);
      expect(payload.changes).toMatchObject([{ startsAt: `${WEDNESDAY}T10:30:00.000Z` }]);
    }
  });

  it('[SL12] tell nobody more than the time of the visit when the window has no cap', async () => {
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    await book('12:30').expect(201);
    const [event] = await listener.until('availability-slot-changed');
    expect([event?.payload.from, event?.payload.to]).toEqual([
      `${WEDNESDAY}T12:00:00.000Z`,
      `${WEDNESDAY}T13:30:00.000Z`,
    ]);
  });

  it('[SL12] are written in weekly hours and overrides, and none when left out', async () => {
    const params = { doctorId };
    const windows = [
      { dayOfWeek: 1, start: '09:00', end: '10:00', maxSessions: 1 },
      { dayOfWeek: 2, start: '09:00', end: '10:00' },
    ];
    await admin.call(createTemplate, { params, body: { effectiveFrom: '2026-02-02', windows } }).expect(201);
    const { body } = await admin.call(listTemplates, { params }).expect(200);
    expect(body.templates[1].windows.map((one: { maxSessions: number }) => one.maxSessions)).toEqual([
      1,
      null,
    ]);
    const limited = { date: WEDNESDAY, windows: [{ start: '09:00', end: '10:00', maxSessions: 1 }] };
    const saved = await admin.call(overrides.setOverride, { params, body: limited }).expect(201);
    expect(saved.body.overrides[0].windows).toEqual(limited.windows);
    await book('08:30').expect(201);
    expect(await times()).toEqual([]);
  });

  it.each([0, 201, 1.5])('[SL12] refuse %d, naming the field', async (maxSessions) => {
    const windows = [{ dayOfWeek: 1, start: '09:00', end: '10:00', maxSessions }];
    const { body } = await admin
      .call(createTemplate, { params: { doctorId }, body: { effectiveFrom: '2026-02-02', windows } })
      .expect(422);
    expect(body.errors[0].pointer).toBe('/windows/0/maxSessions');
  });
});
