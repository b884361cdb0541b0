import { randomUUID } from 'node:crypto';
import { bookAppointment, readAppointment } from '@openslot/shared/contracts/appointments';
import { holdSlot } from '@openslot/shared/contracts/holds';
import { moveAppointment, undoMove } from '@openslot/shared/contracts/moves';
import { SlotConflict } from '@openslot/shared/contracts/slot-conflict';
import { readSlots } from '@openslot/shared/contracts/slots';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { expectSoundDoctor } from '../../../test/invariants.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';
import { checkDatabase } from '../../fsck/check-database.ts';

const uri = freshDatabaseUri();
const at = (time: string) => `2026-01-13T${time}:00.000Z`;
const NINE = at('08:00');
const TEN = at('09:00');
let clinic: TestClinic;
let long: string;
/** Cancelling is late from a month before the visit on. */
let strict: string;
let one: string;
let other: string;
let ann: Client;
let frontDesk: Client;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  long = await clinic.addVisitType({ name: 'Long', durationMinutes: 60 });
  strict = await clinic.addVisitType({ name: 'Strict', cancellationCutoffMinutes: 60 * 24 * 30 });
  frontDesk = await clinic.signIn('front_desk');
});
afterAll(() => clinic.close());
beforeEach(async () => {
  [one, other] = [await clinic.addDoctor(), await clinic.addDoctor()];
  ann = await clinic.signIn('patient');
});

async function visit(who: Client, startsAt: string, change: object = {}): Promise<string> {
  const body = { doctorId: one, visitTypeId: clinic.visitTypeId, startsAt, ...change };
  return (await who.call(bookAppointment, { body }).expect(201)).body.appointment.id;
}

const move = (who: Client, appointmentId: string, body: object, key: string = randomUUID()) =>
  who.call(moveAppointment, { params: { appointmentId }, body: { version: 1, ...body }, key });

const undo = (who: Client, appointmentId: string, version = 2) =>
  who.call(undoMove, { params: { appointmentId }, body: { version } });

async function changesOf(doctorId: string): Promise<unknown[]> {
  const rows = await clinic.models.availabilityLog.find({ doctorId }).sort({ seq: 1 }).lean();
  return rows.map(({ event }) =>
    event.name === 'availability-slot-changed'
      ? event.payload.changes.map(
          ({ startsAt, previousStatus, newStatus }) =>
            `${startsAt.slice(11, 16)} ${previousStatus}→${newStatus}`,
        )
      : event.name,
  );
}

async function freeAt(doctorId: string, startsAt: string): Promise<boolean> {
  const { body } = await clinic.visitor.call(readSlots, {
    params: { doctorId },
    query: {
      from: '2026-01-13',
      to: '2026-01-13',
      visitTypeId: clinic.visitTypeId,
      timeZone: 'Europe/Berlin',
    },
  });
  const slots: { startsAt: string; status: string }[] = body.days[0].slots;
  return slots.some((slot) => slot.startsAt === startsAt && slot.status === 'free');
}

const sound = async () => {
  await expectSoundDoctor(clinic.models, one);
  await expectSoundDoctor(clinic.models, other);
};

describe('moving a visit', () => {
  it('[BK13] takes the new time and keeps the old one for a moment, in one change that names nobody', async () => {
    const id = await visit(ann, NINE);
    const watcher = await clinic.visitor.listen();
    await watcher.watch(one);
    const own = await ann.listen();
    const { body } = await move(ann, id, { startsAt: TEN }).expect(200);
    expect(body.appointment).toMatchObject({
      id,
      version: 2,
      startsAt: TEN,
      endsAt: at('09:30'),
      doctorId: one,
    });
    expect(body.seqs).toEqual([{ doctorId: one, seq: 2 }]);
    expect(body.seq).toBe(2);
    expect(Date.parse(body.undoUntil)).toBe(clinic.clock.time + 15_000);
    const [event] = await watcher.until('availability-slot-changed');
    expect(Object.keys(event?.payload ?? {}).sort()).toEqual(
      ['changedAt', 'changes', 'doctorId', 'from', 'seq', 'spreadMs', 'to'].sort(),
    );
    for (const change of (event?.payload.changes ?? []) as object[]) {
      expect(Object.keys(change).sort()).toEqual(
        ['date', 'endsAt', 'newStatus', 'previousStatus', 'startsAt'].sort(),
      );
    }
    expect((await own.until('appointment-updated'))[0]?.payload).toEqual({ appointmentId: id, version: 2 });
    expect(await changesOf(one)).toEqual([['08:00 free→booked'], ['08:00 booked→held', '09:00 free→booked']]);
    expect([await freeAt(one, NINE), await freeAt(one, TEN)]).toEqual([false, false]);
    const audit = await clinic.models.audit.find({ 'subject.id': id }).sort({ _id: 1 }).lean();
    expect(audit.map(({ action, seq }) => [action, seq])).toEqual([
      ['appointment_booked', 1],
      ['appointment_moved', 2],
    ]);
    expect(audit[1]?.facts).toMatchObject({ fromStartsAt: NINE, startsAt: TEN, by: 'patient' });
    await sound();
  });

  it('[BK13] to another doctor tells the watchers and the practices of both', async () => {
    const id = await visit(ann, NINE);
    const left = await (await clinic.signIn('doctor', { doctorId: one })).listen();
    const joined = await (await clinic.signIn('doctor', { doctorId: other })).listen();
    const { body } = await move(frontDesk, id, { startsAt: NINE, doctorId: other }).expect(200);
    expect(body.appointment.doctorId).toBe(other);
    expect(
      new Map(body.seqs.map((row: { doctorId: string; seq: number }) => [row.doctorId, row.seq])),
    ).toEqual(
      new Map([
        [one, 2],
        [other, 1],
      ]),
    );
    for (const listener of [left, joined]) {
      expect((await listener.until('appointment-updated'))[0]?.payload).toEqual({
        appointmentId: id,
        version: 2,
      });
    }
    expect(await changesOf(one)).toEqual([['08:00 free→booked'], ['08:00 booked→held']]);
    expect(await changesOf(other)).toEqual([['08:00 free→booked']]);
    const moved = await clinic.models.audit.find({ 'subject.id': id, action: 'appointment_moved' }).lean();
    expect(moved.map(({ doctorId, seq }) => `${doctorId} ${seq}`).sort()).toEqual(
      [`${one} 2`, `${other} 1`].sort(),
    );
    await sound();
  });

  it('[BK13] counts its own time as free, also where old and new time overlap', async () => {
    const id = await visit(ann, NINE, { visitTypeId: long });
    const { body } = await move(frontDesk, id, { startsAt: at('08:30') }).expect(200);
    expect(body.appointment).toMatchObject({ startsAt: at('08:30'), endsAt: at('09:30') });
    expect((await changesOf(one)).at(-1)).toEqual([
      '08:00 booked→free',
      '08:00 free→held',
      '08:30 free→booked',
    ]);
    await sound();
    await undo(frontDesk, id).expect(200);
    expect((await changesOf(one)).at(-1)).toEqual([
      '08:30 booked→free',
      '08:00 held→free',
      '08:00 free→booked',
    ]);
    await sound();
  });

  it('[BK13] is for a patient only to what is offered, for the clinic to whatever is free within hours', async () => {
    const id = await visit(ann, NINE);
    const offGrid = at('09:10');
    const refused = await move(ann, id, { startsAt: offGrid }).expect(409);
    expect([refused.body.code, SlotConflict.parse(refused.body).alternatives.length]).toEqual([
      'slot_not_offered',
      3,
    ]);
    expect((await move(frontDesk, id, { startsAt: at('20:00') }).expect(409)).body.code).toBe(
      'slot_not_offered',
    );
    expect((await move(frontDesk, id, { startsAt: at('09:12') }).expect(422)).body.errors[0].pointer).toBe(
      '/startsAt',
    );
    expect((await move(frontDesk, id, { startsAt: NINE }).expect(422)).body.errors[0].pointer).toBe(
      '/startsAt',
    );
    const past = '2026-01-09T09:00:00.000Z';
    expect((await move(frontDesk, id, { startsAt: past }).expect(409)).body.code).toBe('slot_not_offered');
    // Beyond the booking window and off the grid.
    await move(frontDesk, id, { startsAt: '2026-06-15T08:05:00.000Z' }).expect(200);
    await sound();
  });

  it('[BK13] is for a patient over once cancelling would be late; the clinic still moves it', async () => {
    const id = await visit(ann, NINE, { visitTypeId: strict });
    const refused = await move(ann, id, { startsAt: TEN }).expect(409);
    expect(refused.body).toMatchObject({
      code: 'illegal_transition',
      detail: expect.stringContaining('call the clinic'),
    });
    await move(frontDesk, id, { startsAt: TEN }).expect(200);
    await sound();
  });

  it('[BK13] is refused where somebody else is, and nothing has changed then', async () => {
    const id = await visit(ann, NINE);
    await visit(await clinic.signIn('patient'), TEN);
    const { body } = await move(ann, id, { startsAt: TEN }).expect(409);
    expect(body.code).toBe('slot_taken');
    // The visit's own time is an alternative to nothing it has.
    expect(SlotConflict.parse(body).day?.slots.find(({ startsAt }) => startsAt === NINE)?.status).toBe(
      'free',
    );
    const elsewhere = await visit(ann, at('10:00'), { doctorId: other });
    expect((await move(ann, id, { startsAt: at('10:00') }).expect(409)).body.code).toBe('patient_busy');
    expect((await ann.call(readAppointment, { params: { appointmentId: id } })).body).toMatchObject({
      version: 1,
      startsAt: NINE,
    });
    expect(elsewhere).not.toBe(id);
    await sound();
  });

  it('[BK13] takes the slot that the mover holds', async () => {
    const id = await visit(ann, NINE);
    await ann
      .call(holdSlot, { body: { doctorId: one, visitTypeId: clinic.visitTypeId, startsAt: TEN } })
      .expect(201);
    await move(ann, id, { startsAt: TEN }).expect(200);
    expect((await changesOf(one)).at(-1)).toEqual(['08:00 booked→held', '09:00 held→booked']);
    await sound();
  });

  it('[BK13] is refused once the visit has changed, and its answer is given again for the same key', async () => {
    const id = await visit(ann, NINE);
    const key = randomUUID();
    const first = await move(ann, id, { startsAt: TEN }, key).expect(200);
    const again = await move(ann, id, { startsAt: TEN }, key).expect(200);
    expect(again.body).toEqual(first.body);
    expect((await move(ann, id, { startsAt: at('10:00') }).expect(409)).body).toMatchObject({
      code: 'stale_version',
      current: { version: 2 },
    });
  });

  it('[BK13] by a doctor stays in the own schedule; the visits of others do not exist', async () => {
    const id = await visit(ann, NINE);
    const doctor = await clinic.signIn('doctor', { doctorId: one });
    const colleague = await clinic.signIn('doctor', { doctorId: other });
    await move(doctor, id, { startsAt: NINE, doctorId: other }).expect(403);
    await move(colleague, id, { startsAt: TEN }).expect(404);
    await move(await clinic.signIn('patient'), id, { startsAt: TEN }).expect(404);
    await move(doctor, id, { startsAt: TEN }).expect(200);
  });

  it('[BK13] back and forth between two doctors at once neither waits for ever nor overlaps', async () => {
    const patients = await Promise.all(Array.from({ length: 4 }, () => clinic.signIn('patient')));
    const ids = await Promise.all(
      patients.map((who, index) =>
        visit(who, index % 2 === 0 ? NINE : TEN, { doctorId: index < 2 ? one : other }),
      ),
    );
    const crossOver = (body: (index: number) => object) =>
      Promise.all(
        ids.map((id, index) => move(frontDesk, id, { doctorId: index < 2 ? other : one, ...body(index) })),
      );
    // Each wants the place of another one, who has not left.
    const swapped = await crossOver((index) => ({ startsAt: index % 2 === 0 ? NINE : TEN }));
    expect(swapped.map(({ body }) => body.code)).toEqual(Array(4).fill('slot_taken'));
    await sound();
    // To free times, crossing each other.
    const crossed = await crossOver((index) => ({ startsAt: at(`1${index % 2}:30`) }));
    expect(crossed.map(({ status }) => status)).toEqual(Array(4).fill(200));
    await sound();
  });
});

describe('taking a move back', () => {
  it('[BK14] puts the visit where it was, for whoever moved it', async () => {
    const id = await visit(ann, NINE);
    await move(frontDesk, id, { startsAt: TEN, doctorId: other }).expect(200);
    expect((await undo(ann, id).expect(410)).body.code).toBe('undo_expired');
    const { body } = await undo(frontDesk, id).expect(200);
    expect(body.appointment).toMatchObject({ version: 3, startsAt: NINE, doctorId: one });
    expect(body.seq).toBe(3);
    expect(await changesOf(one)).toEqual([
      ['08:00 free→booked'],
      ['08:00 booked→held'],
      ['08:00 held→booked'],
    ]);
    expect(await changesOf(other)).toEqual([['09:00 free→booked'], ['09:00 booked→free']]);
    expect((await undo(frontDesk, id, 3).expect(410)).body.code).toBe('undo_expired');
    await sound();
  });

  it('[BK14] is over after fifteen seconds, when the old time is offered again', async () => {
    const id = await visit(ann, NINE);
    await move(ann, id, { startsAt: TEN }).expect(200);
    expect(await freeAt(one, NINE)).toBe(false);
    clinic.clock.time += 15_000;
    expect(await freeAt(one, NINE)).toBe(true);
    expect((await undo(ann, id).expect(410)).body.code).toBe('undo_expired');
    clinic.clock.time -= 15_000;
    await sound();
  });

  it('[BK14] is refused when the visit has changed since, or the time was blocked or the patient is busy', async () => {
    const id = await visit(ann, NINE);
    await move(ann, id, { startsAt: TEN }).expect(200);
    await move(ann, id, { startsAt: at('10:00'), version: 2 }).expect(200);
    expect((await undo(ann, id, 2).expect(410)).body.code).toBe('undo_expired');
    await visit(ann, TEN, { doctorId: other });
    expect((await undo(ann, id, 3).expect(409)).body.code).toBe('patient_busy');
    const blocked = await visit(await clinic.signIn('patient'), at('12:00'));
    await move(frontDesk, blocked, { startsAt: at('13:00') }).expect(200);
    const body = {
      allDay: false,
      startDate: '2026-01-13',
      endDate: '2026-01-13',
      startTime: '13:00',
      endTime: '13:30',
    };
    await frontDesk.call(markUnavailable, { params: { doctorId: one }, body }).expect(201);
    expect((await undo(frontDesk, blocked).expect(409)).body.code).toBe('slot_not_offered');
    await sound();
  });

  it('[BK14] by hand, to the time that is still held, works as well', async () => {
    const id = await visit(ann, NINE);
    await move(ann, id, { startsAt: TEN }).expect(200);
    await move(ann, id, { startsAt: NINE, version: 2 }).expect(200);
    expect((await changesOf(one)).at(-1)).toEqual(['09:00 booked→held', '08:00 held→booked']);
    await sound();
  });
});

it('and nothing of all this is left that must not be', async () => {
  const { violations } = await checkDatabase(clinic.models, clinic.clock.time);
  expect(violations).toEqual([]);
});
