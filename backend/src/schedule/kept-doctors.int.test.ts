import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';
import { keptDoctors } from './kept-doctors.ts';

let clinic: TestClinic;
let ada: string;
let ben: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri: freshDatabaseUri() });
  [ada, ben] = [await clinic.addDoctor(), await clinic.addDoctor()];
});
afterAll(() => clinic.close());

/** How much the database sent for a read, by its own account. */
async function bytesOf(read: () => Promise<unknown>): Promise<number> {
  const db = clinic.app.deps.connection.db ?? expect.unreachable();
  await db.command({ profile: 2 });
  await read().finally(() => db.command({ profile: 0 }));
  const [last] = await db
    .collection<{ responseLength: number }>('system.profile')
    .find({ op: 'query', ns: /\.doctors$/ })
    .sort({ ts: -1 })
    .limit(1)
    .toArray();
  return last?.responseLength ?? expect.unreachable();
}

it('has the database send a record only when it changed, and then whole', async () => {
  const { models } = clinic.app.deps;
  const read = keptDoctors(models);
  const stored = async (id: string) => models.doctors.findById(id).lean();
  const first = await bytesOf(() => read([ada, ben]));
  expect((await read([ada, ben])).get(ada)).toEqual(await stored(ada));
  expect(await bytesOf(() => read([ada, ben]))).toBeLessThan(first / 2);

  await models.doctors.updateOne({ _id: ada }, { $inc: { rev: 1 }, $set: { about: 'Hearts' } });
  const now = await read([ada, ben]);
  expect(now.get(ada)).toEqual(await stored(ada));
  expect(now.get(ada)?.about).toBe('Hearts');
  expect(now.get(ben)).toEqual(await stored(ben));
});

it('does not know who is not there, before or any more', async () => {
  const { models } = clinic.app.deps;
  const read = keptDoctors(models);
  const gone = await clinic.addDoctor();
  expect([...(await read([gone, 'f'.repeat(24)])).keys()]).toEqual([gone]);
  await models.doctors.deleteOne({ _id: gone });
  expect((await read([gone, ben])).has(gone)).toBe(false);
});
