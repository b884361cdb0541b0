import { randomUUID } from 'node:crypto';
import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { signOut } from '@openslot/shared/contracts/auth';
import { readBookingSettings, saveBookingSettings } from '@openslot/shared/contracts/clinic';
import { holdSlot, listOwnHolds, releaseHold, renewHold } from '@openslot/shared/contracts/holds';
import { readMonths } from '@openslot/shared/contracts/months';
import { SlotConflict } from '@openslot/shared/contracts/slot-conflict';
import { readSlots } from '@openslot/shared/contracts/slots';
import { readSlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import { Types, trusted } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Client, client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { expectSoundDoctor } from '../../../test/invariants.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';
import { checkDatabase } from '../../fsck/check-database.ts';
import { doctorKeys, holderKey, holdPlaces } from '../../schedule/occupancy-keys.ts';

const uri = freshDatabaseUri();
const NINE = '2026-01-13T08:00:00.000Z';
const TEN = '2026-01-13T09:00:00.000Z';
const MINUTE = 60_000;
let clinic: TestClinic;
let doctorId: string;
let ann: Client;
let ben: Client;
let spare: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  spare = await clinic.addVisitType({ name: 'Long', durationMinutes: 60, stepMinutes: 30 });
});
afterAll(() => clinic.close());
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
  [ann, ben] = [await clinic.signIn('patient'), await clinic.signIn('patient')];
});

function hold(
  who: Client,
  startsAt: string,
  change: { doctorId?: string; visitTypeId?: string; key?: string } = {},
) {
  const { key, ...more } = change;
  const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt, ...more };
  return who.call(holdSlot, { body, ...(key !== undefined && { key }) });
}

const book = (who: Client, startsAt: string, more: object = {}) =>
  who.call(bookAppointment, { body: { doctorId, visitTypeId: clinic.visitTypeId, startsAt, ...more } });

async function slotsSeen(who: Client, query: { hold?: string; visitTypeId?: string } = {}) {
  const day = { from: '2026-01-13', to: '2026-01-13', timeZone: 'Europe/Berlin' };
  const { body } = await who
    .call(readSlots, { params: { doctorId }, query: { visitTypeId: clinic.visitTypeId, ...day, ...query } })
    .expect(200);
  return body;
}

async function statusOf(who: Client, startsAt: string, holdId?: string): Promise<string | undefined> {
  const { days } = await slotsSeen(who, holdId === undefined ? {} : { hold: holdId });
  return days[0].slots.find((slot: { startsAt: string }) => slot.startsAt === startsAt)?.status;
}

const log = () => clinic.models.availabilityLog.find({ doctorId }).sort({ seq: 1 }).lean();
const changesOf = async () =>
  (await log()).map(({ event }) =>
    event.name === 'availability-slot-changed'
      ? event.payload.changes.map(
          ({ startsAt, previousStatus, newStatus }) =>
            `${startsAt.slice(11, 16)} ${previousStatus}→${newStatus}`,
        )
      : event.name,
  );
const audited = async () =>
  (await clinic.models.audit.find({ doctorId }).sort({ _id: 1 }).lean()).map(({ action, seq }) => [
    action,
    seq,
  ]);

describe('a hold with any doctor of a specialty', () => {
  it('is with whoever is free and has the fewest visits that day, then with the next (BK11)', async () => {
    const specialty = `Any ${randomUUID()}`;
    const [busy, idle] = [await clinic.addDoctor(), await clinic.addDoctor()];
    await clinic.models.doctors.updateMany({ _id: trusted({ $in: [busy, idle] }) }, { $set: { specialty } });
    await book(ann, TEN, { doctorId: busy }).expect(201);
    const any = { visitTypeId: clinic.visitTypeId, startsAt: NINE, specialty };
    const first = await ann.call(holdSlot, { body: any }).expect(201);
    expect(first.body.hold.doctorId).toBe(idle);
    const second = await ben.call(holdSlot, { body: any }).expect(201);
    expect(second.body.hold.doctorId).toBe(busy);
    const third = await clinic.signIn('patient');
    const refused = await third.call(holdSlot, { body: any }).expect(409);
    expect(refused.body).toMatchObject({ code: 'slot_taken' });
    expect(SlotConflict.parse(refused.body).alternatives).toHaveLength(3);
    const query = { specialty, visitTypeId: clinic.visitTypeId, from: '2026-01-13', to: '2026-01-13' };
    const seen = async (who: Client, hold?: string) => {
      const answer = await who.call(readSlotsOfSpecialty, {
        query: { ...query, timeZone: 'Europe/Berlin', ...(hold !== undefined && { hold }) },
      });
      return answer.body.days[0].slots.find(({ startsAt }: { startsAt: string }) => startsAt === NINE);
    };
    // The viewer's own hold hides nothing from them; that of another person does, whoever names it.
    expect(await seen(ann, first.body.hold.id)).toMatchObject({ status: 'free', doctorIds: [idle] });
    expect(await seen(ann)).toMatchObject({ status: 'held' });
    expect(await seen(ben, first.body.hold.id)).toMatchObject({ status: 'held' });
  });

  it('names one of both, a doctor or a specialty', async () => {
    const body = { visitTypeId: clinic.visitTypeId, startsAt: NINE };
    const none = await ann.call(holdSlot, { body }).expect(422);
    expect(none.body.errors[0].pointer).toBe('/doctorId');
    const both = await ann.call(holdSlot, { body: { ...body, doctorId, specialty: 'Heart' } }).expect(422);
    expect(both.body.errors[0].pointer).toBe('/specialty');
  });
});

describe('a hold', () => {
  it('[BK1] keeps the slot for its holder: others see it held and nobody is named', async () => {
    const watcher = await clinic.visitor.listen();
    await watcher.watch(doctorId);
    const { body } = await hold(ann, NINE).expect(201);
    expect(body.hold).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      doctorId,
      visitTypeId: clinic.visitTypeId,
      startsAt: NINE,
      endsAt: '2026-01-13T08:30:00.000Z',
      expiresAt: new Date(clinic.clock.time + 5 * MINUTE).toISOString(),
      renewalsLeft: 2,
    });
    const [event] = await watcher.until('availability-slot-changed');
    expect(event?.payload).toEqual({
      doctorId,
      seq: body.seq,
      from: expect.any(String),
      to: expect.any(String),
      changes: [
        {
          date: '2026-01-13',
          startsAt: NINE,
          endsAt: '2026-01-13T08:30:00.000Z',
          previousStatus: 'free',
          newStatus: 'held',
        },
      ],
      changedAt: expect.any(String),
      spreadMs: 0,
    });
    const seen = await slotsSeen(ben);
    expect(seen.days[0].slots[0]).toMatchObject({ startsAt: NINE, status: 'held' });
    expect(seen.freshUntil).toBe(body.hold.expiresAt);
    expect(await audited()).toEqual([['slot_held', 1]]);
  });

  it('[BK2] of one slot goes to one of many who want it at once', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => clinic.signIn('patient')));
    const answers = await Promise.all(people.map((who) => hold(who, NINE)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(11).fill(409)]);
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body.code))).toEqual(
      new Set(['slot_taken']),
    );
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[BK2] and a booking of the same slot: one of them wins', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => clinic.signIn('patient')));
    const answers = await Promise.all(
      people.map((who, index) => (index % 2 === 0 ? hold(who, NINE) : book(who, NINE))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[BK2] that is refused comes with the day and the nearest free slots', async () => {
    await hold(ann, NINE).expect(201);
    const { body } = await hold(ben, NINE).expect(409);
    expect(body.code).toBe('slot_taken');
    const { seq, day, alternatives } = SlotConflict.parse(body);
    expect([seq, day?.date, day?.slots[0]?.status]).toEqual([1, '2026-01-13', 'held']);
    expect(alternatives.map(({ startsAt }) => startsAt.slice(0, 16))).toEqual([
      '2026-01-13T08:30',
      '2026-01-13T09:00',
      '2026-01-13T09:30',
    ]);
  });

  it('[SL13] never hides its slot from its holder, nor the slots that overlap it, and only from them', async () => {
    const { body } = await hold(ann, NINE).expect(201);
    expect(await statusOf(ann, NINE, body.hold.id)).toBe('free');
    expect(await statusOf(ann, NINE)).toBe('held');
    expect(await statusOf(ben, NINE, body.hold.id)).toBe('held');
    expect(await statusOf(clinic.visitor, NINE, body.hold.id)).toBe('held');
    const long = await slotsSeen(ann, { hold: body.hold.id, visitTypeId: spare });
    expect(long.days[0].slots[0]).toMatchObject({ startsAt: NINE, status: 'free' });
    const counted = await clinic.visitor.call(readMonths, {
      params: { doctorId },
      query: {
        from: '2026-01-13',
        to: '2026-01-13',
        visitTypeId: clinic.visitTypeId,
        timeZone: 'Europe/Berlin',
      },
    });
    expect(counted.body.days[0].count).toBe(15);
  });

  it('[BK3] gives way to another one with the same doctor, in one change', async () => {
    await hold(ann, NINE).expect(201);
    const { body } = await hold(ann, TEN).expect(201);
    expect(await changesOf()).toEqual([['08:00 free→held'], ['08:00 held→free', '09:00 free→held']]);
    expect(body.seq).toBe(2);
    const mine = await ann.call(listOwnHolds).expect(200);
    expect(mine.body.items).toEqual([body.hold]);
    // Overlapping its predecessor, too.
    await hold(ann, NINE, { visitTypeId: spare }).expect(201);
    await hold(ann, '2026-01-13T08:30:00.000Z', { visitTypeId: spare }).expect(201);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[BK3] of the same slot asked for again is the hold there is, and lasts no longer', async () => {
    const first = await hold(ann, NINE).expect(201);
    clinic.clock.time += 2 * MINUTE;
    const again = await hold(ann, NINE).expect(201);
    expect(again.body.hold).toEqual(first.body.hold);
    expect(again.body.seq).toBe(1);
    clinic.clock.time -= 2 * MINUTE;
  });

  it('[BK3] is one of two at most, also when both are asked for at once', async () => {
    const doctors = await Promise.all(Array.from({ length: 4 }, () => clinic.addDoctor()));
    const answers = await Promise.all(doctors.map((one) => hold(ann, NINE, { doctorId: one })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    const refused = answers.filter(({ status }) => status === 409);
    expect(new Set(refused.map(({ body }) => body.code))).toEqual(new Set(['too_many_holds']));
    const mine = await ann.call(listOwnHolds).expect(200);
    await ann.call(releaseHold, { params: { holdId: mine.body.items[0].id } }).expect(200);
    await hold(ann, NINE).expect(201);
  });

  it('[BK3] too many is refused by the index itself, with every check bypassed', async () => {
    const userId = String(new Types.ObjectId());
    const raw = (doctor: string, place: 0 | 1) => ({
      kind: 'hold' as const,
      doctorId: doctor,
      startsAt: new Date(NINE),
      endsAt: new Date(TEN),
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      expiresAt: new Date(clinic.clock.time + MINUTE),
      heldBy: userId,
      purpose: 'booking' as const,
      keys: [
        ...doctorKeys(doctor, Date.parse(NINE), Date.parse(TEN)),
        holderKey(userId, doctor),
        holdPlaces(userId)[place],
      ],
    });
    const [one, two, three] = await Promise.all([clinic.addDoctor(), clinic.addDoctor(), clinic.addDoctor()]);
    await clinic.models.occupancy.create([raw(one, 0), raw(two, 1)]);
    for (const place of [0, 1] as const) {
      await expect(clinic.models.occupancy.create([raw(three, place)])).rejects.toMatchObject({
        code: 11000,
      });
    }
    // Another slot with a doctor of whom one is held already.
    const later = { ...raw(one, 1), keys: [`${one}|1`, holderKey(userId, one)] };
    await expect(clinic.models.occupancy.create([later])).rejects.toMatchObject({ code: 11000 });
    await clinic.models.occupancy.deleteMany({ heldBy: userId });
  });

  it('[BK4] needs a key, and a repeated request gets the first answer', async () => {
    expect((await hold(ann, NINE, { key: '' })).status).toBe(400);
    const key = randomUUID();
    const [one, two] = await Promise.all([hold(ann, NINE, { key }), hold(ann, NINE, { key })]);
    expect([one.status, two.status]).toEqual([201, 201]);
    expect(two.body.hold).toEqual(one.body.hold);
    expect((await hold(ann, TEN, { key })).body.code).toBe('idempotency_key_reused');
    expect(await changesOf()).toEqual([['08:00 free→held']]);
  });

  it('[BK5] is renewed twice at most, and never beyond a quarter of an hour', async () => {
    const start = clinic.clock.time;
    const params = { holdId: (await hold(ann, NINE).expect(201)).body.hold.id };
    const left: number[] = [];
    for (let renewal = 0; renewal < 2; renewal += 1) {
      clinic.clock.time += 4 * MINUTE;
      const { body } = await ann.call(renewHold, { params }).expect(200);
      expect(Date.parse(body.hold.expiresAt)).toBe(clinic.clock.time + 5 * MINUTE);
      left.push(body.hold.renewalsLeft);
    }
    expect(left).toEqual([1, 0]);
    const { body } = await ann.call(renewHold, { params }).expect(409);
    expect(body.code).toBe('hold_not_renewable');
    clinic.clock.time = start;
    // Nobody could notice: no number was used up.
    expect(await changesOf()).toEqual([['08:00 free→held']]);
    expect((await audited()).map(([action]) => action)).toEqual([
      'slot_held',
      'hold_renewed',
      'hold_renewed',
    ]);
    await ann.call(releaseHold, { params });
  });

  it('[BK5] as long as the clinic says, which never makes a quarter of an hour longer', async () => {
    const admin = await clinic.signIn('admin');
    const { body: before } = await admin.call(readBookingSettings).expect(200);
    expect(before).toEqual({ version: 0, holdMinutes: 5, maxUpcomingPerPatient: null });
    const long = await admin.call(saveBookingSettings, { body: { ...before, holdMinutes: 15 } }).expect(200);
    const { body } = await hold(ann, NINE).expect(201);
    expect(Date.parse(body.hold.expiresAt)).toBe(clinic.clock.time + 15 * MINUTE);
    expect(body.hold.renewalsLeft).toBe(0);
    const stale = await admin.call(saveBookingSettings, { body: { ...before, holdMinutes: 1 } }).expect(409);
    expect(stale.body.current).toEqual(long.body);
    await admin.call(saveBookingSettings, { body: { ...long.body, holdMinutes: 5 } }).expect(200);
    await ann.call(releaseHold, { params: { holdId: body.hold.id } }).expect(200);
  });

  it('[BK7] is given back by its holder, once; to anybody else it does not exist', async () => {
    const params = { holdId: (await hold(ann, NINE).expect(201)).body.hold.id };
    await ben.call(releaseHold, { params }).expect(404);
    await ben.call(renewHold, { params }).expect(404);
    expect((await ben.call(listOwnHolds)).body.items).toEqual([]);
    const released = await ann.call(releaseHold, { params }).expect(200);
    expect(released.body).toEqual({ released: true, seq: 2 });
    expect((await ann.call(releaseHold, { params }).expect(200)).body).toEqual({
      released: false,
      seq: null,
    });
    expect((await ann.call(renewHold, { params }).expect(410)).body.code).toBe('hold_expired');
    expect(await changesOf()).toEqual([['08:00 free→held'], ['08:00 held→free']]);
    expect(await audited()).toEqual([
      ['slot_held', 1],
      ['hold_released', 2],
    ]);
    expect(await statusOf(ben, NINE)).toBe('free');
  });

  it('[BK7] is given back soon after its page went, and as it was when the page comes back before', async () => {
    const { body } = await hold(ann, NINE).expect(201);
    const params = { holdId: body.hold.id };
    const leave = () => ann.call(releaseHold, { params, query: { leaving: 'true' } }).expect(200);
    expect((await leave()).body).toEqual({ released: false, seq: null });
    await leave();
    expect(await statusOf(ben, NINE)).toBe('held');
    expect((await hold(ann, NINE).expect(201)).body.hold).toEqual(body.hold);
    expect((await ann.call(listOwnHolds)).body.items).toEqual([body.hold]);
    await leave();
    clinic.clock.time += 6_000;
    expect(await statusOf(ben, NINE)).toBe('free');
    await vi.waitFor(async () => expect(await clinic.models.occupancy.countDocuments({ doctorId })).toBe(0), {
      timeout: 10_000,
    });
    clinic.clock.time -= 6_000;
    expect(await changesOf()).toEqual([['08:00 free→held'], ['08:00 held→free']]);
  });

  it('[BK7] is given back when its holder signs out', async () => {
    await hold(ann, NINE).expect(201);
    await ann.call(signOut, { body: {} }).expect(200);
    expect(await changesOf()).toEqual([['08:00 free→held'], ['08:00 held→free']]);
    expect(await clinic.models.occupancy.countDocuments({ doctorId })).toBe(0);
  });
});

describe('the end of a hold', () => {
  it('[BK6] comes with the next command on the doctor, as a change of its own before that of the command', async () => {
    await hold(ann, NINE).expect(201);
    await hold(ben, TEN).expect(201);
    clinic.clock.time += 5 * MINUTE;
    expect(await statusOf(clinic.visitor, NINE)).toBe('free');
    const [answer] = await Promise.all([book(await clinic.signIn('patient'), NINE)]);
    clinic.clock.time -= 5 * MINUTE;
    expect(answer.status).toBe(201);
    expect(await changesOf()).toEqual([
      ['08:00 free→held'],
      ['09:00 free→held'],
      ['08:00 held→free', '09:00 held→free'],
      ['08:00 free→booked'],
    ]);
    expect(answer.body.seq).toBe(4);
    expect(await audited()).toEqual([
      ['slot_held', 1],
      ['slot_held', 2],
      ['hold_expired', 3],
      ['hold_expired', 3],
      ['appointment_booked', 4],
    ]);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[BK6] comes by itself within seconds, heard by watchers once', async () => {
    const watcher = await clinic.visitor.listen();
    await watcher.watch(doctorId);
    await hold(ann, NINE).expect(201);
    clinic.clock.time += 6 * MINUTE;
    const [, freed] = await watcher.until('availability-slot-changed', 2);
    clinic.clock.time -= 6 * MINUTE;
    expect(freed?.payload).toMatchObject({
      seq: 2,
      changes: [{ previousStatus: 'held', newStatus: 'free' }],
    });
    expect(await audited()).toEqual([
      ['slot_held', 1],
      ['hold_expired', 2],
    ]);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[BK6] and bookings of its slot at the same time: one visit, one row for each number', async () => {
    await hold(ann, NINE).expect(201);
    const people = await Promise.all(Array.from({ length: 6 }, () => clinic.signIn('patient')));
    clinic.clock.time += 5 * MINUTE;
    const answers = await Promise.all(people.map((who) => book(who, NINE)));
    clinic.clock.time -= 5 * MINUTE;
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await changesOf()).toEqual([['08:00 free→held'], ['08:00 held→free'], ['08:00 free→booked']]);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it("[BK6] frees the place among the holder's holds at once, with any doctor", async () => {
    await hold(ann, NINE).expect(201);
    await hold(ann, TEN, { doctorId: await clinic.addDoctor() }).expect(201);
    clinic.clock.time += 5 * MINUTE;
    const answer = await hold(ann, NINE, { doctorId: await clinic.addDoctor() });
    clinic.clock.time -= 5 * MINUTE;
    expect(answer.status).toBe(201);
  });

  it("[BK7] comes some time after its holder's last socket has gone, not before", async () => {
    const listener = await ann.listen();
    const { body } = await hold(ann, NINE).expect(201);
    const seen = async () => (await clinic.models.occupancy.findById(body.hold.id).lean())?.socketSeenAt;
    await vi.waitFor(async () => expect(await seen()).toBeInstanceOf(Date), { timeout: 20_000 });
    const start = clinic.clock.time;
    clinic.clock.time += 60_000;
    await vi.waitFor(async () => expect((await seen())?.getTime()).toBe(clinic.clock.time), {
      timeout: 20_000,
    });
    listener.socket.disconnect();
    await vi.waitFor(() => expect(clinic.app.io.of('/').sockets.size).toBe(0), { timeout: 20_000 });
    clinic.clock.time += 39_000;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await seen()).toBeInstanceOf(Date);
    clinic.clock.time += 1_000;
    await vi.waitFor(async () => expect(await seen()).toBeUndefined(), { timeout: 20_000 });
    clinic.clock.time = start;
    expect(await changesOf()).toEqual([['08:00 free→held'], ['08:00 held→free']]);
    expect((await audited()).at(-1)).toEqual(['hold_released', 2]);
  });

  it('[BK7] does not come while another server has a socket of its holder', async () => {
    const second = await startTestClinic({ uri, founded: true });
    onTestFinished(() => second.close());
    const listener = await client(second.baseUrl, ann.cookie, ann.user).listen();
    const { body } = await hold(ann, NINE).expect(201);
    const seen = async () => (await clinic.models.occupancy.findById(body.hold.id).lean())?.socketSeenAt;
    await vi.waitFor(async () => expect(await seen()).toBeInstanceOf(Date), { timeout: 20_000 });
    const start = clinic.clock.time;
    second.clock.time += 60_000;
    await vi.waitFor(async () => expect((await seen())?.getTime()).toBe(second.clock.time), {
      timeout: 20_000,
    });
    clinic.clock.time = second.clock.time;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await seen()).toBeInstanceOf(Date);
    listener.socket.disconnect();
    await vi.waitFor(() => expect(second.app.io.of('/').sockets.size).toBe(0), { timeout: 20_000 });
    clinic.clock.time += 40_000;
    await vi.waitFor(async () => expect(await seen()).toBeUndefined(), { timeout: 20_000 });
    clinic.clock.time = start;
    expect(await changesOf()).toEqual([['08:00 free→held'], ['08:00 held→free']]);
  });
});

it('and nothing of all this is left that must not be', async () => {
  const { violations } = await checkDatabase(clinic.models, clinic.clock.time);
  expect(violations).toEqual([]);
});
