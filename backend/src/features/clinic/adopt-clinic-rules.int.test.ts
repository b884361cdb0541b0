import { createVisitType } from '@openslot/shared/contracts/visit-types';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';
import { keepAdopting } from './adopt-clinic-rules.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
});
afterAll(() => clinic.close());

const VISIT_TYPE = {
  mode: 'phone',
  durationMinutes: 10,
  stepMinutes: null,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  minimumNoticeMinutes: 0,
  bookingWindowDays: 1,
};

async function followed(doctorId: string): Promise<number | undefined> {
  return (await clinic.models.doctors.findById(doctorId).lean())?.clinicRev;
}

/** Fills the queue of a doctor, so that every further command is refused at once. */
function keepBusy(doctorId: string): () => void {
  let release = () => {};
  const blocked = new Promise<void>((resolve) => {
    release = resolve;
  });
  for (let count = 0; count < 200; count += 1) {
    clinic.app.deps.queue.run([`doctor:${doctorId}`], () => blocked).catch(() => undefined);
  }
  return release;
}

describe('new rules of the clinic', () => {
  it('are saved though a doctor is too busy to follow; the others follow at once, this one later', async () => {
    const [busy, other] = [await clinic.addDoctor(), await clinic.addDoctor()];
    const admin = await clinic.signIn('admin');
    const release = keepBusy(busy);
    const saved = await admin.call(createVisitType, { body: { ...VISIT_TYPE, name: 'Call' } });
    expect([saved.status, saved.body.adopting]).toEqual([201, 1]);
    expect([await followed(busy), await followed(other)]).toEqual([1, 2]);
    release();
    onTestFinished(keepAdopting(clinic.app.deps, pino({ level: 'silent' }), 20));
    await expect.poll(() => followed(busy)).toBe(2);
  });

  it('that a process wrote before it died are followed when another one starts', async () => {
    const doctorId = await clinic.addDoctor();
    const last = await clinic.models.clinicRevisions.findById(2).orFail().lean();
    await clinic.models.clinicRevisions.create({ ...last, _id: 3 });
    await clinic.models.clinic.updateOne({ _id: 'clinic' }, { $set: { rev: 3 } });
    const started = await startTestClinic({ uri, founded: true });
    onTestFinished(() => started.close());
    await expect.poll(() => followed(doctorId)).toBe(3);
  });
});
