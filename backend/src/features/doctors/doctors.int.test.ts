import { bookAppointment } from '@openslot/shared/contracts/appointments';
import { listAudit } from '@openslot/shared/contracts/audit';
import * as contract from '@openslot/shared/contracts/doctors';
import { readSlots } from '@openslot/shared/contracts/slots';
import * as visitTypes from '@openslot/shared/contracts/visit-types';
import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let admin: Client;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  admin = await clinic.signIn('admin');
});
afterAll(() => clinic.close());

const profile = (change: object = {}) => ({
  name: 'Dr Noor Visser',
  specialty: 'Dermatology',
  about: 'Skin, hair and nails.',
  timeZone: 'Europe/Amsterdam',
  visitTypeIds: [clinic.visitTypeId],
  ...change,
});

async function names(query: Record<string, string>, asker: Client = clinic.visitor): Promise<string[]> {
  const { body } = await asker.call(contract.listDoctors, { query }).expect(200);
  return body.items.map((doctor: { name: string }) => doctor.name);
}

describe('doctors', () => {
  it('are added, found by any words of name and specialty, page by page, and never by a pattern', async () => {
    for (const [name, specialty] of [
      ['Dr Zoë Lind', 'Paediatrics'],
      ['Dr Amir Lind', 'Paediatrics'],
      ['Dr Bea (Locum)', 'Neurology'],
    ]) {
      await admin.call(contract.createDoctor, { body: profile({ name, specialty }) }).expect(201);
    }
    expect(await names({ search: 'lind paed' })).toEqual(['Dr Amir Lind', 'Dr Zoë Lind']);
    expect(await names({ search: '(locum)' })).toEqual(['Dr Bea (Locum)']);
    expect(await names({ search: '.*' })).toEqual([]);
    expect(await names({ specialty: 'Neurology' })).toEqual(['Dr Bea (Locum)']);
    const page = await clinic.visitor.call(contract.listDoctors, {
      query: { search: 'lind', page: '2', pageSize: '1' },
    });
    expect(page.body).toMatchObject({ total: 2, page: 2, pageSize: 1, items: [{ name: 'Dr Zoë Lind' }] });
    expect(page.body.specialties).toEqual(expect.arrayContaining(['Neurology', 'Paediatrics']));
  });

  it('a stale edit of the profile is refused with the current one; another zone moves the hours and is pushed', async () => {
    const created = await admin.call(contract.createDoctor, { body: profile() }).expect(201);
    const { id } = created.body.doctor;
    const listener = await clinic.visitor.listen();
    await listener.watch(id);
    const params = { doctorId: id };
    const edit = { ...profile({ about: 'New' }), version: 1 };
    const quiet = await admin.call(contract.updateDoctor, { params, body: edit }).expect(200);
    expect(quiet.body.seq).toBe(0);
    const stale = await admin.call(contract.updateDoctor, { params, body: edit });
    expect([stale.status, stale.body.current.about]).toEqual([409, 'New']);
    const moved = { ...edit, timeZone: 'Asia/Tokyo', version: 2 };
    expect((await admin.call(contract.updateDoctor, { params, body: moved }).expect(200)).body.seq).toBe(1);
    const [event] = await listener.until('doctor-availability-updated');
    expect(event?.payload).toMatchObject({ action: 'doctor_updated', to: null });
  });

  it('names a visit type that the clinic does not have', async () => {
    const body = profile({ visitTypeIds: [clinic.visitTypeId, 'f'.repeat(24)] });
    const answer = await admin.call(contract.createDoctor, { body });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/visitTypeIds/1']);
  });

  it('are deactivated once every coming visit has a decision, then offer nothing, and can come back', async () => {
    const doctorId = await clinic.addDoctor({ name: 'Dr Leaving Soon' });
    const patient = await clinic.signIn('patient');
    const startsAt = '2026-01-13T09:00:00Z';
    const booking = { doctorId, visitTypeId: clinic.visitTypeId, startsAt };
    const { body: booked } = await patient.call(bookAppointment, { body: booking }).expect(201);
    const params = { doctorId };
    const refused = await admin.call(contract.deactivateDoctor, { params, body: { version: 1 } });
    expect(refused.body).toMatchObject({
      code: 'affected_appointments',
      affected: [{ appointmentId: booked.appointment.id }],
    });
    const decisions = [{ appointmentId: booked.appointment.id, action: 'keep' }];
    await admin.call(contract.deactivateDoctor, { params, body: { version: 1, decisions } }).expect(200);
    const query = { from: '2026-01-13', to: '2026-01-14', visitTypeId: clinic.visitTypeId, timeZone: 'UTC' };
    const slots = await clinic.visitor.call(readSlots, { params, query }).expect(200);
    expect(slots.body).toMatchObject({
      bookable: false,
      days: [
        { date: '2026-01-13', slots: [] },
        { date: '2026-01-14', slots: [] },
      ],
    });
    const late = await patient.call(bookAppointment, {
      body: { ...booking, startsAt: '2026-01-14T09:00:00Z' },
    });
    expect([late.status, late.body.code]).toEqual([409, 'slot_not_offered']);
    expect(await names({ search: 'Leaving' })).toEqual([]);
    expect(await names({ search: 'Leaving', includeInactive: 'true' }, admin)).toEqual(['Dr Leaving Soon']);
    await admin.call(contract.reactivateDoctor, { params, body: { version: 2 } }).expect(200);
    expect((await clinic.visitor.call(readSlots, { params, query })).body.bookable).toBe(true);
  });
});

describe('a doctor who is booked out for months', () => {
  it('can be deactivated, with a decision on each of two thousand visits', async () => {
    const doctorId = await clinic.addDoctor();
    const patient = await clinic.signIn('patient');
    const booked = await patient.call(bookAppointment, {
      body: { doctorId, visitTypeId: clinic.visitTypeId, startsAt: '2026-01-13T08:00:00Z' },
    });
    const first = await clinic.models.appointments.findById(booked.body.appointment.id).orFail().lean();
    const visits = Array.from({ length: 1_999 }, (_, index) => {
      const startsAt = new Date(first.endsAt.getTime() + index * 1_800_000);
      return {
        ...first,
        _id: new Types.ObjectId(),
        startsAt,
        endsAt: new Date(startsAt.getTime() + 1_800_000),
      };
    });
    await clinic.models.appointments.insertMany(visits);
    const params = { doctorId };
    const refused = await admin.call(contract.deactivateDoctor, { params, body: { version: 1 } });
    expect([refused.status, refused.body.affected?.length]).toEqual([409, 2_000]);
    const decisions = refused.body.affected.map(({ appointmentId }: { appointmentId: string }) => ({
      appointmentId,
      action: 'keep',
    }));
    await admin.call(contract.deactivateDoctor, { params, body: { version: 1, decisions } }).expect(200);
  });
});

describe('visit types', () => {
  const input = {
    name: 'Check-up',
    mode: 'video',
    durationMinutes: 20,
    stepMinutes: 10,
    bufferBeforeMinutes: 5,
    bufferAfterMinutes: 5,
    minimumNoticeMinutes: 60,
    bookingWindowDays: 30,
  };

  it('are added and changed; a taken name, a stale edit and an unknown id are refused', async () => {
    const { body } = await admin.call(visitTypes.createVisitType, { body: input }).expect(201);
    const { id } = body.visitType;
    const again = await admin.call(visitTypes.createVisitType, { body: { ...input, name: 'check-UP' } });
    expect([again.status, again.body.errors[0].pointer]).toEqual([422, '/name']);
    const change = { ...input, durationMinutes: 25, version: 1, active: false };
    const params = { visitTypeId: id };
    await admin.call(visitTypes.updateVisitType, { params, body: change }).expect(200);
    const stale = await admin.call(visitTypes.updateVisitType, { params, body: change });
    expect([stale.status, stale.body.current.durationMinutes]).toEqual([409, 25]);
    await admin
      .call(visitTypes.updateVisitType, { params: { visitTypeId: 'f'.repeat(24) }, body: change })
      .expect(404);
    const publicList = await clinic.visitor.call(visitTypes.listVisitTypes).expect(200);
    expect(publicList.body.items.map((type: { name: string }) => type.name)).toEqual(['Consultation']);
    const all = await admin.call(visitTypes.listVisitTypes, { query: { includeInactive: 'true' } });
    expect(all.body.items).toHaveLength(2);
  });

  it('two edits at once both take effect, and every doctor follows the newest rules', async () => {
    await Promise.all(
      ['Blood test', 'Vaccination', 'X-ray'].map((name) =>
        admin.call(visitTypes.createVisitType, { body: { ...input, name } }).expect(201),
      ),
    );
    const found = await clinic.visitor.call(visitTypes.listVisitTypes);
    expect(found.body.items.map((type: { name: string }) => type.name)).toEqual(
      expect.arrayContaining(['Blood test', 'Vaccination', 'X-ray']),
    );
    const current = await clinic.models.clinic.findById('clinic').orFail().lean();
    expect(await clinic.models.doctors.distinct('clinicRev')).toEqual([current.rev]);
  });
});

describe('the audit log', () => {
  it('has one row for each change, newest first, page by page, with who did it', async () => {
    const first = await admin.call(listAudit, { query: { limit: '3' } }).expect(200);
    expect(first.body.items).toHaveLength(3);
    expect(first.body.more).toBe(true);
    const before = first.body.items.at(-1).id;
    const second = await admin.call(listAudit, { query: { limit: '3', before } }).expect(200);
    expect(second.body.items[0].id < before).toBe(true);
    const actions = (await clinic.models.audit.find().lean()).map((row) => row.action);
    expect(new Set(actions)).toEqual(
      new Set([
        'doctor_created',
        'doctor_updated',
        'doctor_deactivated',
        'doctor_reactivated',
        'appointment_booked',
        'visit_type_created',
        'visit_type_updated',
        'clinic_rules_updated',
      ]),
    );
  });
});
