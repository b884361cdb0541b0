import { bookAppointment, cancelAppointment } from '@openslot/shared/contracts/appointments';
import type { Document } from 'mongodb';
import { Types } from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { runFsck } from '../../test/booking-process.ts';
import { startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';
import type { Models } from '../database/models.ts';
import { checkDatabase } from './check-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let doctorId: Types.ObjectId;
let visitId: Types.ObjectId;
let overbookedId: Types.ObjectId;

const LOOKED_AT = ['doctors', 'appointments', 'occupancy', 'availabilityLog', 'audit', 'patients'] as const;
const kept = new Map<keyof Models, Document[]>();

/** Two visits with one doctor, one and a cancelled one with another, and a doctor who is overbooked twice. */
beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  doctorId = new Types.ObjectId(await clinic.addDoctor());
  const other = await clinic.addDoctor();
  const [one, two] = [await clinic.signIn('patient'), await clinic.signIn('patient')];
  const book = async (person: typeof one, doctor: string, startsAt: string, more: object = {}) => {
    const body = { doctorId: doctor, visitTypeId: clinic.visitTypeId, startsAt, ...more };
    return (await person.call(bookAppointment, { body }).expect(201)).body.appointment.id as string;
  };
  visitId = new Types.ObjectId(await book(one, String(doctorId), '2026-01-13T09:00:00Z'));
  await book(two, String(doctorId), '2026-01-13T10:00:00Z');
  await book(two, other, '2026-01-13T11:00:00Z');
  const appointmentId = await book(one, other, '2026-01-13T12:00:00Z');
  const cancel = (id: string) =>
    one.call(cancelAppointment, { params: { appointmentId: id }, body: { version: 1 } }).expect(200);
  await cancel(appointmentId);
  overbookedId = new Types.ObjectId(await clinic.addDoctor());
  const desk = await clinic.signIn('front_desk');
  const overbook = (patient: typeof one, startsAt: string) =>
    book(desk, String(overbookedId), startsAt, {
      patientId: patient.user?.patientId,
      overbook: { reason: 'It cannot wait' },
    });
  const first = await book(one, String(overbookedId), '2026-01-14T09:00:00Z');
  await overbook(two, '2026-01-14T09:00:00Z');
  await cancel(first);
  await overbook(one, '2026-01-14T09:15:00Z');
  for (const name of LOOKED_AT) {
    kept.set(name, await clinic.models[name].collection.find().toArray());
  }
});
afterAll(() => clinic.close());

afterEach(async () => {
  for (const [name, documents] of kept) {
    const { collection } = clinic.models[name];
    await collection.deleteMany({});
    await collection.insertMany(documents);
  }
  await clinic.models.occupancy.createIndexes();
  await clinic.models.availabilityLog.createIndexes();
});

const look = () => checkDatabase(clinic.models, clinic.clock.now());
const found = async () => (await look()).violations.map(({ rule, text }) => `${rule}: ${text}`);

it('a clinic in which people booked and cancelled is sound', async () => {
  expect(await look()).toEqual({ violations: [], counts: { appointments: 7, occupancy: 5, log: 9 } });
});

type Raw = (name: (typeof LOOKED_AT)[number]) => Models['occupancy']['collection'];

/** Damage done behind the application's back, and what must be said of it. */
const DAMAGE: readonly [string, (raw: Raw) => Promise<unknown>, RegExp][] = [
  [
    'an overlap that the keys do not show',
    async (raw) => {
      const [one] = kept.get('occupancy') ?? [];
      const appointmentId = new Types.ObjectId();
      await raw('occupancy').insertOne({
        ...one,
        _id: new Types.ObjectId(),
        keys: ['x'],
        appointmentId,
      } as never);
    },
    /^overlap: doctor \w+ lane 0: appointment \w+ 2026.* and appointment/,
  ],
  [
    'a patient in two places at once',
    (raw) =>
      raw('occupancy').updateMany(
        {},
        { $set: { patientId: new Types.ObjectId(), endsAt: new Date('2026-02-01') } },
      ),
    /^patient-overlap: patient/,
  ],
  [
    'a missing key',
    (raw) => raw('occupancy').updateOne({ appointmentId: visitId }, { $pop: { keys: 1 } } as never),
    /^keys: occupancy \w+ has .* not /,
  ],
  [
    'keys of another lane',
    (raw) => raw('occupancy').updateOne({ appointmentId: visitId }, { $set: { lane: 1 } }),
    /^keys: .*\+1\|/,
  ],
  [
    'a time off the raster',
    (raw) =>
      raw('occupancy').updateOne(
        { appointmentId: visitId },
        { $set: { endsAt: new Date('2026-01-13T09:28:00Z') } },
      ),
    /^interval: occupancy/,
  ],
  [
    'a visit that lasts longer than its kind',
    (raw) =>
      raw('appointments').updateOne({ _id: visitId }, { $set: { endsAt: new Date('2026-01-13T09:45:00Z') } }),
    /^interval: visit \w+ lasts not 30 minutes/,
  ],
  [
    'a visit that lost its time',
    (raw) => raw('occupancy').deleteOne({ appointmentId: visitId }),
    /^unoccupied: visit \w+ \(confirmed\) .* occupies its time 0 times/,
  ],
  [
    'a visit that occupies time twice',
    async (raw) => {
      const [one] = kept.get('occupancy') ?? [];
      const at = { startsAt: new Date('2026-01-14T09:00:00Z'), endsAt: new Date('2026-01-14T09:30:00Z') };
      await raw('occupancy').insertOne({ ...one, ...at, _id: new Types.ObjectId(), keys: ['x'] } as never);
    },
    /^unoccupied: .* occupies its time 2 times/,
  ],
  [
    'time occupied for a cancelled visit',
    (raw) => raw('appointments').updateOne({ _id: visitId }, { $set: { status: 'cancelled' } }),
    /^occupied-for-nobody: occupancy \w+ .* has no live visit/,
  ],
  [
    'a visit that occupies another doctor',
    (raw) => raw('appointments').updateOne({ _id: visitId }, { $set: { doctorId: new Types.ObjectId() } }),
    /^occupancy-differs: visit \w+ has doctorId/,
  ],
  [
    'a hold that never ends',
    (raw) => raw('occupancy').insertOne(hold({ expiresAt: null }) as never),
    /^hold: hold \w+ never expires/,
  ],
  [
    'a hold that ends too late',
    (raw) =>
      raw('occupancy').insertOne(hold({ expiresAt: new Date(clinic.clock.now() + 3_600_000) }) as never),
    /^hold: hold \w+ expires only/,
  ],
  [
    'a hold that was kept too long',
    (raw) =>
      raw('occupancy').insertOne(hold({ heldAt: new Date(clinic.clock.now() - 15 * 60_000) }) as never),
    /^hold: hold \w+ lasts longer than a quarter of an hour/,
  ],
  [
    'a hold of nobody',
    (raw) => raw('occupancy').insertOne(hold({ heldBy: null }) as never),
    /^hold: hold \w+ is held by nobody/,
  ],
  [
    'a third renewal',
    (raw) => raw('occupancy').insertOne(hold({ renewals: 3 }) as never),
    /^hold: hold \w+ was renewed 3 times/,
  ],
  [
    'two holds of one person with one doctor',
    (raw) => raw('occupancy').insertMany([hold({}), hold({ keys: ['x'] })] as never),
    /^hold: user \w+ has too many holds/,
  ],
  [
    'a hold that nobody heard of',
    (raw) => raw('occupancy').insertOne(hold({}) as never),
    /^history: doctor \w+: .* is held, the log says free/,
  ],
  [
    'a lost log row',
    (raw) => raw('availabilityLog').deleteOne({ doctorId, seq: 1 }),
    /^seq-gap: doctor \w+ \(seq 2\) has 0 rows of seq 1/,
  ],
  [
    'a number given twice',
    async (raw) => {
      await raw('availabilityLog').dropIndex('one_row_per_seq');
      await raw('availabilityLog').updateOne({ doctorId, seq: 2 }, { $set: { seq: 1 } });
    },
    /^seq-repeat: doctor \w+ \(seq 2\) has 2 rows of seq 1/,
  ],
  [
    'a row with a number that was never given',
    (raw) => raw('availabilityLog').updateOne({ doctorId, seq: 2 }, { $set: { seq: 3 } }),
    /^seq-repeat: doctor \w+ \(seq 2\) has 1 rows of seq 3/,
  ],
  [
    'a row that tells of the wrong time',
    (raw) =>
      raw('availabilityLog').updateOne(
        { doctorId, seq: 2 },
        { $set: { 'event.payload.changes.0.previousStatus': 'held' } },
      ),
    /^history: doctor \w+ seq 2: .* was free, the row says held/,
  ],
  [
    'with a doctor who was overbooked: a visit that nobody heard of, beside another one',
    async (raw) => {
      const other = kept.get('occupancy')?.find((time) => overbookedId.equals(time.doctorId));
      await raw('occupancy').insertOne({
        ...other,
        _id: new Types.ObjectId(),
        keys: ['x'],
        lane: 2,
      } as never);
    },
    /^history: doctor \w+: 2026-01-14T09:00.* is booked and booked, the log says booked/,
  ],
  [
    'with a doctor who was overbooked: a visit that is gone in silence',
    (raw) => raw('occupancy').deleteOne({ doctorId: overbookedId }),
    /^history: doctor \w+: 2026-01-14T09:00.* is free, the log says booked/,
  ],
  [
    'with a doctor who was overbooked: a row that tells of the wrong time',
    (raw) =>
      raw('availabilityLog').updateOne(
        { doctorId: overbookedId, seq: 4 },
        { $set: { 'event.payload.changes.0.previousStatus': 'held' } },
      ),
    /^history: doctor \w+ seq 4: .* was free, the row says held/,
  ],
  [
    'with a doctor who was overbooked: more given back than was taken',
    (raw) => raw('availabilityLog').deleteOne({ doctorId: overbookedId, seq: 1 }),
    /^history: doctor \w+: 2026-01-14T09:00.* is booked, the log says free/,
  ],
  [
    'a change without an audit row',
    (raw) => raw('audit').updateOne({ doctorId, seq: 2 }, { $set: { seq: null } }),
    /^not-audited: log row doctor \w+ seq 2 has no audit row/,
  ],
  [
    'an audit row without its change',
    (raw) => raw('audit').updateOne({ doctorId, seq: 2 }, { $set: { seq: 9 } }),
    /^not-logged: audit row doctor \w+ seq 9 has no log row/,
  ],
  [
    'a visit whose booking nobody recorded',
    (raw) => raw('audit').updateOne({ 'subject.id': String(visitId) }, { $set: { action: 'other' } }),
    /^not-audited: visit \w+ has 0 audit rows of its booking/,
  ],
  [
    'a version that nobody recorded',
    (raw) => raw('appointments').updateOne({ _id: visitId }, { $set: { version: 2 } }),
    /^not-audited: visit \w+ has version 2 and only 1 audit rows/,
  ],
  ['a patient who is gone', (raw) => raw('patients').deleteMany({}), /^orphan: visit \w+ names patients/],
  [
    'a doctor who is gone',
    (raw) => raw('doctors').deleteOne({ _id: doctorId }),
    /^orphan: log row 1 names doctors/,
  ],
  [
    'rules that are gone',
    (raw) => raw('doctors').updateOne({ _id: doctorId }, { $set: { clinicRev: 7 } }),
    /^orphan: doctor \w+ names clinic revision 7/,
  ],
  [
    'a database that refuses nothing',
    (raw) => raw('occupancy').dropIndex('no_overlap'),
    /^index: the unique index occupancy.no_overlap is missing/,
  ],
];

function hold(change: object) {
  const heldBy = new Types.ObjectId('65a000000000000000000001');
  const start = Date.parse('2026-01-15T09:00:00Z');
  const cells = [0, 5].map((minutes) => `${doctorId}|${start / 60_000 + minutes}`);
  return {
    _id: new Types.ObjectId(),
    kind: 'hold',
    doctorId,
    lane: 0,
    patientId: null,
    appointmentId: null,
    startsAt: new Date(start),
    endsAt: new Date(start + 10 * 60_000),
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    keys: [...cells, `h:${heldBy}|${doctorId}`, `h:${heldBy}#0`],
    expiresAt: new Date(clinic.clock.now() + 60_000),
    heldBy,
    purpose: 'booking',
    renewals: 0,
    ...change,
  };
}

describe('fsck names', () => {
  it.each(DAMAGE)('%s', async (_name, damage, said) => {
    await damage((name) => clinic.models[name].collection);
    expect(await found()).toEqual(expect.arrayContaining([expect.stringMatching(said)]));
  });
});

describe('npm run fsck', () => {
  it('ends well on a sound database, says each violation and fails on another, and refuses to guess', async () => {
    expect(await runFsck({ MONGODB_URI: uri })).toEqual({
      code: 0,
      output: '0 violations in 7 appointments, 5 occupied times, 9 log rows\n',
    });
    await clinic.models.occupancy.deleteOne({ appointmentId: visitId });
    const damaged = await runFsck({ MONGODB_URI: uri });
    expect(damaged.code).toBe(1);
    expect(damaged.output).toMatch(/^unoccupied: visit \w+ .*\nhistory: .*\n2 violations in 7 appointments/);
    const none = await runFsck({ MONGODB_URI: '' });
    expect([none.code, none.output]).toEqual([2, expect.stringContaining('MONGODB_URI')]);
    // Three programs are started one after the other.
  }, 120_000);
});
