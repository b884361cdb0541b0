import {
  bookAppointment,
  cancelAppointment,
  listAppointments,
} from '@openslot/shared/contracts/appointments';
import { listAudit } from '@openslot/shared/contracts/audit';
import { readCalendar } from '@openslot/shared/contracts/calendar';
import { readChanges } from '@openslot/shared/contracts/changes';
import { deactivateDoctor } from '@openslot/shared/contracts/doctors';
import { setOverride } from '@openslot/shared/contracts/overrides';
import { readSlots } from '@openslot/shared/contracts/slots';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { addDays } from '@openslot/shared/time/local-date';
import { Types } from 'mongoose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../../test/client.ts';
import { MONDAY, startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';

const PAST_VISITS = 3_000;
const uri = freshDatabaseUri();
let clinic: TestClinic;
let admin: Client;
let doctor: Client;
let patient: Client;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  doctorId = await clinic.addDoctor();
  admin = await clinic.signIn('admin');
  doctor = await clinic.signIn('doctor', { doctorId });
  patient = await clinic.signIn('patient');
  const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: '2026-01-13T08:00:00Z' };
  const booked = await patient.call(bookAppointment, { body }).expect(201);
  await workForYears(booked.body.appointment.id);
});
afterAll(() => clinic.close());

/** What a doctor leaves behind: visits every half hour, with one patient, and a closed day here and there. */
async function workForYears(visitId: string): Promise<void> {
  const { models } = clinic;
  const visit = await models.appointments.findById(visitId).orFail().lean();
  const at = (index: number) => new Date(MONDAY - index * 1_800_000);
  const past = Array.from({ length: PAST_VISITS }, (_, index) => index + 1);
  await models.appointments.insertMany(
    past.map((index) => ({
      ...visit,
      _id: new Types.ObjectId(),
      startsAt: at(index),
      endsAt: at(index - 1),
    })),
  );
  const audit = await models.audit.findOne({ action: 'appointment_booked' }).orFail().lean();
  await models.audit.insertMany(past.map(() => ({ ...audit, _id: new Types.ObjectId() })));
  const exception = { doctorId: visit.doctorId, version: 1, reason: null };
  const hours = { allDay: false, startDate: '2025-12-01', endDate: '2025-12-01', timeZone: 'UTC' };
  await models.exceptions.insertMany(
    past.slice(0, 500).flatMap((index) => [
      { ...exception, kind: 'override', date: addDays('2025-12-01', -index), windows: [] },
      {
        ...exception,
        ...hours,
        kind: 'unavailability',
        startsAt: at(index * 9),
        endsAt: at(index * 9 - 1),
      },
    ]),
  );
}

interface Profiled {
  readonly ns: string;
  readonly planSummary: string;
  readonly docsExamined: number;
  readonly keysExamined: number;
  readonly nreturned: number;
  readonly hasSortStage?: boolean;
  readonly command: unknown;
}

/** The finds that some requests led to, as the database itself recorded them. */
async function findsOf(requests: () => Promise<void>): Promise<Profiled[]> {
  const db = clinic.app.deps.connection.db ?? expect.unreachable();
  await db.command({ profile: 2 });
  try {
    await requests();
  } finally {
    await db.command({ profile: 0 });
  }
  const found = await db.collection<Profiled>('system.profile').find({ op: 'query' }).toArray();
  return found.filter(({ ns }) => !ns.includes('system.'));
}

/** A clinic has a handful of these. */
const SMALL = /\.(doctors|clinic|clinic_revisions|users|accounts)$/;

it('no request reads years of history: each query is answered from an index and examines little more than it returns', async () => {
  const params = { doctorId };
  const week = { from: '2026-01-12', to: '2026-01-18' };
  const finds = await findsOf(async () => {
    for (const who of [admin, doctor, patient]) {
      for (const when of ['upcoming', 'past']) {
        await who.call(listAppointments, { query: { when, pageSize: '20' } }).expect(200);
      }
    }
    await admin.call(listAppointments, { query: { doctorId, from: '2026-01-01T00:00:00Z' } }).expect(200);
    await doctor.call(readCalendar, { params, query: week }).expect(200);
    const query = { ...week, visitTypeId: clinic.visitTypeId, timeZone: 'Europe/Berlin' };
    await clinic.visitor.call(readSlots, { params, query }).expect(200);
    await clinic.visitor.call(readChanges, { params, query: { since: '0' } }).expect(200);
    await admin.call(listAudit).expect(200);
    await admin.call(listAudit, { query: { doctorId } }).expect(200);
    await admin.call(deactivateDoctor, { params, body: { version: 1 } }).expect(409);
    const date = '2026-01-15';
    const day = { allDay: true, startDate: date, endDate: date, startTime: null, endTime: null };
    await admin.call(markUnavailable, { params, body: day }).expect(201);
    await admin.call(setOverride, { params, body: { date: '2026-01-16', windows: [] } }).expect(201);
    const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: '2026-01-14T08:00:00Z' };
    const booked = await patient.call(bookAppointment, { body }).expect(201);
    const appointmentId = booked.body.appointment.id;
    await patient.call(cancelAppointment, { params: { appointmentId }, body: { version: 1 } }).expect(200);
  });
  expect(finds.length).toBeGreaterThan(30);
  const slow = finds.filter(
    ({ ns, planSummary, docsExamined, keysExamined, nreturned, hasSortStage }) =>
      !SMALL.test(ns) &&
      (planSummary === 'COLLSCAN' ||
        docsExamined > nreturned + 100 ||
        keysExamined > nreturned + 200 ||
        // These are read page by page: sorting would read all pages first.
        (hasSortStage === true && /\.(appointments|audit_log)$/.test(ns))),
  );
  expect(slow.map(describeFind)).toEqual([]);
});

function describeFind({ ns, planSummary, docsExamined, nreturned, command }: Profiled): string {
  const { filter, sort } = command as { filter?: unknown; sort?: unknown };
  return `${ns} ${planSummary}: ${docsExamined} for ${nreturned} ${JSON.stringify({ filter, sort })}`;
}
