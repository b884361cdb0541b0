import { randomUUID } from 'node:crypto';
import { readBookingSettings, saveBookingSettings } from '@openslot/shared/contracts/clinic';
import { holdSlot } from '@openslot/shared/contracts/holds';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { AppError } from '@openslot/shared/errors/app-error';
import { type ClientSession, type CommandStartedEvent, MongoNetworkError, MongoServerError } from 'mongodb';
import { Types, trusted } from 'mongoose';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { expectSoundDoctor } from '../../../test/invariants.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';
import { idempotentRequest } from '../../commands/idempotency.ts';
import { checkDatabase } from '../../fsck/check-database.ts';
import { bookAppointment } from './book-appointment.ts';

let clinic: TestClinic;
let doctors: string[];
/** By transaction: what it asked the database, in order. Those of one moment may come mixed. */
const asked = new Map<string, string[]>();
const hear = ({ commandName, command }: CommandStartedEvent) => {
  if ('txnNumber' in command && 'autocommit' in command) {
    const transaction = `${command.lsid.id.toString('hex')} ${command.txnNumber}`;
    const name = commandName.endsWith('Transaction') ? commandName : `${commandName} ${command[commandName]}`;
    asked.set(transaction, [...(asked.get(transaction) ?? []), name]);
  }
};

beforeAll(async () => {
  const uri = freshDatabaseUri();
  clinic = await startTestClinic({ uri: `${uri}${uri.includes('?') ? '&' : '?'}monitorCommands=true` });
  clinic.app.deps.connection.getClient().on('commandStarted', hear);
});
afterAll(() => clinic.close());

beforeEach(async () => {
  doctors = [];
  for (let index = 0; index < 5; index += 1) {
    doctors.push(await clinic.addDoctor());
  }
  asked.clear();
});

/** Whatever happened, nothing is half done. */
afterEach(async () => {
  for (const doctorId of doctors) {
    await expectSoundDoctor(clinic.models, doctorId);
  }
  const { violations } = await checkDatabase(clinic.models, clinic.clock.now());
  expect(violations).toEqual([]);
});

interface Wish {
  readonly by: Client;
  readonly doctor?: number | string;
  readonly time?: string;
  readonly key?: string;
  /** Somebody else, whom the desk books for. */
  readonly patientId?: string;
}

/** The booking itself, without a request before it: what is asked for in one breath has the first go alone and the rest together. */
function book({ by, doctor = 0, time = '09:00', key = randomUUID(), patientId }: Wish) {
  const userId = by.user?.id ?? '';
  const doctorId = typeof doctor === 'string' ? doctor : doctors[doctor];
  const startsAt = `2026-01-13T${time}:00Z`;
  const input = { doctorId, visitTypeId: clinic.visitTypeId, startsAt, note: '' };
  return bookAppointment(
    clinic.app.deps,
    { actor: { userId, role: by.user?.role ?? '' } },
    { ...input, patient: patientId === undefined ? { userId } : { id: patientId } },
    idempotentRequest(userId, key, { ...input, patientId }),
  );
}

const people = (count: number) => Promise.all(Array.from({ length: count }, () => clinic.signIn('patient')));

/** By doctor: the status of each booking, or the code of its refusal. */
async function outcomes(bookings: readonly ReturnType<typeof book>[]): Promise<string[]> {
  const settled = await Promise.allSettled(bookings);
  return settled.map((one) => {
    if (one.status === 'fulfilled') {
      return one.value.result.status;
    }
    return one.reason instanceof AppError ? one.reason.code : String(one.reason);
  });
}

const ended = (by: 'commitTransaction' | 'abortTransaction') =>
  [...asked.values()].filter((names) => names.includes(by)).length;
const commits = () => ended('commitTransaction');
const seqOf = async (doctor: number) =>
  (await clinic.models.doctors.findById(doctors[doctor]).orFail().lean()).seq;

it('bookings with several doctors that come while one is under way share ten commands', async () => {
  const all = await people(5);
  const bookings = all.map((by, doctor) => book({ by, doctor }));
  expect(await outcomes(bookings)).toEqual(Array(5).fill('confirmed'));
  const [, together, ...others] = asked.values();
  expect(others).toEqual([]);
  expect(together).toEqual([
    'update doctors',
    'update patients',
    'aggregate doctors',
    'insert occupancy',
    'insert appointments',
    'insert availability_log',
    'insert notices',
    'insert audit_log',
    'insert idempotency_keys',
    'commitTransaction',
  ]);
  expect(await Promise.all(bookings.map(async (one) => (await one).seq))).toEqual([1, 1, 1, 1, 1]);
  // Whatever is remembered of a doctor goes by it: a booking in a batch counts as one alone does.
  expect(await clinic.models.doctors.distinct('rev', { _id: trusted({ $in: doctors }) })).toHaveLength(1);
});

it('each says what was booked with its own doctor and patient, and tells their guardians', async () => {
  const all = await people(3);
  const child = new Types.ObjectId();
  const guardian = all[1]?.user;
  await clinic.models.patients.create({ _id: child, name: 'Kim', rev: 0 });
  await clinic.models.patients.updateOne({ _id: String(guardian?.patientId) }, { guardianOf: [child] });
  const desk = await clinic.signIn('front_desk');
  const [, first, second] = await Promise.all([
    book({ by: all[0] as Client, doctor: 0 }),
    book({ by: desk, doctor: 1, patientId: String(child), time: '10:00' }),
    book({ by: all[2] as Client, doctor: 2, time: '11:00' }),
  ]);
  expect(commits()).toBe(2);
  expect(first.result).toMatchObject({ doctorId: doctors[1], startsAt: '2026-01-13T10:00:00.000Z' });
  expect(first.result).toMatchObject({ patientId: String(child), patientName: 'Kim' });
  expect(second.result).toMatchObject({ doctorId: doctors[2], startsAt: '2026-01-13T11:00:00.000Z' });
  const told = await clinic.models.notices.findOne({ 'payload.appointmentId': first.result.id }).lean();
  expect(told?.rooms).toContain(`user:${guardian?.id}`);
});

it('who is refused takes no number and spoils nothing for the others', async () => {
  const all = await people(4);
  const times = ['09:00', '09:00', '09:10', '09:00'];
  const bookings = all.map((by, doctor) => book({ by, doctor, time: times[doctor] as string }));
  expect(await outcomes(bookings)).toEqual(['confirmed', 'confirmed', 'slot_not_offered', 'confirmed']);
  expect([commits(), ended('abortTransaction')]).toEqual([2, 0]);
  expect(await Promise.all([0, 1, 2, 3].map(seqOf))).toEqual([1, 1, 0, 1]);
  expect(await outcomes([book({ by: all[2] as Client, doctor: 2 })])).toEqual(['confirmed']);
  expect(await seqOf(2)).toBe(1);
});

it('whose time has been taken since is told so', async () => {
  const [ann, bob, cyd, dan] = (await people(4)) as [Client, Client, Client, Client];
  await book({ by: ann, doctor: 1 });
  const bookings = [book({ by: bob, doctor: 0 }), book({ by: cyd, doctor: 1 }), book({ by: dan, doctor: 2 })];
  expect(await outcomes(bookings)).toEqual(['confirmed', 'slot_taken', 'confirmed']);
});

it('all refused at once change nothing', async () => {
  const all = await people(3);
  const bookings = all.map((by, doctor) => book({ by, doctor, time: '09:10' }));
  expect(await outcomes(bookings)).toEqual(Array(3).fill('slot_not_offered'));
  expect(await Promise.all([0, 1, 2].map(seqOf))).toEqual([0, 0, 0]);
});

it('one patient, booked by themselves and by the desk, has both visits, or one where they overlap', async () => {
  const [ann, bob] = (await people(2)) as [Client, Client];
  const desk = await clinic.signIn('front_desk');
  const patientId = String(ann.user?.patientId);
  const apart = [
    book({ by: bob, doctor: 0 }),
    book({ by: ann, doctor: 1, time: '10:00' }),
    book({ by: desk, doctor: 2, time: '11:00', patientId }),
  ];
  expect(await outcomes(apart)).toEqual(Array(3).fill('confirmed'));
  const overlapping = [
    book({ by: bob, doctor: 0, time: '13:00' }),
    book({ by: ann, doctor: 1, time: '13:00' }),
    book({ by: desk, doctor: 2, time: '13:00', patientId }),
  ];
  const [first, ...both] = await outcomes(overlapping);
  expect(first).toBe('confirmed');
  expect(both.sort()).toEqual(['confirmed', 'patient_busy']);
});

it('[BK12] the limit holds for a patient whom two people book at one moment', async () => {
  const [ann, bob, mother] = (await people(3)) as [Client, Client, Client];
  const patientId = String(ann.user?.patientId);
  const admin = await clinic.signIn('admin');
  const { body: before } = await admin.call(readBookingSettings);
  const { body: limited } = await admin
    .call(saveBookingSettings, { body: { ...before, maxUpcomingPerPatient: 1 } })
    .expect(200);
  onTestFinished(async () => {
    await admin.call(saveBookingSettings, { body: { ...before, version: limited.version } }).expect(200);
  });
  const bookings = [
    book({ by: bob, doctor: 0 }),
    book({ by: ann, doctor: 1, time: '10:00' }),
    book({ by: mother, doctor: 2, time: '11:00', patientId }),
  ];
  const [first, ...both] = await outcomes(bookings);
  expect(first).toBe('confirmed');
  expect(both.sort()).toEqual(['confirmed', 'patient_limit']);
});

it('a doctor or a patient who is not there is no concern of the others', async () => {
  const [ann, bob, cyd] = (await people(3)) as [Client, Client, Client];
  const desk = await clinic.signIn('front_desk');
  const nobody = String(new Types.ObjectId());
  const bookings = [
    book({ by: ann, doctor: 0 }),
    book({ by: bob, doctor: nobody }),
    book({ by: desk, doctor: 1, patientId: nobody }),
    book({ by: cyd, doctor: 2 }),
  ];
  expect(await outcomes(bookings)).toEqual(['confirmed', 'not_found', 'not_found', 'confirmed']);
  expect(await seqOf(1)).toBe(0);
});

it('a key that is used twice at one moment is answered for one of its requests', async () => {
  const [ann, bob, cyd] = (await people(3)) as [Client, Client, Client];
  const key = randomUUID();
  // By the desk for two patients, or the first would have to be over before the second.
  const desk = await clinic.signIn('front_desk');
  const [annId, bobId] = [String(ann.user?.patientId), String(bob.user?.patientId)];
  const bookings = [
    book({ by: cyd, doctor: 0 }),
    book({ by: desk, doctor: 1, patientId: annId, key }),
    book({ by: desk, doctor: 2, patientId: bobId, key }),
  ];
  const [first, ...both] = await outcomes(bookings);
  expect(first).toBe('confirmed');
  expect(both.sort()).toEqual(['confirmed', 'idempotency_key_reused']);
  expect((await seqOf(1)) + (await seqOf(2))).toBe(1);
});

const hold = (by: Client, doctor: number, time = '09:00') =>
  by
    .call(holdSlot, {
      body: {
        doctorId: doctors[doctor],
        visitTypeId: clinic.visitTypeId,
        startsAt: `2026-01-13T${time}:00Z`,
      },
    })
    .expect(201);

it('holds are taken by whom they belong to, and those that are over make way, each with a number of its own', async () => {
  const [ann, bob, cyd, dan] = (await people(4)) as [Client, Client, Client, Client];
  await hold(dan, 1);
  clinic.clock.time += 301_000;
  await hold(bob, 2);
  asked.clear();
  const bookings = [book({ by: ann, doctor: 0 }), book({ by: bob, doctor: 2 }), book({ by: cyd, doctor: 1 })];
  expect(await outcomes(bookings)).toEqual(Array(3).fill('confirmed'));
  expect([commits(), ended('abortTransaction')]).toEqual([3, 0]);
  expect(await clinic.models.occupancy.countDocuments({ kind: 'hold' })).toBe(0);
  // Held, over, booked; and held, booked.
  expect(await Promise.all([1, 2].map(seqOf))).toEqual([3, 2]);
});

it('who holds times of two doctors books each with the hold of its own, at that time or another', async () => {
  const [ann, bob, cyd] = (await people(3)) as [Client, Client, Client];
  const desk = await clinic.signIn('front_desk');
  await hold(desk, 1);
  await hold(desk, 2);
  asked.clear();
  const patientIds = [bob, cyd].map(({ user }) => String(user?.patientId));
  const bookings = [
    book({ by: ann, doctor: 0 }),
    book({ by: desk, doctor: 1, patientId: patientIds[0] as string }),
    book({ by: desk, doctor: 2, patientId: patientIds[1] as string, time: '10:00' }),
  ];
  expect(await outcomes(bookings)).toEqual(Array(3).fill('confirmed'));
  expect([commits(), ended('abortTransaction')]).toEqual([2, 0]);
  expect(await clinic.models.occupancy.countDocuments({ kind: 'hold' })).toBe(0);
  const told = await clinic.models.availabilityLog
    .findOne({ doctorId: String(doctors[2]), seq: 2 })
    .orFail()
    .lean();
  expect(told.event.payload).toMatchObject({ changes: [{ newStatus: 'free' }, { newStatus: 'booked' }] });
});

it('a doctor who is away is away for nobody else', async () => {
  const all = await people(3);
  const frontDesk = await clinic.signIn('front_desk');
  const [date, params] = ['2026-01-13', { doctorId: String(doctors[1]) }];
  const body = { allDay: true, startDate: date, endDate: date, startTime: null, endTime: null };
  await frontDesk.call(markUnavailable, { params, body }).expect(201);
  asked.clear();
  const bookings = all.map((by, doctor) => book({ by, doctor }));
  expect(await outcomes(bookings)).toEqual(['confirmed', 'slot_not_offered', 'confirmed']);
  expect(commits()).toBe(2);
});

it('[BK9] who is elsewhere at that time is told so, and nobody else is', async () => {
  const [ann, bob, cyd] = (await people(3)) as [Client, Client, Client];
  await book({ by: cyd, doctor: 3 });
  asked.clear();
  const bookings = [book({ by: ann, doctor: 0 }), book({ by: bob, doctor: 1 }), book({ by: cyd, doctor: 2 })];
  expect(await outcomes(bookings)).toEqual(['confirmed', 'confirmed', 'patient_busy']);
  expect(await Promise.all([1, 2].map(seqOf))).toEqual([1, 0]);
  // The batch, of which nothing is left, and who could not be booked after all.
  expect([commits(), ended('abortTransaction')]).toEqual([2, 2]);
});

it('a doctor whom another process is busy with keeps nobody else waiting, and gets their booking as well', async () => {
  const all = await people(3);
  const busy = await clinic.app.deps.connection.startSession();
  busy.startTransaction();
  await clinic.models.doctors.updateOne({ _id: String(doctors[1]) }, { $inc: { rev: 1 } }, { session: busy });
  const bookings = all.map((by, doctor) => book({ by, doctor }));
  expect(await outcomes([bookings[0], bookings[2]] as typeof bookings)).toEqual(['confirmed', 'confirmed']);
  await busy.commitTransaction();
  await busy.endSession();
  expect(await outcomes(bookings)).toEqual(Array(3).fill('confirmed'));
});

/** Whether the transaction that this session is in is that of a batch, which locks its doctors in one write. */
function isOfBatch({ id }: ClientSession): boolean {
  const its = [...asked].filter(([transaction]) => transaction.startsWith(String(id?.id.toString('hex'))));
  return its.at(-1)?.[1].includes('update doctors') ?? false;
}

/** Batches commit like this for the rest of the test. */
function commitBatchesBy(commit: (session: ClientSession, really: () => Promise<void>) => Promise<void>) {
  const { connection } = clinic.app.deps;
  const start = connection.startSession.bind(connection);
  const spy = vi.spyOn(connection, 'startSession').mockImplementation(async () => {
    const session = await start();
    const really = session.commitTransaction.bind(session);
    session.commitTransaction = () => (isOfBatch(session) ? commit(session, really) : really());
    return session;
  });
  onTestFinished(() => spy.mockRestore());
}

it('where nobody knows whether a batch was committed all of it hear so, and who asks again is answered once', async () => {
  const [ann, bob, cyd] = (await people(3)) as [Client, Client, Client];
  let isDead = true;
  commitBatchesBy(async (_, really) => {
    await really();
    if (isDead) {
      isDead = false;
      throw new MongoNetworkError('the line went dead');
    }
  });
  const wishes = [bob, cyd].map((by, index) => ({ by, doctor: index + 1, key: randomUUID() }));
  const [first, ...lost] = await outcomes([book({ by: ann }), ...wishes.map(book)]);
  expect(first).toBe('confirmed');
  expect(lost).toEqual(Array(2).fill('MongoNetworkError: the line went dead'));
  expect(commits()).toBe(2);
  expect(await outcomes(wishes.map(book))).toEqual(['confirmed', 'confirmed']);
  expect(await Promise.all([1, 2].map(seqOf))).toEqual([1, 1]);
});

it('where a batch was surely not committed each is booked alone', async () => {
  const all = await people(3);
  commitBatchesBy(async (session) => {
    await session.abortTransaction();
    throw new MongoServerError({ message: 'a conflict', errorLabels: ['TransientTransactionError'] });
  });
  expect(await outcomes(all.map((by, doctor) => book({ by, doctor })))).toEqual(Array(3).fill('confirmed'));
  expect([commits(), ended('abortTransaction')]).toEqual([3, 1]);
  expect(await Promise.all([0, 1, 2].map(seqOf))).toEqual([1, 1, 1]);
});
