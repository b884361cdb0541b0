import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { listAudit } from '@openslot/shared/contracts/audit';
import { readCalendar } from '@openslot/shared/contracts/calendar';
import { explainSlots } from '@openslot/shared/contracts/explain';
import { checkHolidays, listHolidays, saveHolidays } from '@openslot/shared/contracts/holidays';
import { setOverride } from '@openslot/shared/contracts/overrides';
import { readSlots } from '@openslot/shared/contracts/slots';
import { createVisitType } from '@openslot/shared/contracts/visit-types';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const WEDNESDAY = '2026-01-14';
const THURSDAY = '2026-01-15';
let clinic: TestClinic;
let admin: Client;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  admin = await clinic.signIn('admin');
});
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
  await save([]);
});
afterAll(() => clinic.close());

async function save(holidays: { date: string; name: string }[]) {
  const { body } = await admin.call(listHolidays).expect(200);
  return admin.call(saveHolidays, { body: { version: body.version, holidays } }).expect(200);
}

async function freeTimes(date: string): Promise<number> {
  const query = { from: date, to: date, visitTypeId: clinic.visitTypeId, timeZone: 'Europe/Berlin' };
  const { body } = await clinic.visitor.call(readSlots, { params: { doctorId }, query }).expect(200);
  return body.days[0].slots.length;
}

function work(date: string) {
  const body = { date, windows: [{ start: '09:00', end: '10:00' }] };
  return admin.call(setOverride, { params: { doctorId }, body }).expect(201);
}

describe('holidays of the clinic', () => {
  it('[SL5] close a date for every doctor, except where an override gives it hours', async () => {
    await work(THURSDAY);
    const { body } = await save([
      { date: THURSDAY, name: 'Second day' },
      { date: WEDNESDAY, name: 'First day' },
    ]);
    expect(body.holidays.map((holiday: { date: string }) => holiday.date)).toEqual([WEDNESDAY, THURSDAY]);
    expect(body.adopting).toBe(0);
    expect([await freeTimes(WEDNESDAY), await freeTimes(THURSDAY)]).toEqual([0, 2]);
    const query = { visitTypeId: clinic.visitTypeId, date: WEDNESDAY };
    const explained = await admin.call(explainSlots, { params: { doctorId }, query }).expect(200);
    expect(explained.body.starts[0].code).toBe('HOLIDAY');
    await save([]);
    expect(await freeTimes(WEDNESDAY)).toBe(16);
  });

  it('are heard of by whoever watches, shown by name in the calendar, and recorded', async () => {
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    await save([{ date: WEDNESDAY, name: 'First day' }]);
    const [event] = await listener.until('doctor-availability-updated');
    expect(event?.payload).toMatchObject({ action: 'clinic_rules_updated', to: null });
    expect(JSON.stringify(event)).not.toContain('First day');
    const calendar = await admin
      .call(readCalendar, { params: { doctorId }, query: { from: WEDNESDAY, to: THURSDAY } })
      .expect(200);
    expect(calendar.body.holidays).toEqual([{ date: WEDNESDAY, name: 'First day' }]);
    expect(calendar.body.working.map((window: { date: string }) => window.date)).toEqual([THURSDAY]);
    const { body } = await admin.call(listAudit).expect(200);
    const entry = body.items.find((one: { action: string }) => one.action === 'holidays_updated');
    expect(entry.facts).toEqual({ added: [WEDNESDAY], removed: [] });
  });

  it('count the booked visits they would meet beforehand, once per date and only where hours go', async () => {
    const other = await clinic.addDoctor();
    const startsAt = `${WEDNESDAY}T09:00:00Z`;
    for (const doctor of [doctorId, other]) {
      const patient = await clinic.signIn('patient');
      const body = { doctorId: doctor, visitTypeId: clinic.visitTypeId, startsAt };
      await patient.call(bookAppointment, { body }).expect(201);
    }
    const holidays = [
      { date: WEDNESDAY, name: 'First day' },
      { date: THURSDAY, name: 'Second day' },
    ];
    const ask = async () =>
      (await admin.call(checkHolidays, { body: { holidays } }).expect(200)).body.affected;
    expect(await ask()).toEqual([{ date: WEDNESDAY, visits: 2 }]);
    expect(await freeTimes(THURSDAY)).toBe(16);
    await admin
      .call(setOverride, {
        params: { doctorId },
        body: { date: WEDNESDAY, windows: [{ start: '09:00', end: '12:00' }] },
      })
      .expect(201);
    expect(await ask()).toEqual([{ date: WEDNESDAY, visits: 1 }]);
  });

  it('are refused to a second editor who saw an older list, and to a list that names a date twice', async () => {
    const { body } = await save([{ date: WEDNESDAY, name: 'First day' }]);
    const holidays: unknown[] = [];
    const stale = await admin
      .call(saveHolidays, { body: { version: body.version - 1, holidays } })
      .expect(409);
    expect(stale.body.current).toMatchObject({ version: body.version, holidays: [{ name: 'First day' }] });
    const twice = [
      { date: WEDNESDAY, name: 'a' },
      { date: WEDNESDAY, name: 'b' },
    ];
    const refused = await admin
      .call(saveHolidays, { body: { version: body.version, holidays: twice } })
      .expect(422);
    expect(refused.body.errors[0].pointer).toBe('/holidays/1/date');
  });

  it('stay when another rule of the clinic changes', async () => {
    await save([{ date: WEDNESDAY, name: 'First day' }]);
    const visitType = {
      durationMinutes: 10,
      stepMinutes: null,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
    };
    const rules = { mode: 'phone', minimumNoticeMinutes: 0, bookingWindowDays: 9, name: 'Call' };
    await admin.call(createVisitType, { body: { ...visitType, ...rules } }).expect(201);
    expect((await admin.call(listHolidays).expect(200)).body.holidays).toHaveLength(1);
    expect(await freeTimes(WEDNESDAY)).toBe(0);
  });

  it('are saved by admins and read by staff alone', async () => {
    const statuses = [];
    for (const who of [await clinic.signIn('front_desk'), await clinic.signIn('patient'), clinic.visitor]) {
      const body = { version: 0, holidays: [] };
      statuses.push((await who.call(listHolidays)).status, (await who.call(saveHolidays, { body })).status);
    }
    expect(statuses).toEqual([200, 403, 403, 403, 401, 401]);
  });
});
