import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { listAudit } from '@openslot/shared/contracts/audit';
import { readCalendar } from '@openslot/shared/contracts/calendar';
import { listDoctorHolidays, saveDoctorHolidays } from '@openslot/shared/contracts/holidays';
import { setOverride } from '@openslot/shared/contracts/overrides';
import { readSlots } from '@openslot/shared/contracts/slots';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const WEDNESDAY = '2026-01-14';
const THURSDAY = '2026-01-15';
const HOLIDAYS = [{ date: WEDNESDAY, name: 'Carnival' }];
let clinic: TestClinic;
let admin: Client;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  admin = await clinic.signIn('admin');
});
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
});
afterAll(() => clinic.close());

function save(version: number, holidays: unknown, decisions: unknown[] = []) {
  return admin.call(saveDoctorHolidays, { params: { doctorId }, body: { version, holidays, decisions } });
}

async function freeTimes(of: string, date: string): Promise<number> {
  const query = { from: date, to: date, visitTypeId: clinic.visitTypeId, timeZone: 'Europe/Berlin' };
  const { body } = await clinic.visitor.call(readSlots, { params: { doctorId: of }, query }).expect(200);
  return body.days[0].slots.length;
}

describe('holidays of one doctor', () => {
  it('[SL5] close the date for that doctor alone, unless an override gives it hours', async () => {
    const colleague = await clinic.addDoctor();
    await save(0, [...HOLIDAYS, { date: THURSDAY, name: 'Carnival' }]).expect(200);
    expect([await freeTimes(doctorId, WEDNESDAY), await freeTimes(colleague, WEDNESDAY)]).toEqual([0, 16]);
    const body = { date: THURSDAY, windows: [{ start: '09:00', end: '10:00' }] };
    await admin.call(setOverride, { params: { doctorId }, body }).expect(201);
    expect(await freeTimes(doctorId, THURSDAY)).toBe(2);
    const calendar = await admin
      .call(readCalendar, { params: { doctorId }, query: { from: WEDNESDAY, to: WEDNESDAY } })
      .expect(200);
    expect(calendar.body).toMatchObject({ holidays: HOLIDAYS, working: [] });
  });

  it('are told to whoever watches, by date and without their names; a new name is told to nobody', async () => {
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    await save(0, HOLIDAYS).expect(200);
    const renamed = await save(1, [{ date: WEDNESDAY, name: 'Mardi Gras' }]).expect(200);
    expect(renamed.body).toMatchObject({ version: 2, seq: 1 });
    await save(2, []).expect(200);
    const events = await listener.until('doctor-availability-updated', 2);
    expect(events.map(({ payload }) => [payload.seq, payload.action, payload.dates])).toEqual([
      [1, 'holidays_updated', [WEDNESDAY]],
      [2, 'holidays_updated', [WEDNESDAY]],
    ]);
    expect(JSON.stringify(events)).not.toContain('Carnival');
    expect(await freeTimes(doctorId, WEDNESDAY)).toBe(16);
  });

  it('ask for a decision on each booked visit they would meet, and record it', async () => {
    const patient = await clinic.signIn('patient');
    const booking = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: `${WEDNESDAY}T09:00:00Z` };
    const booked = await patient.call(bookAppointment, { body: booking }).expect(201);
    const appointmentId = booked.body.appointment.id;
    const refused = await save(0, HOLIDAYS).expect(409);
    expect(refused.body).toMatchObject({ code: 'affected_appointments', affected: [{ appointmentId }] });
    await save(0, HOLIDAYS, [{ appointmentId, action: 'keep' }]).expect(200);
    const { body } = await admin.call(listAudit, { query: { doctorId } }).expect(200);
    expect(body.items[0]).toMatchObject({
      action: 'holidays_updated',
      facts: { added: [WEDNESDAY], removed: [], decided: [{ appointmentId, action: 'keep' }] },
    });
  });

  it('are refused to a second editor who saw an older list', async () => {
    await save(0, HOLIDAYS).expect(200);
    const stale = await save(0, []).expect(409);
    expect(stale.body).toMatchObject({ code: 'stale_version', current: { version: 1, holidays: HOLIDAYS } });
    const { body } = await admin.call(listDoctorHolidays, { params: { doctorId } }).expect(200);
    expect(body).toEqual({ version: 1, holidays: HOLIDAYS });
  });
});
