import { bookAppointment, cancelAppointment } from '@openslot/shared/contracts/appointments';
import { readBookingSettings, saveBookingSettings } from '@openslot/shared/contracts/clinic';
import { holdSlot, listOwnHolds } from '@openslot/shared/contracts/holds';
import { SlotConflict } from '@openslot/shared/contracts/slot-conflict';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { expectSoundDoctor } from '../../../test/invariants.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';
import { checkDatabase } from '../../fsck/check-database.ts';

const uri = freshDatabaseUri();
const MINUTE = 60_000;
const at = (time: string) => `2026-01-13T${time}:00.000Z`;
const NINE = at('08:00');
const TEN = at('09:00');
let clinic: TestClinic;
let hasty: string;
let doctorId: string;
let ann: Client;
let ben: Client;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  hasty = await clinic.addVisitType({ name: 'Hasty', minimumNoticeMinutes: 120 });
});
afterAll(() => clinic.close());
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
  [ann, ben] = [await clinic.signIn('patient'), await clinic.signIn('patient')];
});

const slot = (startsAt: string, more: object = {}) => ({
  doctorId,
  visitTypeId: clinic.visitTypeId,
  startsAt,
  ...more,
});
const hold = async (who: Client, startsAt: string, more: object = {}): Promise<string> =>
  (await who.call(holdSlot, { body: slot(startsAt, more) }).expect(201)).body.hold.id;
const book = (who: Client, startsAt: string, more: object = {}) =>
  who.call(bookAppointment, { body: slot(startsAt, more) });

async function changesOf(id: string): Promise<unknown[]> {
  const rows = await clinic.models.availabilityLog.find({ doctorId: id }).sort({ seq: 1 }).lean();
  return rows.map(({ event }) =>
    event.name === 'availability-slot-changed'
      ? event.payload.changes.map(
          ({ startsAt, previousStatus, newStatus }) =>
            `${startsAt.slice(11, 16)} ${previousStatus}→${newStatus}`,
        )
      : event.name,
  );
}

describe('booking a held slot', () => {
  it('[BK8] turns the hold into the visit, in one change', async () => {
    const holdId = await hold(ann, NINE);
    const { body } = await book(ann, NINE, { holdId }).expect(201);
    expect(body.seq).toBe(2);
    expect(await changesOf(doctorId)).toEqual([['08:00 free→held'], ['08:00 held→booked']]);
    expect((await ann.call(listOwnHolds)).body.items).toEqual([]);
    expect(await clinic.models.occupancy.countDocuments({ doctorId })).toBe(1);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[BK8] needs no hold, and one of the own is never in the way: also not one of another slot', async () => {
    await hold(ann, NINE);
    await book(ann, NINE).expect(201);
    await hold(ben, TEN);
    await book(ben, at('10:00')).expect(201);
    expect((await changesOf(doctorId)).at(-1)).toEqual(['09:00 held→free', '10:00 free→booked']);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[BK8] whose hold is over books it like anybody else, if it is still free', async () => {
    const holdId = await hold(ann, NINE);
    clinic.clock.time += 5 * MINUTE;
    const first = await book(ann, NINE, { holdId });
    clinic.clock.time -= 5 * MINUTE;
    expect(first.status).toBe(201);
    const late = await hold(ann, TEN);
    clinic.clock.time += 5 * MINUTE;
    await book(ben, TEN).expect(201);
    const { status, body } = await book(ann, TEN, { holdId: late });
    clinic.clock.time -= 5 * MINUTE;
    expect([status, body.code]).toEqual([409, 'slot_taken']);
  });

  it('[BK8] of somebody else is refused, whatever hold is named', async () => {
    const holdId = await hold(ann, NINE);
    const { body } = await book(ben, NINE, { holdId }).expect(409);
    expect(body.code).toBe('slot_taken');
    await book(ann, NINE, { holdId }).expect(201);
  });

  it('[BK8] is not too soon for the person who has held it since it was not', async () => {
    const start = clinic.clock.time;
    const soon = new Date(start + 120 * MINUTE).toISOString();
    await hold(ann, soon, { visitTypeId: hasty });
    clinic.clock.time += 3 * MINUTE;
    expect((await book(ben, soon, { visitTypeId: hasty })).body.code).toBe('slot_taken');
    const booked = await book(ann, soon, { visitTypeId: hasty });
    clinic.clock.time = start;
    expect(booked.status).toBe(201);
  });

  it('[BK8] loses against a time that was blocked since', async () => {
    const holdId = await hold(ann, NINE);
    const frontDesk = await clinic.signIn('front_desk');
    const body = {
      allDay: true,
      startDate: '2026-01-13',
      endDate: '2026-01-13',
      startTime: null,
      endTime: null,
    };
    await frontDesk.call(markUnavailable, { params: { doctorId }, body }).expect(201);
    expect((await book(ann, NINE, { holdId }).expect(409)).body.code).toBe('slot_not_offered');
  });
});

describe('a booking that lost', () => {
  it('[BK10] is told the day as it is now and the three nearest free slots', async () => {
    await book(ann, TEN).expect(201);
    const { body } = await book(ben, TEN, { timeZone: 'Asia/Tokyo' }).expect(409);
    expect(body.code).toBe('slot_taken');
    const { seq, day, alternatives } = SlotConflict.parse(body);
    expect([seq, day?.date]).toEqual([1, '2026-01-13']);
    expect(day?.slots.map(({ startsAt }) => startsAt)).not.toContain(TEN);
    // The viewer's day: it begins in the doctor's afternoon of the day before.
    expect([day?.slots[0]?.startsAt, day?.slots.length]).toEqual(['2026-01-12T15:00:00.000Z', 15]);
    expect(alternatives.map(({ startsAt }) => startsAt)).toEqual([at('08:30'), at('09:30'), NINE]);
    expect(alternatives[0]).toEqual({
      doctorId,
      doctorName: 'Dr Ada Falk',
      startsAt: at('08:30'),
      endsAt: TEN,
    });
    await book(ben, alternatives[0]?.startsAt ?? '').expect(201);
  });

  it('[BK10] is told so too when the time is not offered at all', async () => {
    const { body } = await book(ben, '2026-01-17T09:00:00.000Z').expect(409);
    expect(body.code).toBe('slot_not_offered');
    const { day, alternatives } = SlotConflict.parse(body);
    expect(day).toEqual({ date: '2026-01-17', slots: [] });
    expect(alternatives[0]?.startsAt).toBe('2026-01-16T15:30:00.000Z');
    // The last instant of all lies on a date in Tokyo that no engine knows.
    const last = await book(ben, '2199-12-31T23:59:59.999Z', { timeZone: 'Asia/Tokyo' }).expect(409);
    expect([last.body.code, last.body.alternatives]).toEqual(['slot_not_offered', []]);
  });
});

describe('booking with any doctor of a specialty', () => {
  const anybody = (who: Client, specialty: string, startsAt: string) =>
    who.call(bookAppointment, { body: { specialty, visitTypeId: clinic.visitTypeId, startsAt } });

  async function specialists(specialty: string, count: number): Promise<string[]> {
    const ids = await Promise.all(Array.from({ length: count }, () => clinic.addDoctor()));
    for (const id of ids) {
      await clinic.models.doctors.updateOne({ _id: id }, { $set: { specialty } });
    }
    return ids.sort();
  }

  it('[BK11] gives the one with the fewest visits that day', async () => {
    const [one = '', two = ''] = await specialists('Dermatology', 2);
    await book(ann, NINE, { doctorId: one }).expect(201);
    const first = await anybody(ben, 'Dermatology', TEN).expect(201);
    expect(first.body.appointment.doctorId).toBe(two);
    // A visit that was cancelled, and those of another day, do not count.
    const { id } = first.body.appointment;
    await ben.call(cancelAppointment, { params: { appointmentId: id }, body: { version: 1 } }).expect(200);
    const other = await clinic.signIn('patient');
    await book(other, '2026-01-14T08:00:00.000Z', { doctorId: two }).expect(201);
    const second = await anybody(await clinic.signIn('patient'), 'Dermatology', TEN).expect(201);
    expect(second.body.appointment.doctorId).toBe(two);
  });

  it('[BK11] tries the next one after a lost race: as many visits as doctors, no more', async () => {
    const ids = await specialists('Neurology', 3);
    const people = await Promise.all(Array.from({ length: 6 }, () => clinic.signIn('patient')));
    const answers = await Promise.all(people.map((who) => anybody(who, 'Neurology', NINE)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409]);
    const won = answers.filter(({ status }) => status === 201);
    expect(won.map(({ body }) => body.appointment.doctorId).sort()).toEqual(ids);
    for (const { body } of answers.filter(({ status }) => status === 409)) {
      expect(body.code).toBe('slot_taken');
      const { seq, day, alternatives } = SlotConflict.parse(body);
      expect([seq, day]).toEqual([null, null]);
      expect(alternatives.map(({ startsAt }) => startsAt)).toEqual([at('08:30'), at('08:30'), at('08:30')]);
    }
    for (const id of ids) {
      await expectSoundDoctor(clinic.models, id);
    }
  });

  it('[BK11] or with nobody: an unknown specialty offers nothing, and one of the two must be named', async () => {
    const { body } = await anybody(ann, 'Astrology', NINE).expect(409);
    expect([body.code, body.alternatives]).toEqual(['slot_not_offered', []]);
    const both = await book(ann, NINE, { specialty: 'Cardiology' }).expect(422);
    expect(both.body.errors[0].pointer).toBe('/specialty');
    const none = await book(ann, NINE, { doctorId: undefined }).expect(422);
    expect(none.body.errors[0].pointer).toBe('/doctorId');
  });
});

describe('the limit of coming visits', () => {
  it('[BK12] holds for what a patient books at once, with any doctors, and not for staff', async () => {
    const admin = await clinic.signIn('admin');
    const before = (await admin.call(readBookingSettings)).body;
    const { body: saved } = await admin
      .call(saveBookingSettings, { body: { ...before, maxUpcomingPerPatient: 2 } })
      .expect(200);
    const doctors = await Promise.all(Array.from({ length: 4 }, () => clinic.addDoctor()));
    const answers = await Promise.all(
      doctors.map((id, index) => book(ann, at(`1${index}:00`), { doctorId: id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)?.body;
    expect([refused.code, refused.limit]).toEqual(['patient_limit', 2]);
    const patientId = ann.user?.patientId ?? '';
    await book(admin, at('08:30'), { patientId }).expect(201);
    await admin.call(saveBookingSettings, { body: { ...saved, maxUpcomingPerPatient: null } }).expect(200);
    await book(ann, NINE).expect(201);
  });
});

describe('deliberate overbooking', () => {
  const reason = 'Acute pain';

  it('[BK15] takes its own lane beside what is there, with its reason in the audit log alone', async () => {
    await book(ann, NINE).expect(201);
    const watcher = await clinic.visitor.listen();
    await watcher.watch(doctorId);
    const admin = await clinic.signIn('admin');
    const patientId = ben.user?.patientId ?? '';
    const { body } = await book(admin, NINE, { patientId, overbook: { reason } }).expect(201);
    const third = (await clinic.signIn('patient')).user?.patientId ?? '';
    await book(admin, at('08:15'), { patientId: third, overbook: { reason } }).expect(201);
    const lanes = await clinic.models.occupancy.find({ doctorId }).sort({ lane: 1 }).lean();
    expect(lanes.map(({ lane, keys }) => [lane, keys.some((key) => key.startsWith(`${doctorId}|`))])).toEqual(
      [
        [0, true],
        [1, false],
        [2, false],
      ],
    );
    const [event] = await watcher.until('availability-slot-changed', 2);
    expect(event?.payload.changes).toMatchObject([{ previousStatus: 'booked', newStatus: 'booked' }]);
    expect(JSON.stringify(watcher.heard)).not.toContain(reason);
    const audit = await clinic.models.audit.findOne({ 'subject.id': body.appointment.id }).orFail().lean();
    expect([audit.action, audit.facts.lane, audit.seq]).toEqual(['appointment_overbooked', 1, 2]);
    expect((await clinic.models.auditTexts.findById(audit.textId).orFail().lean()).text).toBe(reason);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[BK15] is the only way past the offer, and for whoever manages the schedule alone', async () => {
    await book(ann, NINE).expect(201);
    const frontDesk = await clinic.signIn('front_desk');
    const patientId = ben.user?.patientId ?? '';
    expect((await book(frontDesk, NINE, { patientId }).expect(409)).body.code).toBe('slot_taken');
    await book(ben, NINE, { overbook: { reason } }).expect(403);
    expect(
      (await book(frontDesk, NINE, { patientId, overbook: { reason: ' ' } }).expect(422)).body.errors[0]
        .pointer,
    ).toBe('/overbook/reason');
    // Outside the hours nobody is there: its own lane is the doctor's.
    await book(frontDesk, at('20:00'), { patientId, overbook: { reason } }).expect(201);
    expect(
      (await clinic.models.occupancy.findOne({ doctorId, startsAt: new Date(at('20:00')) }).lean())?.lane,
    ).toBe(0);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[BK15] never puts the patient in two places, and what is overbooked stays occupied for the engine', async () => {
    const frontDesk = await clinic.signIn('front_desk');
    const first = await book(ann, NINE).expect(201);
    const patientId = ann.user?.patientId ?? '';
    const busy = await book(frontDesk, NINE, {
      doctorId: await clinic.addDoctor(),
      patientId,
      overbook: { reason },
    });
    expect([busy.status, busy.body.code]).toEqual([409, 'patient_busy']);
    await book(frontDesk, NINE, { patientId: ben.user?.patientId, overbook: { reason } }).expect(201);
    const params = { appointmentId: first.body.appointment.id };
    await ann.call(cancelAppointment, { params, body: { version: 1 } }).expect(200);
    // Lane 0 is free, the doctor is not.
    expect((await book(ann, NINE).expect(409)).body.code).toBe('slot_taken');
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[BK15] by several at once gives each a lane', async () => {
    const frontDesk = await clinic.signIn('front_desk');
    const people = await Promise.all(Array.from({ length: 5 }, () => clinic.signIn('patient')));
    const answers = await Promise.all(
      people.map((who) => book(frontDesk, NINE, { patientId: who.user?.patientId, overbook: { reason } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201));
    const lanes = await clinic.models.occupancy.find({ doctorId }).sort({ lane: 1 }).lean();
    expect(lanes.map(({ lane }) => lane)).toEqual([0, 1, 2, 3, 4]);
    await expectSoundDoctor(clinic.models, doctorId);
  });
});

describe('a doctor', () => {
  it('[BK15] [BK16] books and overbooks in the own schedule, for people who have or had a visit there', async () => {
    const doctor = await clinic.signIn('doctor', { doctorId });
    const patientId = ben.user?.patientId ?? '';
    const overbook = { reason: 'See the wound again' };
    await book(doctor, TEN, { patientId }).expect(403);
    await book(doctor, TEN, { patientId, overbook }).expect(403);
    const { id } = (await book(ben, NINE).expect(201)).body.appointment;
    await ben.call(cancelAppointment, { params: { appointmentId: id }, body: { version: 1 } }).expect(200);
    await book(ann, NINE).expect(201);

    const told = await ben.listen();
    const { body } = await book(doctor, TEN, { patientId }).expect(201);
    expect(body.appointment).toMatchObject({ patientId, status: 'confirmed' });
    expect((await told.until('appointment-updated'))[0]?.payload).toMatchObject({
      appointmentId: body.appointment.id,
    });
    expect((await book(doctor, NINE, { patientId }).expect(409)).body.code).toBe('slot_taken');
    await book(doctor, NINE, { patientId, overbook }).expect(201);
    expect((await book(doctor, at('10:00')).expect(422)).body.errors[0].pointer).toBe('/patientId');

    const elsewhere = { doctorId: await clinic.addDoctor(), patientId };
    await book(doctor, at('10:00'), elsewhere).expect(403);
    await book(doctor, at('10:00'), { ...elsewhere, overbook }).expect(403);
    await expectSoundDoctor(clinic.models, doctorId);
  });
});

it('and nothing of all this is left that must not be', async () => {
  const { violations } = await checkDatabase(clinic.models, clinic.clock.time);
  expect(violations).toEqual([]);
});
