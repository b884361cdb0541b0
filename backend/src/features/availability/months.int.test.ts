import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { deactivateDoctor } from '@openslot/shared/contracts/doctors';
import { MAX_MONTHS_RANGE_DAYS, type MonthsAnswer, readMonths } from '@openslot/shared/contracts/months';
import { setOverrides } from '@openslot/shared/contracts/overrides';
import { readSlots, type SlotDay } from '@openslot/shared/contracts/slots';
import { addDays } from '@openslot/shared/time/local-date';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { MONDAY, startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let admin: Client;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  admin = await clinic.signIn('admin');
});
beforeEach(async () => {
  clinic.clock.time = MONDAY;
  doctorId = await clinic.addDoctor();
});
afterAll(() => clinic.close());

const asked = (from: string, to: string, timeZone: string) => ({
  params: { doctorId },
  query: { from, to, visitTypeId: clinic.visitTypeId, timeZone },
});

async function months(from: string, to: string, timeZone = 'Europe/Berlin'): Promise<MonthsAnswer> {
  return (await clinic.visitor.call(readMonths, asked(from, to, timeZone)).expect(200)).body;
}

/** The doctor is away on `count` dates from `first` on. */
async function close(first: string, count: number): Promise<void> {
  const overrides = Array.from({ length: count }, (_, index) => ({
    date: addDays(first, index),
    windows: [],
  }));
  await admin.call(setOverrides, { params: { doctorId }, body: { overrides } }).expect(200);
}

describe('the counts of a month picker', () => {
  it.each(['Europe/Berlin', 'Pacific/Kiritimati', 'America/Los_Angeles'])(
    'are what the slots of the same dates count, seen from %s',
    async (timeZone) => {
      const patient = await clinic.signIn('patient');
      const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: '2026-01-14T09:00:00Z' };
      await patient.call(bookAppointment, { body }).expect(201);
      const answer = await months('2026-01-01', '2026-01-31', timeZone);
      const call = asked('2026-01-01', '2026-01-31', timeZone);
      const { body: slots } = await clinic.visitor.call(readSlots, call).expect(200);
      const counts = slots.days.map(({ date, slots: times }: SlotDay) => ({
        date,
        count: times.filter(({ status }) => status === 'free').length,
      }));
      expect(answer.days).toEqual(counts);
      expect(answer.days.some(({ count }) => count === 15)).toBe(true);
      expect(answer).toMatchObject({
        doctorId,
        seq: slots.seq,
        bookable: true,
        freshUntil: slots.freshUntil,
      });
      expect(answer.nextFree).toBe(counts.find(({ count }: { count: number }) => count > 0).date);
    },
  );

  it('name the next free date beyond the range, up to the booking window and no further', async () => {
    await close('2026-01-12', 40);
    const answer = await months('2026-01-01', '2026-01-31');
    expect(answer.days.every(({ count }) => count === 0)).toBe(true);
    expect([answer.bookable, answer.nextFree]).toEqual([true, '2026-02-23']);
    expect((await months('2025-01-01', '2025-01-31')).nextFree).toBe('2026-02-23');
    await close('2026-02-21', 30);
    // Sixty days ahead of 12 January is 13 March, a Friday.
    expect((await months('2026-01-01', '2026-01-31')).nextFree).toBeNull();
    clinic.clock.time += 11 * 86_400_000;
    // From 23 January the window ends on 24 March; 23 March is the first Monday that is open again.
    expect((await months('2026-01-01', '2026-01-31')).nextFree).toBe('2026-03-23');
  });

  it('are none, and not bookable, for a doctor who is not active', async () => {
    const call = { params: { doctorId }, body: { version: 1 } };
    await admin.call(deactivateDoctor, call).expect(200);
    const answer = await months('2026-01-12', '2026-01-13');
    expect(answer).toMatchObject({ bookable: false, nextFree: null });
    expect(answer.days.map(({ count }) => count)).toEqual([0, 0]);
  });

  it('refuse a range that is too long, cover the longest one, and are never cached', async () => {
    const last = addDays('2026-01-12', MAX_MONTHS_RANGE_DAYS - 1);
    const response = await clinic.visitor
      .call(readMonths, asked('2026-01-12', last, 'Europe/Berlin'))
      .expect(200);
    expect(response.body.days).toHaveLength(MAX_MONTHS_RANGE_DAYS);
    expect(response.headers['cache-control']).toContain('no-store');
    const tooLong = asked('2026-01-12', addDays(last, 1), 'Europe/Berlin');
    expect((await clinic.visitor.call(readMonths, tooLong)).status).toBe(422);
    const unknown = { ...tooLong, params: { doctorId: 'f'.repeat(24) } };
    expect(
      (await clinic.visitor.call(readMonths, { ...unknown, query: { ...unknown.query, to: last } })).status,
    ).toBe(404);
  });
});
