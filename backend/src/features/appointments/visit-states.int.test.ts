import { ACTION_ENDPOINTS, type VisitAction } from '@openslot/shared/contracts/appointment-actions';
import { bookAppointment, listAppointments, readAppointment } from '@openslot/shared/contracts/appointments';
import { addMyPatient } from '@openslot/shared/contracts/patients';
import { readSlots } from '@openslot/shared/contracts/slots';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { MONDAY, startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { expectSoundDoctor } from '../../../test/invariants.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const DAY = 86_400_000;
let clinic: TestClinic;
let onRequest: string;
let withCutoff: string;
let doctorId: string;
let frontDesk: Client;
let patient: Client;
let hour = 0;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  onRequest = await clinic.addVisitType({ needsApproval: true });
  withCutoff = await clinic.addVisitType({ cancellationCutoffMinutes: 24 * 60 });
  doctorId = await clinic.addDoctor();
  frontDesk = await clinic.signIn('front_desk');
  patient = await clinic.signIn('patient');
});
afterAll(() => clinic.close());

/** A start that no other visit of this file has: from Tuesday on, one each hour. */
function nextStart(): string {
  const [day, time] = [Math.floor(hour / 8), 8 + (hour % 8)];
  hour += 1;
  return new Date(Date.parse('2026-01-13T00:00:00Z') + day * DAY + time * 3_600_000).toISOString();
}

async function book(person: Client, visitTypeId = clinic.visitTypeId, more: object = {}) {
  const body = { doctorId, visitTypeId, startsAt: nextStart(), ...more };
  return (await person.call(bookAppointment, { body }).expect(201)).body.appointment;
}

function act(person: Client, visit: { id: string; version: number }, action: VisitAction, reason?: string) {
  return person.call(ACTION_ENDPOINTS[action], {
    params: { appointmentId: visit.id },
    body: { version: visit.version, ...(reason !== undefined && { reason }) },
  });
}

async function at<T>(time: string, work: () => Promise<T>): Promise<T> {
  clinic.clock.time = Date.parse(time);
  try {
    return await work();
  } finally {
    clinic.clock.time = MONDAY;
  }
}

const seqOf = async () => (await clinic.models.doctors.findById(doctorId).orFail().lean()).seq;
const auditOf = async (id: string) =>
  (await clinic.models.audit.find({ 'subject.id': id }).sort({ _id: 1 }).lean()).map((row) => row.action);
async function isOffered(startsAt: string): Promise<boolean> {
  const date = startsAt.slice(0, 10);
  const query = { from: date, to: date, visitTypeId: clinic.visitTypeId, timeZone: 'UTC' };
  const { body } = await clinic.visitor.call(readSlots, { params: { doctorId }, query }).expect(200);
  return body.days.some((day: { slots: { startsAt: string }[] }) =>
    day.slots.some((slot) => Date.parse(slot.startsAt) === Date.parse(startsAt)),
  );
}

describe('a visit type that needs approval', () => {
  it('[VS4] [VS5] makes a request, which occupies its time, is approved, and is told to the patient alone', async () => {
    const visit = await book(patient, onRequest);
    expect(visit).toMatchObject({ status: 'requested', version: 1, patientHistory: null });
    expect(await isOffered(visit.startsAt)).toBe(false);
    const seq = await seqOf();
    const [told, stranger] = [await patient.listen(), await (await clinic.signIn('patient')).listen()];

    const { body } = await act(frontDesk, visit, 'approve').expect(200);
    expect(body).toMatchObject({ appointment: { status: 'confirmed', version: 2 }, seq });
    const [notice] = await told.until('appointment-updated');
    expect(notice?.payload).toEqual({ appointmentId: visit.id, version: 2 });
    expect(stranger.heard).toEqual([]);
    expect(await seqOf()).toBe(seq);
    expect(await auditOf(visit.id)).toEqual(['appointment_booked', 'appointment_approved']);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[VS4] is confirmed at once when the desk books', async () => {
    const visit = await book(frontDesk, onRequest, { patientId: patient.user?.patientId });
    expect(visit.status).toBe('confirmed');
  });

  it('[VS8] [VS10] declining needs a reason, which the patient reads, and gives the time back', async () => {
    const visit = await book(patient, onRequest);
    const refused = await act(frontDesk, visit, 'decline');
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/reason']);
    const watcher = await clinic.visitor.listen();
    await watcher.watch(doctorId);
    await act(frontDesk, visit, 'decline', 'Dr Falk is on leave').expect(200);
    const [freed] = await watcher.until('availability-slot-changed');
    expect(freed?.payload.changes).toMatchObject([{ previousStatus: 'booked', newStatus: 'free' }]);
    expect(JSON.stringify(watcher.heard)).not.toContain('leave');
    const { body } = await patient.call(readAppointment, { params: { appointmentId: visit.id } }).expect(200);
    expect(body).toMatchObject({
      status: 'cancelled',
      cancelledBy: 'clinic',
      cancelReason: 'Dr Falk is on leave',
      declined: true,
      lateCancellation: false,
    });
    expect(await isOffered(visit.startsAt)).toBe(true);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[VS10] a confirmed visit that the clinic cancels, and a request taken back, are not declined', async () => {
    const [confirmed, takenBack] = [await book(patient, onRequest), await book(patient, onRequest)];
    const { body } = await act(frontDesk, confirmed, 'approve').expect(200);
    const answers = [
      await act(frontDesk, body.appointment, 'cancel').expect(200),
      await act(patient, takenBack, 'cancel').expect(200),
    ];
    for (const answer of answers) {
      expect(answer.body.appointment).toMatchObject({ status: 'cancelled', declined: false });
    }
    const params = { appointmentId: confirmed.id };
    await clinic.models.appointments.collection.updateMany({}, { $unset: { declined: '' } });
    const older = await patient.call(readAppointment, { params }).expect(200);
    expect(older.body.declined).toBe(false);
  });

  it('[VS9] two approvals at one moment: one counts, the other is told what it is now', async () => {
    const visit = await book(patient, onRequest);
    const answers = await Promise.all([
      act(frontDesk, visit, 'approve'),
      act(await clinic.signIn('admin'), visit, 'approve'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const loser = answers.find(({ status }) => status === 409)?.body;
    expect(loser).toMatchObject({ code: 'illegal_transition', current: { status: 'confirmed', version: 2 } });
    expect(await auditOf(visit.id)).toEqual(['appointment_booked', 'appointment_approved']);
  });

  it('[VS9] an approval and the patient’s cancellation at one moment end in one of the two', async () => {
    const visit = await book(patient, onRequest);
    const [approved, cancelled] = await Promise.all([
      act(frontDesk, visit, 'approve'),
      act(patient, visit, 'cancel'),
    ]);
    expect([approved.status, cancelled.status].sort()).toEqual([200, 409]);
    const record = await clinic.models.appointments.findById(visit.id).orFail().lean();
    expect([record.version, record.status]).toEqual([2, approved.status === 200 ? 'confirmed' : 'cancelled']);
    await expectSoundDoctor(clinic.models, doctorId);
  });
});

describe('the day of a visit', () => {
  it('[VS1] goes from arrived by in progress to completed, without a change of the offer', async () => {
    const visit = await book(patient);
    const doctor = await clinic.signIn('doctor', { doctorId });
    const seq = await seqOf();
    await at(visit.startsAt, async () => {
      for (const [step, action] of (['arrive', 'start', 'complete'] as const).entries()) {
        const who = action === 'arrive' ? frontDesk : doctor;
        await act(who, { id: visit.id, version: 1 + step }, action).expect(200);
      }
      const { body } = await act(doctor, { id: visit.id, version: 4 }, 'cancel');
      expect(body.code).toBe('illegal_transition');
    });
    const { body } = await patient.call(readAppointment, { params: { appointmentId: visit.id } });
    expect(body).toMatchObject({ status: 'completed', version: 4, statusAt: visit.startsAt });
    expect(await seqOf()).toBe(seq);
    expect(await isOffered(visit.startsAt)).toBe(false);
    expect(await auditOf(visit.id)).toEqual([
      'appointment_booked',
      'appointment_arrived',
      'appointment_started',
      'appointment_completed',
    ]);
    await expectSoundDoctor(clinic.models, doctorId);
  });

  it('[VS1] takes an arrival back, and lets somebody arrive who was noted as missing', async () => {
    const visit = await book(patient);
    await at(visit.startsAt, async () => {
      const steps = ['arrive', 'back', 'no_show', 'arrive'] as const;
      for (const [step, action] of steps.entries()) {
        await act(frontDesk, { id: visit.id, version: 1 + step }, action).expect(200);
      }
    });
    const record = await clinic.models.appointments.findById(visit.id).orFail().lean();
    expect(record).toMatchObject({ status: 'arrived', version: 5 });
  });

  it('[VS3] refuses an arrival days ahead and a no-show before the start', async () => {
    const visit = await book(patient);
    expect((await act(frontDesk, visit, 'arrive')).body.code).toBe('illegal_transition');
    const before = new Date(Date.parse(visit.startsAt) - 60_000).toISOString();
    await at(before, async () => {
      expect((await act(frontDesk, visit, 'no_show')).body.code).toBe('illegal_transition');
      await act(frontDesk, visit, 'arrive').expect(200);
    });
  });

  it('[VS9] refuses a version that is not the current one, and shows the visit as it is', async () => {
    const visit = await book(patient);
    const { body } = await act(frontDesk, { id: visit.id, version: 7 }, 'cancel').expect(409);
    expect(body).toMatchObject({ code: 'stale_version', current: { id: visit.id, version: 1 } });
  });

  it('[VS2] a patient may not do what is the clinic’s, and a foreign doctor sees no visit', async () => {
    const visit = await book(patient, onRequest);
    expect((await act(patient, visit, 'approve')).status).toBe(403);
    const colleague = await clinic.signIn('doctor', { doctorId: await clinic.addDoctor() });
    expect((await act(colleague, visit, 'approve')).status).toBe(404);
    expect(await auditOf(visit.id)).toEqual(['appointment_booked']);
  });
});

describe('late cancellations and no-shows', () => {
  it('[VS6] [VS7] are counted for each patient and shown to staff alone', async () => {
    const person = await clinic.signIn('patient');
    const soon = await book(person, withCutoff);
    const inTime = await book(person, withCutoff);
    const missed = await book(person);
    expect(Date.parse(soon.lateCancellationFrom)).toBe(Date.parse(soon.startsAt) - DAY);
    await act(person, inTime, 'cancel').expect(200);
    await at(soon.lateCancellationFrom, async () => {
      const { body } = await act(person, soon, 'cancel').expect(200);
      expect(body.appointment).toMatchObject({ lateCancellation: true, patientHistory: null });
    });
    await at(missed.startsAt, () => act(frontDesk, missed, 'no_show').expect(200));

    const query = { patientId: person.user?.patientId ?? '' };
    const seen = await frontDesk.call(listAppointments, { query }).expect(200);
    expect(seen.body.items).toHaveLength(3);
    for (const visit of seen.body.items) {
      expect(visit.patientHistory).toEqual({ lateCancellations: 1, noShows: 1 });
    }
    const own = await person.call(listAppointments).expect(200);
    expect(own.body.items.map((visit: { patientHistory: unknown }) => visit.patientHistory)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('[VS6] a cancellation by the clinic is never late', async () => {
    const visit = await book(patient, withCutoff);
    const { body } = await at(visit.lateCancellationFrom, () => act(frontDesk, visit, 'cancel').expect(200));
    expect(body.appointment).toMatchObject({ cancelledBy: 'clinic', lateCancellation: false });
  });
});

describe('a guardian', () => {
  it('[PT1] books for a child, sees the visit with the name, hears of it and cancels it; nobody else', async () => {
    const [parent, stranger] = [await clinic.signIn('patient'), await clinic.signIn('patient')];
    const child = await parent
      .call(addMyPatient, { body: { name: 'Mina Sato', birthDate: '2019-05-04' } })
      .expect(201);
    const patientId = child.body.patient.id;
    const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: nextStart(), patientId };
    expect((await stranger.call(bookAppointment, { body })).status).toBe(403);
    const visit = (await parent.call(bookAppointment, { body }).expect(201)).body.appointment;
    expect(visit).toMatchObject({ patientId, patientName: 'Mina Sato' });

    await book(parent);
    const all = await parent.call(listAppointments).expect(200);
    expect(all.body.items.map((one: { patientName: string }) => one.patientName)).toContain('Mina Sato');
    expect(all.body.total).toBe(2);
    const ofChild = await parent.call(listAppointments, { query: { patientId } }).expect(200);
    expect(ofChild.body.total).toBe(1);
    expect((await stranger.call(listAppointments, { query: { patientId } })).status).toBe(403);

    const told = await parent.listen();
    const untold = await stranger.listen();
    await act(parent, visit, 'cancel').expect(200);
    await told.until('appointment-updated');
    expect(untold.heard).toEqual([]);
    expect((await act(stranger, visit, 'cancel')).status).toBe(404);
    const record = await clinic.models.appointments.findById(visit.id).orFail().lean();
    expect(record.cancelledBy).toBe('patient');
  });
});

describe('a list of visits', () => {
  it('is of several statuses when asked for them', async () => {
    const person = await clinic.signIn('patient');
    const [requested, cancelled] = [await book(person, onRequest), await book(person)];
    await book(person);
    await act(person, cancelled, 'cancel').expect(200);
    const { body } = await person
      .call(listAppointments, { query: { status: 'requested,cancelled' } })
      .expect(200);
    expect(body.items.map((visit: { id: string }) => visit.id).sort()).toEqual(
      [requested.id, cancelled.id].sort(),
    );
    const wrong = await person.call(listAppointments, { query: { status: 'requested,lost' } });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/query/status/1']);
  });
});
