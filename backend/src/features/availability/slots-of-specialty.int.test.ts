import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { deactivateDoctor } from '@openslot/shared/contracts/doctors';
import { setOverrides } from '@openslot/shared/contracts/overrides';
import { readSlots } from '@openslot/shared/contracts/slots';
import {
  MAX_DOCTORS_OF_SPECIALTY,
  type MonthsOfSpecialty,
  readMonthsOfSpecialty,
  readSlotsOfSpecialty,
  type SharedSlot,
  type SlotsOfSpecialty,
} from '@openslot/shared/contracts/slots-of-specialty';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import { addDays } from '@openslot/shared/time/local-date';
import { Types } from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { MONDAY, OFFICE_HOURS, startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let admin: Client;
let specialty: string;
let [ada, bea]: [string, string] = ['', ''];

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  admin = await clinic.signIn('admin');
});
beforeEach(async () => {
  clinic.clock.time = MONDAY;
  specialty = `Specialty ${new Types.ObjectId()}`;
  // Not in the order of their names.
  bea = await addDoctor('Dr Bea Ohm');
  ada = await addDoctor('Dr Ada Falk');
});
afterAll(() => clinic.close());

async function addDoctor(name: string, change: Record<string, unknown> = {}): Promise<string> {
  const doctorId = await clinic.addDoctor({ name, windows: OFFICE_HOURS });
  await clinic.models.doctors.updateOne({ _id: doctorId }, { $set: { specialty, ...change } });
  return doctorId;
}

const asked = (from = '2026-01-13', to = from, timeZone = 'Europe/Berlin') => ({
  query: { specialty, from, to, visitTypeId: clinic.visitTypeId, timeZone },
});

async function slots(...range: Parameters<typeof asked>): Promise<SlotsOfSpecialty> {
  return (await clinic.visitor.call(readSlotsOfSpecialty, asked(...range)).expect(200)).body;
}

async function months(...range: Parameters<typeof asked>): Promise<MonthsOfSpecialty> {
  return (await clinic.visitor.call(readMonthsOfSpecialty, asked(...range)).expect(200)).body;
}

const at = (answer: SlotsOfSpecialty, startsAt: string): SharedSlot | undefined =>
  answer.days.flatMap((day) => day.slots).find((slot) => slot.startsAt === startsAt);

const TEN = '2026-01-13T09:00:00.000Z';

const inOrder = (ids: readonly string[]) => [...ids].sort();

async function away(doctorId: string, startTime: string, endTime: string): Promise<void> {
  const body = { allDay: false, startDate: '2026-01-13', endDate: '2026-01-13', startTime, endTime };
  await admin.call(markUnavailable, { params: { doctorId }, body }).expect(201);
}

async function book(doctorId: string, startsAt: string): Promise<void> {
  const patient = await clinic.signIn('patient');
  const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt };
  await patient.call(bookAppointment, { body }).expect(201);
}

/** How many queries about doctors the answer to a request makes; what runs beside it by itself asks for other things. */
async function countQueries(ask: () => Promise<unknown>): Promise<number> {
  const { base } = clinic.models.doctors;
  let queries = 0;
  base.set('debug', (_collection: string, _method: string, filter: object) => {
    queries += /"(doctorId|specialty)"/.test(JSON.stringify(filter)) ? 1 : 0;
  });
  await ask();
  base.set('debug', false);
  return queries;
}

describe('the slots of a specialty', () => {
  it('are each start once, with everybody who is free then, the fewest visits that day first (BK11)', async () => {
    await book(bea, TEN);
    await away(ada, '14:00', '15:00');
    const answer = await slots();
    expect(answer.doctors.map(({ name }) => name)).toEqual(['Dr Ada Falk', 'Dr Bea Ohm']);
    expect(at(answer, '2026-01-13T08:00:00.000Z')).toMatchObject({ status: 'free', doctorIds: [ada, bea] });
    expect(at(answer, TEN)?.doctorIds).toEqual([ada]);
    expect(at(answer, '2026-01-13T13:00:00.000Z')?.doctorIds).toEqual([bea]);
    await book(ada, TEN);
    expect(at(await slots(), TEN)).toBeUndefined();
    await book(ada, '2026-01-13T11:00:00.000Z');
    expect(at(await slots(), '2026-01-13T08:00:00.000Z')?.doctorIds).toEqual([bea, ada]);
  });

  it.each(['Europe/Berlin', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
    'are the slots of its doctors put together, seen from %s',
    async (timeZone) => {
      const cora = await addDoctor('Dr Cora Lind', { timeZone: 'America/New_York' });
      await book(ada, TEN);
      await away(bea, '09:00', '12:00');
      const merged = await slots('2026-01-12', '2026-01-20', timeZone);
      const expected = new Map<string, string[]>();
      let earliest = Number.POSITIVE_INFINITY;
      for (const doctorId of [ada, bea, cora]) {
        const { query } = asked('2026-01-12', '2026-01-20', timeZone);
        const { specialty: _one, ...own } = query;
        const { body } = await clinic.visitor
          .call(readSlots, { params: { doctorId }, query: own })
          .expect(200);
        earliest = Math.min(earliest, Date.parse(body.freshUntil));
        for (const day of body.days) {
          for (const { startsAt } of day.slots) {
            const key = `${day.date} ${startsAt}`;
            expected.set(key, [...(expected.get(key) ?? []), doctorId]);
          }
        }
        expect(merged.doctors.find((doctor) => doctor.doctorId === doctorId)?.seq).toBe(body.seq);
      }
      const found = merged.days.flatMap(({ date, slots: all }) =>
        all.map((slot): [string, string[]] => [`${date} ${slot.startsAt}`, inOrder(slot.doctorIds)]),
      );
      expect(new Map(found)).toEqual(new Map([...expected].map(([key, ids]) => [key, inOrder(ids)])));
      expect(found).toHaveLength(expected.size);
      expect(Date.parse(merged.freshUntil)).toBe(earliest);
    },
  );

  it('leave out who is not active, has another specialty, or does not offer the visit type', async () => {
    await addDoctor('Dr Idle', { active: false });
    await addDoctor('Dr Other', { specialty: 'Something else' });
    await addDoctor('Dr Narrow', { visitTypeIds: [] });
    expect((await slots()).doctors.map(({ doctorId }) => doctorId)).toEqual([ada, bea]);
    await admin.call(deactivateDoctor, { params: { doctorId: ada }, body: { version: 1 } }).expect(200);
    const answer = await slots();
    expect(answer.doctors.map(({ doctorId }) => doctorId)).toEqual([bea]);
    expect(JSON.stringify(answer)).not.toContain(ada);
  });

  it('carry a number for every doctor that grows with what changes, and are never cached', async () => {
    const before = await slots();
    await away(bea, '10:00', '11:00');
    const after = await slots();
    const numbers = (answer: SlotsOfSpecialty) => answer.doctors.map(({ seq }) => seq);
    expect(numbers(after)).toEqual([numbers(before)[0], (numbers(before)[1] ?? 0) + 1]);
    const response = await clinic.visitor.call(readSlotsOfSpecialty, asked());
    expect(response.headers['cache-control']).toContain('no-store');
  });

  it('are none, and not bookable, where nobody offers them', async () => {
    specialty = 'Astrology';
    expect(await slots()).toMatchObject({
      doctors: [],
      bookable: false,
      days: [{ date: '2026-01-13', slots: [] }],
    });
    expect(await months()).toMatchObject({ doctors: [], bookable: false, nextFree: null });
  });

  it('refuse what is too long or names no specialty, by the name of the field', async () => {
    const longest = asked('2026-01-12', addDays('2026-01-12', 61));
    await clinic.visitor.call(readSlotsOfSpecialty, longest).expect(200);
    const tooLong = await clinic.visitor.call(readSlotsOfSpecialty, asked('2026-01-12', '2026-03-15'));
    expect([tooLong.status, tooLong.body.errors[0].pointer]).toEqual([422, '/query/to']);
    specialty = ' ';
    const unnamed = await clinic.visitor.call(readSlotsOfSpecialty, asked());
    expect([unnamed.status, unnamed.body.errors[0].pointer]).toEqual([422, '/query/specialty']);
  });

  it('cover at most fifty doctors, in as many queries as two', async () => {
    const few = await countQueries(() => slots());
    expect(few).toBe(3);
    for (let index = 0; index < MAX_DOCTORS_OF_SPECIALTY; index += 1) {
      await addDoctor(`Dr Crowd ${String(index).padStart(2, '0')}`);
    }
    let answer: SlotsOfSpecialty | undefined;
    const many = await countQueries(async () => {
      answer = await slots();
    });
    expect(answer?.doctors).toHaveLength(MAX_DOCTORS_OF_SPECIALTY);
    expect(answer?.doctors.slice(0, 2).map(({ doctorId }) => doctorId)).toEqual([ada, bea]);
    expect(many).toBe(few);
    expect(await countQueries(() => months('2025-01-01', '2025-01-31'))).toBe(5);
  });
});

describe('the months of a specialty', () => {
  it('count what its slots show, a shared start once', async () => {
    await book(bea, TEN);
    await away(ada, '14:00', '15:00');
    const [counted, shown] = [
      await months('2026-01-01', '2026-01-31'),
      await slots('2026-01-01', '2026-01-31'),
    ];
    expect(counted.days).toEqual(shown.days.map(({ date, slots: all }) => ({ date, count: all.length })));
    expect(counted.days.find(({ date }) => date === '2026-01-13')?.count).toBe(16);
    expect(counted).toMatchObject({ doctors: shown.doctors, freshUntil: shown.freshUntil, bookable: true });
    expect(counted.nextFree).toBe('2026-01-12');
  });

  it('name the first date on which anybody is free, also beyond the range', async () => {
    const close = async (doctorId: string, from: string, count: number): Promise<void> => {
      const overrides = Array.from({ length: count }, (_, index) => ({
        date: addDays(from, index),
        windows: [],
      }));
      await admin.call(setOverrides, { params: { doctorId }, body: { overrides } }).expect(200);
    };
    await close(ada, '2026-01-12', 50);
    await close(bea, '2026-01-12', 40);
    expect((await months('2026-01-01', '2026-01-31')).nextFree).toBe('2026-02-23');
    expect((await months('2025-01-01', '2025-01-31')).nextFree).toBe('2026-02-23');
    await close(ada, '2026-03-03', 15);
    await close(bea, '2026-02-21', 25);
    expect((await months('2026-01-01', '2026-01-31')).nextFree).toBeNull();
  });
});
