import { bookAppointment, cancelAppointment } from '@openslot/shared/contracts/appointments';
import { deactivateDoctor, reactivateDoctor, updateDoctor } from '@openslot/shared/contracts/doctors';
import { holdSlot, releaseHold } from '@openslot/shared/contracts/holds';
import { listHolidays, saveDoctorHolidays, saveHolidays } from '@openslot/shared/contracts/holidays';
import { readMonths } from '@openslot/shared/contracts/months';
import { removeOverride, setOverride } from '@openslot/shared/contracts/overrides';
import * as recurring from '@openslot/shared/contracts/recurring-overrides';
import { readSlots } from '@openslot/shared/contracts/slots';
import { createTemplate, listTemplates, updateTemplate } from '@openslot/shared/contracts/templates';
import * as periods from '@openslot/shared/contracts/unavailability';
import { listVisitTypes, updateVisitType } from '@openslot/shared/contracts/visit-types';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { MONDAY, startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';
import { readDoctorRecord } from '../../schedule/schedule.repository.ts';
import { computeMonths } from './read-months.ts';
import { computeSlots } from './read-slots.ts';

const uri = freshDatabaseUri();
const WEDNESDAY = '2026-01-14';
const AT_NINE = `${WEDNESDAY}T08:00:00Z`;
let clinic: TestClinic;
let admin: Client;
let patient: Client;
let noticeTypeId: string;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  noticeTypeId = await clinic.addVisitType({ minimumNoticeMinutes: 120 });
  admin = await clinic.signIn('admin');
});
beforeEach(async () => {
  clinic.clock.time = MONDAY;
  doctorId = await clinic.addDoctor();
  // Earlier tests have changed the rules: following them would be a change of its own.
  const rules = await clinic.models.clinic.findById('clinic').orFail().lean();
  await clinic.models.doctors.updateOne({ _id: doctorId }, { $set: { clinicRev: rules.rev } });
  patient = await clinic.signIn('patient');
});
afterAll(() => clinic.close());

function asked(visitTypeId = clinic.visitTypeId) {
  const query = { from: '2026-01-12', to: '2026-01-23', visitTypeId, timeZone: 'Europe/Berlin' };
  return { params: { doctorId }, query };
}

/** What the two endpoints answer, without the time of the answer. */
async function offered(who = clinic.visitor, visitTypeId?: string) {
  const answers = [];
  for (const endpoint of [readSlots, readMonths]) {
    const { body } = await who.call(endpoint, asked(visitTypeId)).expect(200);
    const { asOf, ...answer } = body;
    expect(asOf).toBe(new Date(clinic.clock.time).toISOString());
    answers.push(answer);
  }
  return answers;
}

/** The same, computed anew. */
async function computed(visitTypeId?: string) {
  const { models, clock } = clinic;
  const query = { ...asked(visitTypeId).query, doctorId };
  const doctor = await readDoctorRecord(models, doctorId);
  const answers = [];
  for (const compute of [computeSlots, computeMonths]) {
    const { asOf: _, ...answer } = await compute(models, doctor, query, clock.time);
    answers.push(answer);
  }
  return answers;
}

/** Waits until the doctor follows the newest rules: somebody else may be in the way at first. */
async function followsRules(): Promise<void> {
  const { models } = clinic;
  const rules = await models.clinic.findById('clinic').orFail().lean();
  await vi.waitFor(
    async () => {
      const { clinicRev } = await models.doctors.findById(doctorId).orFail().lean();
      expect(clinicRev).toBe(rules.rev);
    },
    { timeout: 20_000, interval: 50 },
  );
}

async function change(status: number, ...call: Parameters<Client['call']>) {
  return (await admin.call(...call).expect(status)).body;
}

const whole = (date: string) => ({
  allDay: true,
  startDate: date,
  endDate: date,
  startTime: null,
  endTime: null,
});
const CLOSED = { rule: 'FREQ=WEEKLY;BYDAY=TH', startsOn: '2026-01-01', windows: [], reason: null };

/** Each does things of one kind, and calls `seen` after each of them. */
const KINDS: Record<string, (seen: () => Promise<void>) => Promise<void>> = {
  async 'a booked and a cancelled visit'(seen) {
    const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: AT_NINE };
    const { appointment } = (await patient.call(bookAppointment, { body }).expect(201)).body;
    await seen();
    const params = { appointmentId: appointment.id };
    await patient.call(cancelAppointment, { params, body: { version: appointment.version } }).expect(200);
    await seen();
  },
  async 'a hold and its release'(seen) {
    const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: AT_NINE };
    const { hold } = (await patient.call(holdSlot, { body }).expect(201)).body;
    await seen();
    await patient.call(releaseHold, { params: { holdId: hold.id } }).expect(200);
    await seen();
  },
  async 'an unavailability, marked, updated and removed'(seen) {
    const params = { doctorId };
    const { unavailability } = await change(201, periods.markUnavailable, { params, body: whole(WEDNESDAY) });
    await seen();
    const one = { doctorId, unavailabilityId: unavailability.id };
    await change(200, periods.updateUnavailability, {
      params: one,
      body: { ...whole('2026-01-15'), version: 1 },
    });
    await seen();
    await change(200, periods.removeUnavailability, { params: one, body: { version: 2 } });
    await seen();
  },
  async 'an override, set and removed'(seen) {
    const body = { date: WEDNESDAY, windows: [{ start: '18:00', end: '20:00' }] };
    const { overrides } = await change(201, setOverride, { params: { doctorId }, body });
    await seen();
    const params = { doctorId, overrideId: overrides[0].id };
    await change(200, removeOverride, { params, body: { version: 1 } });
    await seen();
  },
  async 'a recurring override, created and removed'(seen) {
    const { recurringOverride } = await change(201, recurring.createRecurringOverride, {
      params: { doctorId },
      body: CLOSED,
    });
    await seen();
    const params = { doctorId, recurringOverrideId: recurringOverride.id };
    await change(200, recurring.removeRecurringOverride, { params, body: { version: 1 } });
    await seen();
  },
  async 'weekly hours, changed and begun anew'(seen) {
    const params = { doctorId };
    const { templates } = await change(200, listTemplates, { params });
    const [{ id, version, effectiveFrom }] = templates;
    const windows = [{ dayOfWeek: 3, start: '10:00', end: '12:00' }];
    await change(200, updateTemplate, {
      params: { doctorId, templateId: id },
      body: { version, effectiveFrom, windows },
    });
    await seen();
    const later = { effectiveFrom: '2026-01-19', windows: [{ dayOfWeek: 4, start: '10:00', end: '12:00' }] };
    await change(201, createTemplate, { params, body: later });
    await seen();
  },
  async "a doctor's and the clinic's holidays"(seen) {
    const holidays = [{ date: WEDNESDAY, name: 'Carnival' }];
    await change(200, saveDoctorHolidays, { params: { doctorId }, body: { version: 0, holidays } });
    await seen();
    for (const dates of [[{ date: '2026-01-15', name: 'Clinic day' }], []]) {
      const { version } = await change(200, listHolidays, {});
      await change(200, saveHolidays, { body: { version, holidays: dates } });
      await followsRules();
      await seen();
    }
  },
  async 'the rules of a visit type'(seen) {
    const { items } = await change(200, listVisitTypes, {});
    const before = items.find((type: { id: string }) => type.id === clinic.visitTypeId);
    const { id, version, active, ...rules } = before;
    for (const [index, durationMinutes] of [45, 30].entries()) {
      const body = { ...rules, durationMinutes, version: version + index, active };
      await change(200, updateVisitType, { params: { visitTypeId: id }, body });
      await followsRules();
      await seen();
    }
  },
  async 'a doctor: zone, visit types, no longer and again'(seen) {
    const params = { doctorId };
    const profile = { name: 'Dr Ada Falk', specialty: 'Cardiology', about: '', timeZone: 'Europe/Lisbon' };
    const types = [clinic.visitTypeId, noticeTypeId];
    await change(200, updateDoctor, { params, body: { ...profile, visitTypeIds: types, version: 1 } });
    await seen();
    await change(200, updateDoctor, {
      params,
      body: { ...profile, visitTypeIds: [noticeTypeId], version: 2 },
    });
    await seen();
    await change(200, updateDoctor, { params, body: { ...profile, visitTypeIds: types, version: 3 } });
    await seen();
    await change(200, deactivateDoctor, { params, body: { version: 4 } });
    await seen();
    await change(200, reactivateDoctor, { params, body: { version: 5 } });
    await seen();
  },
};

describe('an answer that was remembered', () => {
  it.each(Object.keys(KINDS))('is never given again after a change: %s', async (kind) => {
    let before = await offered();
    expect(await offered()).toEqual(before);
    let changes = 0;
    await KINDS[kind]?.(async () => {
      const now = await offered();
      expect(now).toEqual(await computed());
      expect(now[0].days).not.toEqual(before[0].days);
      expect(now[1].seq).toBeGreaterThan(before[1].seq);
      before = now;
      changes += 1;
    });
    expect(changes).toBeGreaterThan(1);
  });

  it('ends when a start falls inside the notice, at midnight, and when a hold is over', async () => {
    const body = { doctorId, visitTypeId: noticeTypeId, startsAt: AT_NINE };
    await patient.call(holdSlot, { body }).expect(201);
    // That a hold is over gets a number of its own, at its own time.
    const unnumbered = (answers: readonly object[]) => answers.map((answer) => ({ ...answer, seq: 0 }));
    for (let moments = 0; moments < 40; moments++) {
      const shown = await offered(clinic.visitor, noticeTypeId);
      expect(unnumbered(shown)).toEqual(unnumbered(await computed(noticeTypeId)));
      const changesAt = Math.min(...shown.map(({ freshUntil }) => Date.parse(freshUntil)));
      clinic.clock.time = changesAt - 1;
      expect(unnumbered(await offered(clinic.visitor, noticeTypeId))).toEqual(unnumbered(shown));
      clinic.clock.time = changesAt;
    }
    expect(clinic.clock.time).toBeGreaterThan(Date.parse('2026-01-13T12:00:00Z'));
  });

  it("never shows what somebody's own hold lets them see to anybody else", async () => {
    const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: AT_NINE };
    const { hold } = (await patient.call(holdSlot, { body }).expect(201)).body;
    const statuses = async (who: Client, holdId?: string) => {
      const { params, query } = asked();
      const call = { params, query: holdId === undefined ? query : { ...query, hold: holdId } };
      const { body: answer } = await who.call(readSlots, call).expect(200);
      return answer.days.find((day: { date: string }) => day.date === WEDNESDAY).slots[0].status;
    };
    const other = await clinic.signIn('patient');
    for (let round = 0; round < 2; round++) {
      expect(await statuses(clinic.visitor)).toBe('held');
      expect(await statuses(patient, hold.id)).toBe('free');
      expect(await statuses(other, hold.id)).toBe('held');
      expect(await statuses(clinic.visitor, hold.id)).toBe('held');
      expect(await statuses(patient)).toBe('held');
    }
  });
});

interface Profiled {
  readonly ns: string;
  readonly op: string;
  readonly planSummary?: string;
  readonly command: { readonly filter?: unknown };
}

/**
 * Queries about this doctor, requests for the rest of what they found, and queries of the clinic's rules that a request
 * led to, as the database recorded them.
 */
async function queriesOf(endpoint: typeof readSlots | typeof readMonths, range: object): Promise<string[]> {
  const db = clinic.app.deps.connection.db ?? expect.unreachable();
  await db.command({ profile: 2 });
  try {
    const { params, query } = asked();
    await clinic.visitor.call(endpoint, { params, query: { ...query, ...range } }).expect(200);
  } finally {
    await db.command({ profile: 0 });
  }
  const found = await db.collection<Profiled>('system.profile').find().sort({ ts: 1 }).toArray();
  await db.dropCollection('system.profile');
  const isOurs = ({ ns, op, command }: Profiled) =>
    ns.endsWith('clinic_revisions') ||
    (op === 'getmore' && /\.(doctors|exceptions|occupancy)$/.test(ns)) ||
    JSON.stringify(command).includes(doctorId);
  return found
    .filter(isOurs)
    .map(({ ns, planSummary }) => `${ns.split('.')[1]} ${planSummary?.split(' ')[0]}`);
}

describe('the database is asked', () => {
  const ranges: [string, object][] = [
    ['a day', { from: WEDNESDAY, to: WEDNESDAY }],
    ['two months', { from: '2026-01-12', to: '2026-03-14' }],
  ];
  it.each(ranges)('three times for %s, and once when the answer is known', async (_name, range) => {
    await offered();
    for (const endpoint of [readSlots, readMonths]) {
      const cold = await queriesOf(endpoint, range);
      expect(cold.map((query) => query.split(' ')[0]).sort()).toEqual(['doctors', 'exceptions', 'occupancy']);
      expect(cold.filter((query) => query.includes('COLLSCAN'))).toEqual([]);
      expect(await queriesOf(endpoint, range)).toHaveLength(1);
    }
  });

  it('for everything that is booked at once, however much it is', async () => {
    const start = Date.parse('2026-02-02T08:00:00Z');
    const visits = Array.from({ length: 250 }, (_, index) => ({
      kind: 'appointment' as const,
      doctorId,
      startsAt: new Date(start + index * 5 * 60_000),
      endsAt: new Date(start + (index + 1) * 5 * 60_000),
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      keys: [`${doctorId}|${start / 60_000 + index * 5}`],
    }));
    await clinic.models.occupancy.insertMany(visits);
    await offered();
    expect(await queriesOf(readSlots, { from: '2026-02-01', to: '2026-02-28' })).toHaveLength(3);
  });

  it('twice more for months without any free time, to find the next', async () => {
    await offered();
    const range = { from: '2026-01-17', to: '2026-01-18' };
    expect(await queriesOf(readMonths, range)).toHaveLength(5);
    expect(await queriesOf(readMonths, range)).toHaveLength(1);
  });
});

it('an answer is the same plain and compressed, always complete, and its body stays away from HEAD', async () => {
  const url = `/api/v1/doctors/${doctorId}/slots?${new URLSearchParams(asked().query)}`;
  const get = (encoding: string) =>
    request(clinic.baseUrl).get(url).set('Accept-Encoding', encoding).expect(200);
  const plain = await get('identity');
  expect(plain.headers).not.toHaveProperty('content-encoding');
  for (const encoding of ['gzip', 'br, gzip;q=0.5', 'gzip, deflate, br']) {
    const compressed = await get(encoding);
    expect(compressed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(compressed.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(compressed.body).toEqual(plain.body);
  }
  expect((await get('gzip;q=0')).headers).not.toHaveProperty('content-encoding');
  const head = await request(clinic.baseUrl).head(url).set('Accept-Encoding', 'identity').expect(200);
  expect(head.headers['content-length']).toBe(plain.headers['content-length']);
  const unconditional = await request(clinic.baseUrl).get(url).set('If-None-Match', '*').expect(200);
  expect(unconditional.headers['cache-control']).toContain('no-store');
  expect(unconditional.headers).not.toHaveProperty('etag');
});
