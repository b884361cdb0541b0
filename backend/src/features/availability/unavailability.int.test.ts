import { readChanges } from '@openslot/shared/contracts/changes';
import { readSlots } from '@openslot/shared/contracts/slots';
import * as contract from '@openslot/shared/contracts/unavailability';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
});
afterAll(() => clinic.close());

const MORNING = {
  allDay: false,
  startDate: '2026-01-13',
  endDate: '2026-01-13',
  startTime: '09:00',
  endTime: '11:30',
  reason: 'Dentist, private',
};

async function freeStarts(doctorId: string, date: string): Promise<string[]> {
  const answer = await clinic.visitor
    .call(readSlots, {
      params: { doctorId },
      query: { from: date, to: date, visitTypeId: clinic.visitTypeId, timeZone: 'Europe/Berlin' },
    })
    .expect(200);
  return answer.body.days[0].slots.map((slot: { startsAt: string }) => slot.startsAt.slice(11, 16));
}

describe('marking a doctor unavailable', () => {
  it('commits, pushes the event with exactly its fields to whoever watches, and changes the slots', async () => {
    const doctorId = await clinic.addDoctor();
    const doctor = await clinic.signIn('doctor', { doctorId });
    const patient = await clinic.signIn('patient');
    const listener = await patient.listen();
    expect(await listener.watch(doctorId)).toEqual({ ok: true, data: { seq: 0 } });
    expect(await freeStarts(doctorId, '2026-01-13')).toHaveLength(16);

    const marked = await doctor
      .call(contract.markUnavailable, { params: { doctorId }, body: MORNING })
      .expect(201);
    expect(marked.body.seq).toBe(1);

    const [event] = await listener.until('doctor-availability-updated');
    expect(event?.payload).toEqual({
      doctorId,
      seq: 1,
      action: 'marked_unavailable',
      from: '2026-01-13T07:30:00.000Z',
      to: '2026-01-13T11:00:00.000Z',
      dates: ['2026-01-13'],
      unavailability: {
        id: marked.body.unavailability.id,
        startsAt: '2026-01-13T08:00:00.000Z',
        endsAt: '2026-01-13T10:30:00.000Z',
        allDay: false,
      },
      changedAt: new Date(clinic.clock.time).toISOString(),
      spreadMs: 0,
    });
    expect(await freeStarts(doctorId, '2026-01-13')).toEqual([
      '10:30',
      '11:00',
      '11:30',
      '12:00',
      '12:30',
      '13:00',
      '13:30',
      '14:00',
      '14:30',
      '15:00',
      '15:30',
    ]);
  });

  it('update and remove end in their own actions, numbered without a hole, also for whoever catches up', async () => {
    const doctorId = await clinic.addDoctor();
    const admin = await clinic.signIn('admin');
    const listener = await clinic.visitor.listen();
    await listener.watch(doctorId);
    const params = { doctorId };
    const { body: marked } = await admin
      .call(contract.markUnavailable, { params, body: MORNING })
      .expect(201);
    const unavailabilityId = marked.unavailability.id;
    const { body: updated } = await admin
      .call(contract.updateUnavailability, {
        params: { doctorId, unavailabilityId },
        body: { ...MORNING, endTime: '10:00', version: 1 },
      })
      .expect(200);
    expect(updated.unavailability.version).toBe(2);
    await admin
      .call(contract.removeUnavailability, { params: { doctorId, unavailabilityId }, body: { version: 2 } })
      .expect(200);

    const events = await listener.until('doctor-availability-updated', 3);
    expect(events.map((event) => [event.payload.seq, event.payload.action])).toEqual([
      [1, 'marked_unavailable'],
      [2, 'updated_unavailability'],
      [3, 'removed_unavailability'],
    ]);
    const caughtUp = await clinic.visitor.call(readChanges, { params, query: { since: '1' } }).expect(200);
    expect(caughtUp.body.changes.map((change: { payload: { seq: number } }) => change.payload.seq)).toEqual([
      2, 3,
    ]);
    expect(await freeStarts(doctorId, '2026-01-13')).toHaveLength(16);
  });
});
