import { bookAppointment } from '@openslot/shared/contracts/appointments';
import type { Decisions } from '@openslot/shared/contracts/common';
import { readSlots } from '@openslot/shared/contracts/slots';
import { listTemplates, updateTemplate } from '@openslot/shared/contracts/templates';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let admin: Client;
let doctorId: string;
let longId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  longId = await clinic.addVisitType({ name: 'Long', durationMinutes: 60 });
  doctorId = await clinic.addDoctor();
  admin = await clinic.signIn('admin');
});
afterAll(() => clinic.close());

async function save(visitTypeIds: string[], decisions: Decisions = []) {
  const params = { doctorId };
  const listed = await admin.call(listTemplates, { params }).expect(200);
  const [{ id, version, effectiveFrom }] = listed.body.templates.slice(-1);
  const windows = [
    { dayOfWeek: 2, start: '09:00', end: '11:00', visitTypeIds },
    { dayOfWeek: 2, start: '13:00', end: '14:00' },
  ];
  const body = { version, effectiveFrom, windows, decisions };
  return admin.call(updateTemplate, { params: { doctorId, templateId: id }, body });
}

async function starts(visitTypeId: string): Promise<string[]> {
  const query = { from: '2026-01-13', to: '2026-01-13', visitTypeId, timeZone: 'Europe/Berlin' };
  const { body } = await clinic.visitor.call(readSlots, { params: { doctorId }, query }).expect(200);
  return body.days[0].slots.map((slot: { startsAt: string }) => slot.startsAt.slice(11, 16));
}

describe('a window for certain visit types', () => {
  it('offers them alone, on the page and to a booking, and says so where hours are edited', async () => {
    const saved = await save([longId]);
    expect(saved.status).toBe(200);
    expect(saved.body.templates.at(-1).windows[0].visitTypeIds).toEqual([longId]);
    expect(saved.body.templates.at(-1).windows[1]).not.toHaveProperty('visitTypeIds');
    expect(await starts(longId)).toEqual(['08:00', '09:00', '12:00']);
    expect(await starts(clinic.visitTypeId)).toEqual(['12:00', '12:30']);
    const patient = await clinic.signIn('patient');
    const startsAt = '2026-01-13T08:00:00Z';
    const other = { doctorId, visitTypeId: clinic.visitTypeId, startsAt };
    const refused = await patient.call(bookAppointment, { body: other });
    expect([refused.status, refused.body.code]).toEqual([409, 'slot_not_offered']);
    await patient.call(bookAppointment, { body: { ...other, visitTypeId: longId } }).expect(201);
  });

  it('asks about booked visits of other types, once a window is no longer for them', async () => {
    const patient = await clinic.signIn('patient');
    await save([longId, clinic.visitTypeId]).then(({ status }) => expect(status).toBe(200));
    const book = async (visitTypeId: string, startsAt: string) => {
      const body = { doctorId, visitTypeId, startsAt };
      return (await patient.call(bookAppointment, { body }).expect(201)).body.appointment.id;
    };
    const short = await book(clinic.visitTypeId, '2026-01-20T08:00:00Z');
    await book(longId, '2026-01-20T09:00:00Z');
    // The afternoon is for every type: this one stays where it is.
    await book(clinic.visitTypeId, '2026-01-20T12:00:00Z');
    const refused = await save([longId]);
    expect([refused.status, refused.body.code]).toEqual([409, 'affected_appointments']);
    const ids = refused.body.affected.map((row: { appointmentId: string }) => row.appointmentId);
    expect(ids).toEqual([short]);
    await save([longId], [{ appointmentId: short, action: 'keep' }]).then(({ status }) =>
      expect(status).toBe(200),
    );
    // Decided once: it lies outside already, so nothing asks again.
    await save([longId]).then(({ status }) => expect(status).toBe(200));
  });

  it('must name visit types that there are', async () => {
    const refused = await save(['f'.repeat(24)]);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/windows']);
  });
});
