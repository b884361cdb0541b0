import { type ChangesAnswer, readChanges, readChangesOfMany } from '@openslot/shared/contracts/changes';
import * as contract from '@openslot/shared/contracts/unavailability';
import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
});
afterAll(() => clinic.close());

const NOBODY = 'f'.repeat(24);

/** A doctor with `changes` changes so far. */
async function doctorAt(changes: number): Promise<string> {
  const doctorId = await clinic.addDoctor();
  const doctor = await clinic.signIn('doctor', { doctorId });
  for (let hour = 9; hour < 9 + changes; hour++) {
    const body = {
      allDay: false,
      startDate: '2026-01-13',
      endDate: '2026-01-13',
      startTime: `${String(hour).padStart(2, '0')}:00`,
      endTime: `${String(hour).padStart(2, '0')}:30`,
      reason: 'Private',
    };
    await doctor.call(contract.markUnavailable, { params: { doctorId }, body }).expect(201);
  }
  return doctorId;
}

async function ask(since: string): Promise<ChangesAnswer[]> {
  const { body } = await clinic.visitor.call(readChangesOfMany, { query: { since } }).expect(200);
  return body.items;
}

describe('the changes of several doctors', () => {
  it('are for each what the doctor alone is answered with, in the order asked', async () => {
    const [first, second, third] = [await doctorAt(3), await doctorAt(1), await doctorAt(0)];
    const items = await ask(`${second}:0,${first}:1,${third}:0`);
    expect(items.map(({ doctorId, seq, reset }) => [doctorId, seq, reset])).toEqual([
      [second, 1, false],
      [first, 3, false],
      [third, 0, false],
    ]);
    expect(items.map(({ changes }) => changes.map(({ payload }) => payload.seq))).toEqual([[1], [2, 3], []]);
    const alone = await clinic.visitor
      .call(readChanges, { params: { doctorId: first }, query: { since: '1' } })
      .expect(200);
    expect(items[1]).toEqual({ ...alone.body, asOf: items[1]?.asOf });
    // Anybody may ask: nothing that only the doctor may know.
    expect(JSON.stringify(items)).not.toContain('Private');
  });

  it('[RT38] begin anew for a number that was never given; who is not known is absent', async () => {
    const doctorId = await doctorAt(1);
    expect(await ask(`${NOBODY}:0,${doctorId}:9`)).toMatchObject([
      { doctorId, seq: 1, reset: true, changes: [] },
    ]);
  });

  it('[RT38] are told without a hole, up to 200 of them; beyond that, and where the log has ended, they begin anew', async () => {
    const doctorId = await doctorAt(1);
    const { availabilityLog, doctors } = clinic.models;
    const row = await availabilityLog.findOne({ doctorId }).orFail().lean();
    const later = Array.from({ length: 201 }, (_, index) => ({
      ...row,
      _id: new Types.ObjectId(),
      seq: index + 2,
    }));
    await availabilityLog.insertMany(later);
    await doctors.updateOne({ _id: doctorId }, { seq: 202 });
    const [most] = await ask(`${doctorId}:2`);
    expect([most?.reset, most?.changes.length]).toEqual([false, 200]);
    expect(await ask(`${doctorId}:1`)).toMatchObject([{ seq: 202, reset: true, changes: [] }]);
    await availabilityLog.deleteOne({ doctorId, seq: 100 });
    expect(await ask(`${doctorId}:99`)).toMatchObject([{ seq: 202, reset: true, changes: [] }]);
    expect(await ask(`${doctorId}:100`)).toMatchObject([{ seq: 202, reset: false }]);
  });

  it('are answered for up to 50, and what cannot be read is refused with the field named', async () => {
    const ids = Array.from({ length: 51 }, (_, index) => `${index.toString(16).padStart(24, '0')}:0`);
    expect(await ask(ids.slice(1).join(','))).toEqual([]);
    for (const since of [ids.join(','), '', `${NOBODY}:`, `${NOBODY}:0,${NOBODY}:1`, `${NOBODY}:0;`]) {
      const { body } = await clinic.visitor.call(readChangesOfMany, { query: { since } }).expect(422);
      expect(body.errors[0].pointer).toMatch(/^\/query\/since/);
    }
  });
});
