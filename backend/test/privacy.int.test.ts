import { setTimeout as delay } from 'node:timers/promises';
import { bookAppointment, cancelAppointment } from '@openslot/shared/contracts/appointments';
import { holdSlot } from '@openslot/shared/contracts/holds';
import { updateStaff } from '@openslot/shared/contracts/staff';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from './booking-http.ts';
import { type Backend, startBackends, stopBackends } from './booking-process.ts';
import { at, foundWorld, type World } from './booking-world.ts';
import { client, type Listener } from './client.ts';
import { freshDatabaseUri } from './test-database.ts';

const uri = freshDatabaseUri();
let world: World;
let backends: Backend[];
let doctorId: string;

beforeAll(async () => {
  world = await foundWorld(uri, { doctors: 1, patients: 2 });
  [doctorId = ''] = world.doctors;
  backends = await startBackends(uri, 2);
}, 240_000);
afterAll(async () => {
  await stopBackends(backends);
  await world.close();
});

/** Somebody at the n-th server. */
const on = (server: number, person: Person | null) =>
  client(backends[server]?.url ?? '', person?.cookie ?? '', null);
/** A socket at each of the servers. */
const listen = (person: Person | null) => Promise.all([0, 1].map((server) => on(server, person).listen()));
const watching = async (person: Person | null) => {
  const listeners = await listen(person);
  await Promise.all(listeners.map((listener) => listener.watch(doctorId)));
  return listeners;
};
const PATIENCE_MS = 60_000;
const until = (listeners: readonly Listener[], name: string, count: number) =>
  Promise.all(listeners.map((listener) => listener.until(name, count, PATIENCE_MS)));
const closed = (listeners: readonly Listener[]) =>
  Promise.all(listeners.map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve))));

const markedDay = (day: number) => {
  const date = at(day, 0).slice(0, 10);
  const reason = 'a private reason';
  return { allDay: true, startDate: date, endDate: date, startTime: null, endTime: null, reason };
};
const namesHeard = (listener: Listener) => [...new Set(listener.heard.map(({ name }) => name))].sort();

/** Every key of every payload, and of what lies in it. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'doctor-availability-updated': [
    ...['action', 'changedAt', 'dates', 'doctorId', 'from', 'seq', 'spreadMs', 'to', 'unavailability'],
    ...['unavailability.allDay', 'unavailability.endsAt', 'unavailability.id', 'unavailability.startsAt'],
  ],
  'availability-slot-changed': [
    ...['changedAt', 'changes', 'changes.date', 'changes.endsAt', 'changes.newStatus'],
    ...['changes.previousStatus', 'changes.startsAt', 'doctorId', 'from', 'seq', 'spreadMs', 'to'],
  ],
  'appointment-updated': ['appointmentId', 'version'],
  'availability-resync': [],
};

function keysOf(value: unknown, prefix = ''): string[] {
  if (Array.isArray(value)) {
    return [...new Set(value.flatMap((item) => keysOf(item, prefix)))];
  }
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => [
    `${prefix}${key}`,
    ...keysOf(inner, `${prefix}${key}.`),
  ]);
}

describe('what two servers tell, and whom', () => {
  it('every event has these keys and no others, and reaches those alone whom it concerns, on either server', async () => {
    const [patient, stranger] = world.patients;
    const doctor = await world.addPerson('doctor', doctorId);
    const [patients, strangers] = [await listen(patient ?? null), await watching(stranger ?? null)];
    const visitors = await watching(null);
    const [desks, doctors] = [await listen(world.frontDesk), await listen(doctor)];
    // What a stranger may try: names of rooms, made-up requests.
    for (const { socket } of [...strangers, ...visitors]) {
      const guess = socket as unknown as {
        emit(name: string, ...args: unknown[]): void;
        timeout(ms: number): { emitWithAck(name: string, payload: unknown): Promise<unknown> };
      };
      for (const room of ['staff', `user:${patient?.userId}`, `practice:${doctorId}`]) {
        expect(
          await guess.timeout(PATIENCE_MS).emitWithAck('watch-doctor', { doctorId: room }),
        ).toMatchObject({
          ok: false,
          problem: { code: 'invalid_request' },
        });
        for (const name of ['join', 'subscribe', 'watch-staff']) {
          guess.emit(name, room, { room });
        }
      }
    }

    const desk = on(0, world.frontDesk);
    await desk.call(markUnavailable, { params: { doctorId }, body: markedDay(1) }).expect(201);
    const wanted = { doctorId, visitTypeId: world.types.normal, startsAt: at(2, 600) };
    const person = on(1, patient ?? null);
    const held = await person.call(holdSlot, { body: wanted }).expect(201);
    const booking = { ...wanted, holdId: held.body.hold.id, note: 'a private note' };
    const { body } = await person.call(bookAppointment, { body: booking }).expect(201);
    const appointmentId: string = body.appointment.id;
    const cancelling = { params: { appointmentId }, body: { version: 1, reason: 'a private reason' } };
    await person.call(cancelAppointment, cancelling).expect(200);
    await until([...patients, ...desks, ...doctors], 'appointment-updated', 2);
    // Told in the order of the log: who hears this has heard all before it.
    await desk.call(markUnavailable, { params: { doctorId }, body: markedDay(3) }).expect(201);
    await until([...strangers, ...visitors], 'doctor-availability-updated', 2);

    const OF_THE_DOCTOR = ['availability-slot-changed', 'doctor-availability-updated'];
    expect([...strangers, ...visitors].map(namesHeard)).toEqual(Array(4).fill(OF_THE_DOCTOR));
    expect([...patients, ...desks, ...doctors].map(namesHeard)).toEqual(
      Array(6).fill(['appointment-updated']),
    );
    const everybody = [...patients, ...strangers, ...visitors, ...desks, ...doctors];
    for (const { name, payload } of everybody.flatMap(({ heard }) => heard)) {
      expect(keysOf(payload).sort(), name).toEqual(KEYS[name]);
    }
    const secrets = [
      'private',
      appointmentId,
      body.appointment.reference,
      patient?.userId,
      patient?.patientId,
    ];
    for (const secret of secrets.filter((text) => text !== undefined)) {
      expect(JSON.stringify([...strangers, ...visitors].map(({ heard }) => heard))).not.toContain(secret);
    }
  });
});

describe('who stays connected to two servers', () => {
  it('nobody who signs out, at either of them', async () => {
    const person = await world.addPerson('front_desk');
    const left = closed(await listen(person));
    const others = await listen(world.frontDesk);
    const { url = '' } = backends[0] ?? {};
    await request(url)
      .post('/api/auth/sign-out')
      .set('Origin', url)
      .set('Cookie', person.cookie)
      .send({})
      .expect(200);
    expect(await left).toEqual(['io server disconnect', 'io server disconnect']);
    expect(others.map(({ socket }) => socket.connected)).toEqual([true, true]);
  });

  it('nobody whose sign-in is disabled, and a new connection is a stranger’s', async () => {
    const person = await world.addPerson('front_desk');
    const left = closed(await listen(person));
    const disabling = { params: { userId: person.userId }, body: { disabled: true } };
    await on(1, world.admin).call(updateStaff, disabling).expect(200);
    expect(await left).toEqual(['io server disconnect', 'io server disconnect']);
    const again = await watching(person);
    const [patient] = world.patients;
    const body = { doctorId, visitTypeId: world.types.normal, startsAt: at(4, 600) };
    const desks = await listen(world.frontDesk);
    await on(0, patient ?? null)
      .call(bookAppointment, { body })
      .expect(201);
    await until(desks, 'appointment-updated', 1);
    await on(0, world.frontDesk)
      .call(markUnavailable, { params: { doctorId }, body: markedDay(5) })
      .expect(201);
    await until(again, 'doctor-availability-updated', 1);
    expect(again.map(namesHeard)).toEqual(
      Array(2).fill(['availability-slot-changed', 'doctor-availability-updated']),
    );
  });

  it('[RT12] when news may have been missed everybody is told to catch up, and nobody stays whose rights have changed', async () => {
    const person = await world.addPerson('front_desk');
    const listeners = await listen(person);
    const visitors = await listen(null);
    const left = closed(listeners);
    await world.models.users.updateOne({ _id: person.userId }, { role: 'patient' });
    // A row that no server can make anything of.
    await world.models.availabilityLog.collection.insertOne({ seq: 1e6 } as never);
    await until([...listeners, ...visitors], 'availability-resync', 1);
    // Not only when everybody is asked by the clock, once a minute.
    const tooLate = delay(30_000, 'stays', { ref: false });
    expect(await Promise.race([left, tooLate])).toEqual(['io server disconnect', 'io server disconnect']);
    expect(visitors.map(({ heard, socket }) => [heard, socket.connected])).toEqual(
      Array(2).fill([[{ name: 'availability-resync', payload: {} }], true]),
    );
  });
});
