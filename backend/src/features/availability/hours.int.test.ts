import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { listAudit } from '@openslot/shared/contracts/audit';
import { readCalendar } from '@openslot/shared/contracts/calendar';
import { readChanges } from '@openslot/shared/contracts/changes';
import * as overrides from '@openslot/shared/contracts/overrides';
import { readSlots } from '@openslot/shared/contracts/slots';
import * as templates from '@openslot/shared/contracts/templates';
import { markUnavailable, updateUnavailability } from '@openslot/shared/contracts/unavailability';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { OFFICE_HOURS, startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let admin: Client;
let patient: Client;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  admin = await clinic.signIn('admin');
  patient = await clinic.signIn('patient');
});
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
  patient = await clinic.signIn('patient');
});
afterAll(() => clinic.close());

async function starts(from: string, to = from): Promise<string[]> {
  const query = { from, to, visitTypeId: clinic.visitTypeId, timeZone: 'Europe/Berlin' };
  const { body } = await clinic.visitor.call(readSlots, { params: { doctorId }, query }).expect(200);
  return body.days.flatMap((day: { slots: { startsAt: string }[] }) =>
    day.slots.map((slot) => slot.startsAt),
  );
}

/** 10:00 in Berlin. */
async function bookTen(date: string): Promise<{ id: string }> {
  const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: `${date}T09:00:00Z` };
  return (await patient.call(bookAppointment, { body }).expect(201)).body.appointment;
}

describe('date overrides', () => {
  it('close a date, give it other hours, and let the weekly hours back', async () => {
    const params = { doctorId };
    const closed = await admin
      .call(overrides.setOverride, { params, body: { date: '2026-01-14', windows: [], reason: 'Congress' } })
      .expect(201);
    expect(await starts('2026-01-14')).toEqual([]);
    const [override] = closed.body.overrides;
    const windows = [
      { start: '07:00', end: '08:00' },
      { start: '20:00', end: '20:30' },
    ];
    await admin
      .call(overrides.setOverride, {
        params,
        body: { date: '2026-01-14', windows, version: override.version },
      })
      .expect(201);
    expect(await starts('2026-01-14')).toEqual(
      ['06:00', '06:30', '19:00'].map((time) => `2026-01-14T${time}:00.000Z`),
    );
    await admin
      .call(overrides.removeOverride, { params: { doctorId, overrideId: override.id }, body: { version: 2 } })
      .expect(200);
    expect(await starts('2026-01-14')).toHaveLength(16);
  });

  it('refuse a second editor who saw an older state, with the state there is', async () => {
    const call = { params: { doctorId }, body: { date: '2026-01-14', windows: [] } };
    await admin.call(overrides.setOverride, call).expect(201);
    const second = await admin.call(overrides.setOverride, call);
    expect([second.status, second.body.code]).toEqual([409, 'stale_version']);
    expect(second.body.current).toMatchObject({ date: '2026-01-14', windows: [], version: 1 });
  });

  it('are set in bulk all or not at all, as one numbered change', async () => {
    const params = { doctorId };
    const dates = ['2026-01-14', '2026-01-15', '2026-01-16'];
    await admin
      .call(overrides.setOverride, { params, body: { date: '2026-01-16', windows: [] } })
      .expect(201);
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    const bulk = (version?: number) => ({
      overrides: dates.map((date) => ({
        date,
        windows: [],
        ...(date === '2026-01-16' && version && { version }),
      })),
    });
    const stale = await admin.call(overrides.setOverrides, { params, body: bulk() }).expect(409);
    expect(stale.body).toMatchObject({ date: '2026-01-16', current: { version: 1 } });
    expect(await starts('2026-01-14')).toHaveLength(16);
    await admin.call(overrides.setOverrides, { params, body: bulk(1) }).expect(200);
    expect(await starts('2026-01-14', '2026-01-16')).toEqual([]);
    const events = await listener.until('doctor-availability-updated');
    expect(events.map((event) => [event.payload.seq, event.payload.action, event.payload.dates])).toEqual([
      [2, 'override_set', dates],
    ]);
  });

  it('never push their reason to a doctor room', async () => {
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    const body = { date: '2026-01-14', windows: [], reason: 'Sick leave' };
    await admin.call(overrides.setOverride, { params: { doctorId }, body }).expect(201);
    const [event] = await listener.until('doctor-availability-updated');
    expect(Object.keys(event?.payload ?? {}).sort()).toEqual([
      'action',
      'changedAt',
      'dates',
      'doctorId',
      'from',
      'seq',
      'spreadMs',
      'to',
    ]);
    expect(JSON.stringify(listener.heard)).not.toContain('Sick');
  });
});

describe('weekly templates', () => {
  it('[SL4] an edit changes the hours from today on and keeps the past as it was', async () => {
    const params = { doctorId };
    const before = await admin.call(templates.listTemplates, { params }).expect(200);
    const [template] = before.body.templates;
    const windows = [{ dayOfWeek: 2, start: '13:00', end: '14:00' }];
    const saved = await admin
      .call(templates.updateTemplate, {
        params: { doctorId, templateId: template.id },
        body: { version: 1, effectiveFrom: template.effectiveFrom, windows },
      })
      .expect(200);
    expect(saved.body.templates).toMatchObject([
      { effectiveFrom: '2020-01-01', effectiveTo: '2026-01-11', windows: OFFICE_HOURS },
      { id: template.id, effectiveFrom: '2026-01-12', effectiveTo: null, windows, version: 2 },
    ]);
    expect(await starts('2026-01-12', '2026-01-18')).toEqual([
      '2026-01-13T12:00:00.000Z',
      '2026-01-13T12:30:00.000Z',
    ]);
    const past = await admin
      .call(readCalendar, { params, query: { from: '2026-01-06', to: '2026-01-06' } })
      .expect(200);
    expect(past.body.working).toMatchObject([{ date: '2026-01-06', startsAt: '2026-01-06T08:00:00.000Z' }]);
  });

  it('[SL4] one that begins later takes over on its date, and leaves when it is removed', async () => {
    const params = { doctorId };
    const body = { effectiveFrom: '2026-01-14', windows: [{ dayOfWeek: 3, start: '22:00', end: '01:00' }] };
    const created = await admin.call(templates.createTemplate, { params, body }).expect(201);
    expect(await starts('2026-01-13')).toHaveLength(16);
    expect(await starts('2026-01-14', '2026-01-15')).toHaveLength(6);
    const { id } = created.body.templates.at(-1);
    await admin
      .call(templates.deleteTemplate, { params: { doctorId, templateId: id }, body: { version: 1 } })
      .expect(200);
    expect(await starts('2026-01-14')).toHaveLength(16);
  });

  it('refuses past dates, a second template of the same date, and hours that have ended', async () => {
    const params = { doctorId };
    const create = (effectiveFrom: string) =>
      admin.call(templates.createTemplate, { params, body: { effectiveFrom, windows: [] } });
    expect((await create('2026-01-11')).body.errors).toEqual([
      { pointer: '/effectiveFrom', detail: 'must not be in the past' },
    ]);
    await create('2026-02-01').expect(201);
    expect((await create('2026-02-01')).status).toBe(422);
  });

  it('hours that end when later ones begin cannot be moved past their end', async () => {
    const params = { doctorId };
    const { body } = await admin.call(templates.listTemplates, { params });
    const [template] = body.templates;
    const update = (templateId: string, version: number, effectiveFrom: string) =>
      admin.call(templates.updateTemplate, {
        params: { doctorId, templateId },
        body: { version, effectiveFrom, windows: OFFICE_HOURS },
      });
    const moved = await update(template.id, 1, '2026-02-01').expect(200);
    const [ending] = moved.body.templates;
    expect(ending).toMatchObject({ effectiveFrom: '2020-01-01', effectiveTo: '2026-01-31' });
    const refused = await update(ending.id, ending.version, '2026-02-15');
    expect(refused.body.errors).toEqual([
      { pointer: '/effectiveFrom', detail: 'must not be after 2026-01-31, the last date of these hours' },
    ]);
    expect(await starts('2026-01-13')).toHaveLength(16);
    await update(ending.id, ending.version, '2026-01-31').expect(200);
    expect(await starts('2026-01-30')).toHaveLength(16);
  });

  it('refuses an edit of a state that somebody else changed meanwhile', async () => {
    const params = { doctorId };
    const { body } = await admin.call(templates.listTemplates, { params });
    const [template] = body.templates;
    const edit = {
      params: { doctorId, templateId: template.id },
      body: { version: 1, effectiveFrom: '2020-01-01', windows: [] },
    };
    const answers = await Promise.all([
      admin.call(templates.updateTemplate, edit),
      admin.call(templates.updateTemplate, edit),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect(answers.find((answer) => answer.status === 409)?.body).toMatchObject({
      code: 'stale_version',
      current: { id: template.id, version: 2 },
    });
  });
});

describe('a change over booked time', () => {
  it('is refused with the list of visits until each has a decision, which is recorded', async () => {
    const visit = await bookTen('2026-01-14');
    const params = { doctorId };
    const body = {
      allDay: true,
      startDate: '2026-01-14',
      endDate: '2026-01-15',
      startTime: null,
      endTime: null,
      reason: 'Course',
    };
    const refused = await admin.call(markUnavailable, { params, body });
    expect([refused.status, refused.body.code]).toEqual([409, 'affected_appointments']);
    expect(refused.body.affected).toEqual([
      {
        appointmentId: visit.id,
        startsAt: '2026-01-14T09:00:00.000Z',
        endsAt: '2026-01-14T09:30:00.000Z',
        patientName: patient.user?.name,
        visitTypeName: 'Consultation',
      },
    ]);
    expect(await starts('2026-01-15')).toHaveLength(16);
    const decisions = [{ appointmentId: visit.id, action: 'keep' }];
    const marked = await admin.call(markUnavailable, { params, body: { ...body, decisions } }).expect(201);
    expect(await starts('2026-01-14', '2026-01-15')).toEqual([]);
    expect(await clinic.models.appointments.findById(visit.id).lean()).toMatchObject({ status: 'confirmed' });
    const audit = await admin.call(listAudit, { query: { doctorId } }).expect(200);
    expect(audit.body.items[0]).toMatchObject({
      action: 'marked_unavailable',
      reason: 'Course',
      actor: { name: admin.user?.name, role: 'admin' },
      facts: { decided: decisions },
    });
    // Decided once: a change that covers the visit as before asks no more.
    await admin
      .call(updateUnavailability, {
        params: { doctorId, unavailabilityId: marked.body.unavailability.id },
        body: { ...body, endDate: '2026-01-14', version: 1 },
      })
      .expect(200);
  });

  it('is noticed for closed dates, other weekly hours and a removed override alike', async () => {
    const visit = await bookTen('2026-01-14');
    const params = { doctorId };
    const affected = (answer: { body: { affected?: { appointmentId: string }[] } }) =>
      answer.body.affected?.map((row) => row.appointmentId);
    const closed = { date: '2026-01-14', windows: [] };
    expect(affected(await admin.call(overrides.setOverride, { params, body: closed }))).toEqual([visit.id]);
    const kept = { date: '2026-01-14', windows: [{ start: '09:30', end: '12:00' }] };
    const other = await admin.call(overrides.setOverride, { params, body: kept }).expect(201);

    const { body } = await admin.call(templates.listTemplates, { params });
    const windows = [{ dayOfWeek: 1, start: '09:00', end: '17:00' }];
    const edit = { version: 1, effectiveFrom: '2020-01-01', windows };
    const templateId = body.templates[0].id;
    // The override keeps the date as it is: nothing falls outside.
    await admin.call(templates.updateTemplate, { params: { doctorId, templateId }, body: edit }).expect(200);
    const overrideId = other.body.overrides[0].id;
    const removal = { params: { doctorId, overrideId }, body: { version: 1 } };
    expect(affected(await admin.call(overrides.removeOverride, removal))).toEqual([visit.id]);
    const decisions = [{ appointmentId: visit.id, action: 'keep' }];
    await admin.call(overrides.removeOverride, { ...removal, body: { version: 1, decisions } }).expect(200);
  });
});

describe('dates at the ends of the calendar', () => {
  const WHOLE_DAY = { allDay: true, startTime: null, endTime: null };
  const mark = (date: string) =>
    admin.call(markUnavailable, {
      params: { doctorId },
      body: { ...WHOLE_DAY, startDate: date, endDate: date },
    });
  const close = (date: string) =>
    admin.call(overrides.setOverride, { params: { doctorId }, body: { date, windows: [] } });

  it.each(['America/New_York', 'Pacific/Kiritimati'])(
    'can be answered and caught up with in %s',
    async (timeZone) => {
      doctorId = await clinic.addDoctor({ timeZone });
      for (const date of ['1971-01-01', '2198-12-31']) {
        await mark(date).expect(201);
        await close(date).expect(201);
      }
      const { body } = await admin
        .call(readChanges, { params: { doctorId }, query: { since: '0' } })
        .expect(200);
      expect(body.changes.map((change: { payload: { dates: string[] } }) => change.payload.dates)).toEqual(
        ['1971-01-01', '1971-01-01', '2198-12-31', '2198-12-31'].map((date) => [date]),
      );
    },
  );

  it.each(['1970-12-31', '2199-01-01'])('beyond them, %s, are refused', async (date) => {
    expect((await mark(date)).body.errors).toContainEqual({
      pointer: '/startDate',
      detail: 'must lie between 1971 and 2198',
    });
    expect((await close(date)).status).toBe(422);
  });
});
