import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { readCalendar } from '@openslot/shared/contracts/calendar';
import { holdSlot, releaseHold } from '@openslot/shared/contracts/holds';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

let clinic: TestClinic;
let admin: Client;
let patient: Client;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri: freshDatabaseUri() });
  admin = await clinic.signIn('admin');
});
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
  patient = await clinic.signIn('patient');
});
afterAll(() => clinic.close());

describe('held times in a schedule', () => {
  const TEN = '2026-01-13T09:00:00.000Z';
  const MINUTE = 60_000;
  const holdAs = (who: Client, startsAt: string) =>
    who.call(holdSlot, { body: { doctorId, visitTypeId: clinic.visitTypeId, startsAt } }).expect(201);
  const heldSeenBy = async (who: Client) => {
    const query = { from: '2026-01-13', to: '2026-01-13' };
    const { body } = await who.call(readCalendar, { params: { doctorId }, query }).expect(200);
    return body.held;
  };

  it('[BK17] are told to who manages it, nameless and until when; not the own ones, nor what is over', async () => {
    const doctor = await clinic.signIn('doctor', { doctorId });
    const [byPatient, byAdmin] = [await holdAs(patient, TEN), await holdAs(admin, '2026-01-13T10:00:00Z')];
    const told = ({ body }: typeof byPatient) => {
      const { startsAt, endsAt, expiresAt: until } = body.hold;
      return { startsAt, endsAt, until };
    };
    // Exact keys: whatever else is known of a hold must not leave.
    expect(await heldSeenBy(doctor)).toStrictEqual([told(byPatient), told(byAdmin)]);
    expect(await heldSeenBy(admin)).toStrictEqual([told(byPatient)]);
    const query = { from: '2026-01-13', to: '2026-01-13' };
    await patient.call(readCalendar, { params: { doctorId }, query }).expect(403);
    clinic.clock.time += 5 * MINUTE;
    try {
      expect(await heldSeenBy(doctor)).toEqual([]);
    } finally {
      clinic.clock.time -= 5 * MINUTE;
    }
  });

  it('[BK17] are gone when they are given back, and a booked one is a visit', async () => {
    const { body } = await holdAs(patient, TEN);
    await patient.call(releaseHold, { params: { holdId: body.hold.id } }).expect(200);
    expect(await heldSeenBy(admin)).toEqual([]);
    const again = await holdAs(patient, TEN);
    expect(await heldSeenBy(admin)).toHaveLength(1);
    const visit = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: TEN, holdId: again.body.hold.id };
    await patient.call(bookAppointment, { body: visit }).expect(201);
    expect(await heldSeenBy(admin)).toEqual([]);
  });
});
