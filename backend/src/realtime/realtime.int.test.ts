import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { updateVisitType } from '@openslot/shared/contracts/visit-types';
import { MAX_WATCHED_DOCTORS } from '@openslot/shared/realtime/events';
import { io } from 'socket.io-client';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
});
afterAll(() => clinic.close());

const ALL_DAY = {
  allDay: true,
  startDate: '2026-01-14',
  endDate: '2026-01-14',
  startTime: null,
  endTime: null,
};

describe('watching', () => {
  it.each([
    [{}],
    [{ doctorId: 'x' }],
    [{ doctorId: ['a'] }],
    [null],
    ['doctor:all'],
    [{ doctorId: 'f'.repeat(24), room: 'staff' }],
  ])('[RT37] answers %j with a problem and joins nothing', async (payload) => {
    const listener = await clinic.visitor.listen();
    const ack = await listener.socket.timeout(5_000).emitWithAck('watch-doctor', payload as never);
    expect(ack).toMatchObject({ ok: false, problem: { code: 'invalid_request', status: 422 } });
  });

  it('tells that a doctor does not exist', async () => {
    const listener = await clinic.visitor.listen();
    expect(await listener.watch('f'.repeat(24))).toMatchObject({ ok: false, problem: { code: 'not_found' } });
  });

  it('[RT37] is limited to some doctors a socket, and unwatching makes room', async () => {
    const doctorIds: string[] = [];
    for (let index = 0; index <= MAX_WATCHED_DOCTORS; index += 1) {
      doctorIds.push(await clinic.addDoctor());
    }
    const listener = await clinic.visitor.listen();
    const [first = '', ...others] = doctorIds;
    const last = others.pop() ?? '';
    for (const doctorId of [first, ...others]) {
      expect(await listener.watch(doctorId)).toMatchObject({ ok: true });
    }
    expect(await listener.watch(last)).toMatchObject({ ok: false, problem: { code: 'rate_limited' } });
    await listener.socket.timeout(5_000).emitWithAck('unwatch-doctor', { doctorId: first });
    expect(await listener.watch(last)).toMatchObject({ ok: true });
  });

  it('[RT37] hears of the watched doctor only, and of nobody after unwatching', async () => {
    const [watched, other] = [await clinic.addDoctor(), await clinic.addDoctor()];
    const admin = await clinic.signIn('admin');
    const listener = await clinic.visitor.listen();
    await listener.watch(watched);
    await admin.call(markUnavailable, { params: { doctorId: other }, body: ALL_DAY }).expect(201);
    await admin.call(markUnavailable, { params: { doctorId: watched }, body: ALL_DAY }).expect(201);
    const [event] = await listener.until('doctor-availability-updated');
    expect(event?.payload.doctorId).toBe(watched);
    await listener.socket.timeout(5_000).emitWithAck('unwatch-doctor', { doctorId: watched });
    await listener.watch(other);
    await admin.call(markUnavailable, { params: { doctorId: watched }, body: ALL_DAY }).expect(201);
    await admin.call(markUnavailable, { params: { doctorId: other }, body: ALL_DAY }).expect(201);
    const events = await listener.until('doctor-availability-updated', 2);
    expect(events.map((heard) => heard.payload.doctorId)).toEqual([watched, other]);
  });

  it('a changed rule of the clinic reaches the watchers of every doctor', async () => {
    const doctorIds = [await clinic.addDoctor(), await clinic.addDoctor()];
    const admin = await clinic.signIn('admin');
    const listener = await clinic.visitor.listen();
    for (const doctorId of doctorIds) {
      await listener.watch(doctorId);
    }
    const saved = await admin
      .call(updateVisitType, {
        params: { visitTypeId: clinic.visitTypeId },
        body: {
          name: 'Consultation',
          mode: 'in_person',
          durationMinutes: 45,
          stepMinutes: null,
          bufferBeforeMinutes: 0,
          bufferAfterMinutes: 0,
          minimumNoticeMinutes: 0,
          bookingWindowDays: 60,
          version: 1,
          active: true,
        },
      })
      .expect(200);
    expect(saved.body.adopting).toEqual(expect.any(Number));
    const events = await listener.until('doctor-availability-updated', 2, 20_000);
    expect(events.map((event) => [event.payload.doctorId, event.payload.action]).sort()).toEqual(
      doctorIds.map((doctorId) => [doctorId, 'clinic_rules_updated']).sort(),
    );
  });
});

describe('who may connect and for how long', () => {
  it.each(['https://evil.example', undefined])('refuses a page of origin %s', async (origin) => {
    const socket = io(clinic.baseUrl, {
      transports: ['websocket'],
      reconnection: false,
      ...(origin === undefined ? {} : { extraHeaders: { Origin: origin } }),
    });
    onTestFinished(() => {
      socket.disconnect();
    });
    await expect(
      new Promise((resolve, reject) => {
        socket.once('connect', () => resolve('connected'));
        socket.once('connect_error', reject);
      }),
    ).rejects.toThrow();
  });

  it('[RT35] closes every socket of a session that signs out, and no other', async () => {
    const person = await clinic.signIn('admin');
    const other = await (await clinic.signIn('admin')).listen();
    const [one, two] = [await person.listen(), await person.listen()];
    const closed = Promise.all(
      [one, two].map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve))),
    );
    await request(clinic.baseUrl)
      .post('/api/auth/sign-out')
      .set('Origin', clinic.baseUrl)
      .set('Cookie', person.cookie)
      .send({})
      .expect(200);
    expect(await closed).toEqual(['io server disconnect', 'io server disconnect']);
    expect(other.socket.connected).toBe(true);
  });

  it('closes a socket that floods the server', async () => {
    const listener = await clinic.visitor.listen();
    const closed = new Promise((resolve) => listener.socket.once('disconnect', resolve));
    for (let index = 0; index < 300; index += 1) {
      listener.socket.emit('watch-doctor', { doctorId: 'f'.repeat(24) }, () => undefined);
    }
    expect(await closed).toBe('io server disconnect');
  });

  it('closes a socket that sends a packet larger than 4 kB', async () => {
    const listener = await clinic.visitor.listen();
    const closed = new Promise((resolve) => listener.socket.once('disconnect', resolve));
    listener.socket.emit('watch-doctor', { doctorId: 'f'.repeat(5_000) }, () => undefined);
    expect(await closed).toBe('transport close');
  });
});
