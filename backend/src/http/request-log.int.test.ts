import { Writable } from 'node:stream';
import { bookAppointment, cancelAppointment } from '@openslot/shared/contracts/appointments';
import { listPatients } from '@openslot/shared/contracts/patients';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';
import { createLogger } from '../lib/logger.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let log = '';

beforeAll(async () => {
  const memory = new Writable({
    write(chunk, _encoding, done) {
      log += chunk;
      done();
    },
  });
  clinic = await startTestClinic({ uri, logger: createLogger('trace', memory) });
});
afterAll(() => clinic.close());

it('the log tells of each request, and of nobody: no names, reasons, notes, links, cookies or passwords', async () => {
  const doctorId = await clinic.addDoctor();
  const admin = await clinic.signIn('admin');
  const patient = await clinic.signIn('patient', { name: 'Pia Private' });
  const page = (path: string) => request(clinic.baseUrl).get(path).set('Referer', `${clinic.baseUrl}${path}`);
  await page('/invitation?token=secret-link');
  await admin.call(listPatients, { query: { search: 'Pia Private' } }).expect(200);
  const booking = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: '2026-01-13T09:00:00Z' };
  const { body } = await patient.call(bookAppointment, { body: { ...booking, note: 'private-note' } });
  await patient
    .call(cancelAppointment, {
      params: { appointmentId: body.appointment.id },
      body: { version: 1, reason: 'private-reason' },
    })
    .expect(200);
  const date = '2026-01-14';
  const period = { allDay: true, startDate: date, endDate: date, startTime: null, endTime: null };
  await admin.call(markUnavailable, { params: { doctorId }, body: { ...period, reason: 'sick-leave' } });
  await request(clinic.baseUrl)
    .post('/api/auth/sign-in/email')
    .set('Origin', clinic.baseUrl)
    .send({ email: 'someone@example.org', password: 'guessed-password' })
    .expect(401);

  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toContainEqual(
    expect.objectContaining({
      level: 30,
      req: expect.objectContaining({ method: 'GET', path: '/api/v1/patients' }),
      res: { statusCode: 200 },
      responseTime: expect.any(Number),
    }),
  );
  const cookie = patient.cookie.split('=')[1] ?? '';
  const personal = ['Pia', 'private', 'sick-leave', 'secret-link', 'example.org', 'password', cookie];
  expect(personal.filter((text) => log.includes(text))).toEqual([]);
});
