import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { listAudit } from '@openslot/shared/contracts/audit';
import { readCalendar } from '@openslot/shared/contracts/calendar';
import { explainSlots } from '@openslot/shared/contracts/explain';
import { generateAvailability } from '@openslot/shared/contracts/generate';
import { saveDoctorHolidays } from '@openslot/shared/contracts/holidays';
import { setOverride } from '@openslot/shared/contracts/overrides';
import * as recurring from '@openslot/shared/contracts/recurring-overrides';
import { readSlots } from '@openslot/shared/contracts/slots';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
/** The second Wednesday of the month, and the one after. */
const SECOND = '2026-01-14';
const THIRD = '2026-01-21';
const CLOSED = { rule: 'FREQ=MONTHLY;BYDAY=2WE', startsOn: '2026-01-01', windows: [], reason: 'Ward round' };
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

function create(body: object) {
  return admin.call(recurring.createRecurringOverride, { params: { doctorId }, body });
}

function remove(recurringOverrideId: string, version: number) {
  const params = { doctorId, recurringOverrideId };
  return admin.call(recurring.removeRecurringOverride, { params, body: { version } });
}

async function freeTimes(date: string): Promise<number> {
  const query = { from: date, to: date, visitTypeId: clinic.visitTypeId, timeZone: 'Europe/Berlin' };
  const { body } = await clinic.visitor.call(readSlots, { params: { doctorId }, query }).expect(200);
  return body.days[0].slots.length;
}

function book(patient: Client, date: string) {
  const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: `${date}T09:00:00Z` };
  return patient.call(bookAppointment, { body });
}

describe('recurring overrides', () => {
  it('[SL6] close each date of the rule, for slots, booking, calendar, generate and explain', async () => {
    const { body } = await create(CLOSED).expect(201);
    expect(body.recurringOverride).toMatchObject({ version: 1, rule: CLOSED.rule, reason: 'Ward round' });
    expect(body.recurringOverride.nextDates).toHaveLength(10);
    expect(body.recurringOverride.nextDates.slice(0, 3)).toEqual([SECOND, '2026-02-11', '2026-03-11']);
    expect([await freeTimes(SECOND), await freeTimes(THIRD)]).toEqual([0, 16]);
    const refused = await book(await clinic.signIn('patient'), SECOND).expect(409);
    expect(refused.body.code).toBe('slot_not_offered');
    const params = { doctorId };
    const range = { from: SECOND, to: SECOND };
    const calendar = await admin.call(readCalendar, { params, query: range }).expect(200);
    expect(calendar.body.working).toEqual([]);
    expect(calendar.body.recurring).toEqual([{ date: SECOND, closed: true, reason: 'Ward round' }]);
    const generated = await clinic.visitor
      .call(generateAvailability, { params, query: { from: SECOND, to: THIRD } })
      .expect(200);
    const offered = JSON.stringify(generated.body);
    expect([offered.includes(`${SECOND}T09:00`), offered.includes(`${THIRD}T09:00`)]).toEqual([false, true]);
    const query = { visitTypeId: clinic.visitTypeId, date: SECOND };
    const explained = await admin.call(explainSlots, { params, query }).expect(200);
    expect(JSON.stringify(explained.body)).toContain('OVERRIDE_CLOSED');
  });

  it('[SL5] the later saved holds; a holiday and a date override come before it', async () => {
    const first = await create(CLOSED).expect(201);
    const windowsOfLater = [{ start: '09:00', end: '10:00' }];
    await create({ ...CLOSED, windows: windowsOfLater, reason: 'Early only' }).expect(201);
    expect(await freeTimes(SECOND)).toBe(2);
    const calendar = await admin
      .call(readCalendar, { params: { doctorId }, query: { from: SECOND, to: SECOND } })
      .expect(200);
    expect(calendar.body.working).toMatchObject([{ date: SECOND, source: 'recurring' }]);
    expect(calendar.body.recurring).toEqual([{ date: SECOND, closed: false, reason: 'Early only' }]);
    const { id } = first.body.recurringOverride;
    await admin
      .call(recurring.updateRecurringOverride, {
        params: { doctorId, recurringOverrideId: id },
        body: { ...CLOSED, excludedDates: ['2026-02-11'], version: 1 },
      })
      .expect(200);
    expect([await freeTimes(SECOND), await freeTimes('2026-02-11')]).toEqual([0, 2]);
    await remove(id, 2).expect(200);
    expect(await freeTimes(SECOND)).toBe(2);
    const holidays = [{ date: SECOND, name: 'Carnival' }];
    const params = { doctorId };
    await admin.call(saveDoctorHolidays, { params, body: { version: 0, holidays } }).expect(200);
    expect(await freeTimes(SECOND)).toBe(0);
    const windows = [{ start: '09:00', end: '11:00' }];
    await admin.call(setOverride, { params, body: { date: SECOND, windows } }).expect(201);
    expect(await freeTimes(SECOND)).toBe(4);
  });

  it('are told to whoever watches, with an open end and without the reason', async () => {
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    const { body } = await create(CLOSED).expect(201);
    await remove(body.recurringOverride.id, 1).expect(200);
    const events = await listener.until('doctor-availability-updated', 2);
    expect(events.map(({ payload }) => [payload.seq, payload.action, payload.to])).toEqual([
      [1, 'override_set', null],
      [2, 'override_removed', null],
    ]);
    expect(JSON.stringify(events)).not.toContain('Ward round');
    expect(await freeTimes(SECOND)).toBe(16);
  });

  it('ask for a decision on each booked visit they would leave outside, and record it', async () => {
    const booked = await book(await clinic.signIn('patient'), SECOND).expect(201);
    const appointmentId = booked.body.appointment.id;
    const refused = await create(CLOSED).expect(409);
    expect(refused.body).toMatchObject({ code: 'affected_appointments', affected: [{ appointmentId }] });
    await create({ ...CLOSED, decisions: [{ appointmentId, action: 'keep' }] }).expect(201);
    const { body } = await admin.call(listAudit, { query: { doctorId } }).expect(200);
    expect(body.items[0]).toMatchObject({
      action: 'override_set',
      facts: { rule: CLOSED.rule, decided: [{ appointmentId, action: 'keep' }] },
    });
  });

  it('are refused to a second editor who saw an older version, and with a rule that nobody understands', async () => {
    const { body } = await create(CLOSED).expect(201);
    const { id } = body.recurringOverride;
    const stale = await remove(id, 0).expect(409);
    expect(stale.body).toMatchObject({ code: 'stale_version', current: { id, version: 1 } });
    await remove('f'.repeat(24), 1).expect(404);
    const daily = await create({ ...CLOSED, rule: 'FREQ=DAILY' }).expect(422);
    expect(daily.body.errors).toMatchObject([{ pointer: '/rule' }]);
    const over = await create({ ...CLOSED, rule: 'FREQ=WEEKLY;UNTIL=20251231' }).expect(422);
    expect(over.body.errors).toMatchObject([{ pointer: '/rule' }]);
    const list = await admin.call(recurring.listRecurringOverrides, { params: { doctorId } }).expect(200);
    expect(list.body).toMatchObject({ seq: 1, recurringOverrides: [{ id, startsOn: CLOSED.startsOn }] });
  });
});
