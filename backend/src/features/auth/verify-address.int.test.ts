import * as address from '@openslot/shared/contracts/address';
import { bookAppointment, listAppointments } from '@openslot/shared/contracts/appointments';
import { signUp } from '@openslot/shared/contracts/auth';
import * as patients from '@openslot/shared/contracts/patients';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { type MailServer, startMailServer, tokenIn } from '../../../test/mail-server.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const DAY_MS = 86_400_000;
const ALWAYS = [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({ dayOfWeek, start: '00:00', end: '24:00' }));
let mails: MailServer;
let clinic: TestClinic;
let frontDesk: Client;
let doctorId: string;
let people = 0;

beforeAll(async () => {
  mails = await startMailServer();
  // The database itself removes links that are too old, by the real time. It stands still, so that what is asked for
  // twice is asked for within the same minutes.
  clinic = await startTestClinic({ uri, now: Date.now(), smtp: mails.settings });
  frontDesk = await clinic.signIn('front_desk');
  doctorId = await clinic.addDoctor({ windows: ALWAYS });
});
afterAll(async () => {
  await clinic.close();
  await mails.stop();
});

/** Somebody new, signed in. */
async function register(email = `new.${++people}@example.org`): Promise<{ person: Client; email: string }> {
  const body = { name: `New ${people}`, email, password: 'a long enough password' };
  const answer = await clinic.visitor.call(signUp, { body }).expect(200);
  const cookie = [answer.get('Set-Cookie') ?? []]
    .flat()
    .map((line) => line.split(';')[0])
    .join('; ');
  return { person: client(clinic.baseUrl, cookie, answer.body.user), email };
}

const tokenFor = async (email: string) =>
  tokenIn(await mails.read(email), `${clinic.app.publicUrl()}/verify-email`);
const verify = (person: Client, token: string) => person.call(address.verifyAddress, { body: { token } });
const isVerified = async (person: Client) =>
  (await person.call(address.readOwnAddress).expect(200)).body.verified;

async function deskRecordWithVisit(email: string, birthDate: string): Promise<string> {
  const body = { name: `Desk ${email}`, birthDate, email, phone: null };
  const { id } = (await frontDesk.call(patients.createPatient, { body }).expect(201)).body.patient;
  const tomorrow = Math.ceil((clinic.clock.now() + DAY_MS) / DAY_MS) * DAY_MS;
  const startsAt = new Date(tomorrow + people * 1_800_000).toISOString();
  const visit = { doctorId, visitTypeId: clinic.visitTypeId, startsAt, patientId: id };
  await frontDesk.call(bookAppointment, { body: visit }).expect(201);
  return id;
}

async function giveBirthDate(person: Client, birthDate: string) {
  const { id, version, name, phone } = (await person.call(patients.listMyPatients)).body.items[0];
  const body = { version, name, phone, birthDate };
  return (await person.call(patients.updateMyPatient, { params: { patientId: id }, body }).expect(200)).body;
}

const visitsOf = async (person: Client): Promise<string[]> =>
  (await person.call(listAppointments).expect(200)).body.items.map(
    (one: { patientId: string }) => one.patientId,
  );

describe('an address', () => {
  it('[PT5] is verified by the link that is mailed at sign-up, opened by whom it was sent to', async () => {
    const { person, email } = await register();
    expect((await person.call(address.readOwnAddress)).body).toEqual({ email, verified: false });
    const mail = await mails.read(email);
    expect(mail.mail).toMatchObject({
      subject: 'Please confirm your e-mail address',
      from: { name: 'Test Clinic', address: 'clinic@example.org' },
      to: [{ address: email }],
    });
    expect(mail.mail.html).toContain('Confirm my address');
    expect(mail.raw).not.toContain('New ');
    const token = tokenIn(mail, `${clinic.app.publicUrl()}/verify-email`);
    const { body } = await verify(person, token).expect(200);
    expect(body).toEqual({ email, verified: true, claimed: false });
    expect(await isVerified(person)).toBe(true);
    const rows = await clinic.models.audit.find({ 'subject.id': person.user?.id ?? '' }).lean();
    expect(rows.map(({ action }) => action)).toEqual(['address_verified']);
  });

  it('[PT5] is verified by no wrong, old or used link, nor by somebody else’s click', async () => {
    const [{ person, email }, stranger] = [await register(), await register()];
    expect((await verify(person, 'guess')).body.code).toBe('link_expired');
    const token = await tokenFor(email);
    expect(JSON.stringify(await clinic.models.verifications.find().lean())).not.toContain(token);
    expect((await verify(stranger.person, token)).body.code).toBe('forbidden');
    expect(await isVerified(stranger.person)).toBe(false);
    clinic.clock.time += DAY_MS;
    expect((await verify(person, token)).status).toBe(410);
    clinic.clock.time -= DAY_MS;
    expect(await isVerified(person)).toBe(false);
    await verify(person, token).expect(200);
    expect((await verify(person, token)).body.code).toBe('link_expired');
  });

  it('[PT5] gets another link when it is asked for, once in a while, and none when it is verified', async () => {
    const { person, email } = await register();
    const first = await tokenFor(email);
    expect((await person.call(address.sendAddressLink).expect(200)).body).toEqual({ email, verified: false });
    expect((await person.call(address.sendAddressLink)).body.code).toBe('rate_limited');
    const second = await tokenFor(email);
    expect(second).not.toBe(first);
    await verify(person, first).expect(200);
    expect((await verify(person, second)).status).toBe(410);
    clinic.clock.time += 600_000;
    const again = await person.call(address.sendAddressLink).expect(200);
    expect(again.body.verified).toBe(true);
    expect(await clinic.models.mailOutbox.countDocuments({ to: email })).toBe(2);
  });
});

describe('a record of the desk with the same e-mail and date of birth', () => {
  it('[PT4] [PT5] is taken over when the address is verified and then the date of birth is given', async () => {
    const { person, email } = await register();
    const record = await deskRecordWithVisit(email, '1975-11-02');
    expect((await verify(person, await tokenFor(email)).expect(200)).body.claimed).toBe(false);
    expect(await visitsOf(person)).toEqual([]);
    expect((await giveBirthDate(person, '1975-11-02')).claimed).toBe(true);
    expect(await visitsOf(person)).toEqual([record]);
  });

  it('[PT4] [PT5] is taken over when the date of birth was given before and the address is verified', async () => {
    const { person, email } = await register();
    const record = await deskRecordWithVisit(email, '1981-06-30');
    const token = await tokenFor(email);
    expect((await giveBirthDate(person, '1981-06-30')).claimed).toBe(false);
    expect(await visitsOf(person)).toEqual([]);
    expect((await verify(person, token).expect(200)).body.claimed).toBe(true);
    expect(await visitsOf(person)).toEqual([record]);
  });

  it('[PT5] stays with the desk when it is another’s address, until that one clicks', async () => {
    const record = await deskRecordWithVisit(`victim.${++people}@example.org`, '1990-02-03');
    const victim = await clinic.models.patients.findById(record).orFail().lean();
    const { person } = await register(victim.email ?? '');
    expect((await giveBirthDate(person, '1990-02-03')).claimed).toBe(false);
    const token = await tokenFor(victim.email ?? '');
    // The owner of the address opens the link, in a browser in which the thief is not signed in.
    expect((await verify(clinic.visitor, token)).status).toBe(401);
    expect(await visitsOf(person)).toEqual([]);
  });
});
