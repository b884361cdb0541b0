import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';
import { compatibilityCommands } from '../../compatibility.ts';
import { importLegacy } from './import-legacy.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let doctorId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
});
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
});
afterAll(() => clinic.close());

async function run(rows: readonly unknown[], dryRun = false) {
  const lines: string[] = [];
  const backups: unknown[] = [];
  const failed = await importLegacy(rows, {
    commands: compatibilityCommands(clinic.app.deps),
    findDoctors: async (id) => (id === doctorId ? [id] : []),
    dryRun,
    say: (line) => lines.push(line),
    backUp: (before) => backups.push(...before),
  });
  return { failed, lines, backups };
}

const state = async () => {
  const doctor = await clinic.models.doctors.findById(doctorId).orFail().lean();
  return { seq: doctor.seq, templates: doctor.templates, overrides: await overrides() };
};
const overrides = () => clinic.models.exceptions.find({ doctorId }).sort({ date: 1 }).lean();

const rows = () => [
  { therapist_id: doctorId, day_of_week: 1, start_time: '09:00:00', end_time: '12:00:00' },
  { doctor: doctorId, weekday: 'Tuesday', start: '13:00', end: '00:00', available: 'true' },
  { doctor: doctorId, date: '2026-01-20', available: false },
  { doctor: doctorId, date: '2026-01-21', start: '10:00', end: '14:00', is_available: '1' },
  { doctor: doctorId, date: '2026-01-22', start: '10:00', end: '11:00', available: 'no' },
  { doctor: doctorId, weekday: 9, start: '10:00', end: '11:00' },
  { doctor: 'Nobody', weekday: 1, start: '10:00', end: '11:00' },
];

describe('importing flat availability rows', () => {
  it('only says what it would do when that is all it was asked for', async () => {
    const before = await state();
    const { lines, backups, failed } = await run(rows(), true);
    expect(lines[0]).toMatch(
      /^Would change Dr Ada Falk: weekly: 1 09:00–12:00, 2 13:00–24:00 \(was: .*closed/,
    );
    expect([failed, backups]).toEqual([3, []]);
    expect(await state()).toEqual(before);
  });

  it('sets weekly hours from today on and overrides, keeps what there was, and says what it could not', async () => {
    const before = await state();
    const { lines, backups } = await run(rows());
    const after = await state();
    expect(
      after.templates.at(-1)?.windows.map(({ dayOfWeek, start, end }) => [dayOfWeek, start, end]),
    ).toEqual([
      [1, '09:00', '12:00'],
      [2, '13:00', '24:00'],
    ]);
    expect(after.overrides).toMatchObject([
      { date: '2026-01-20', windows: [] },
      { date: '2026-01-21', windows: [{ start: '10:00', end: '14:00' }] },
    ]);
    expect(after.seq).toBe(before.seq + 2);
    expect(backups).toMatchObject([{ doctorId, templates: [{ id: String(before.templates[0]?._id) }] }]);
    expect(lines.filter((line) => line.startsWith('Not brought over:'))).toEqual([
      expect.stringContaining('Row 5: hours taken out of a date'),
      expect.stringContaining('Row 6: dayOfWeek'),
      expect.stringContaining('Nobody: no doctor'),
    ]);
  });

  it('changes nothing the second time', async () => {
    await run(rows());
    const before = await state();
    const { lines, backups } = await run(rows());
    expect([lines[0], backups]).toEqual(['Nothing to change.', []]);
    expect(await state()).toEqual(before);
  });

  it('leaves a doctor alone whose booked visits would fall outside, and says so', async () => {
    const patient = await clinic.signIn('patient');
    const startsAt = '2026-01-20T09:00:00Z';
    await patient
      .call(bookAppointment, { body: { doctorId, visitTypeId: clinic.visitTypeId, startsAt } })
      .expect(201);
    const before = await state();
    const { failed, lines } = await run([{ doctor: doctorId, date: '2026-01-20', available: false }]);
    expect([failed, lines.at(-1)]).toEqual([1, expect.stringContaining('Dr Ada Falk: Decide for each')]);
    expect(await state()).toEqual(before);
  });
});
