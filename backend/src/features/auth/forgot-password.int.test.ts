import * as auth from '@openslot/shared/contracts/auth';
import { createPatient, mailClaimLink } from '@openslot/shared/contracts/patients';
import { readSession } from '@openslot/shared/contracts/session';
import { mailInvitation } from '@openslot/shared/contracts/staff';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { type MailServer, startMailServer, tokenIn } from '../../../test/mail-server.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const NEW = 'another long enough password';
let mails: MailServer;
let clinic: TestClinic;

beforeAll(async () => {
  mails = await startMailServer();
  // The sign-in library looks at the real time.
  clinic = await startTestClinic({ uri, now: Date.now(), smtp: mails.settings });
});
afterAll(async () => {
  await clinic.close();
  await mails.stop();
});

const forgot = (email: string) => clinic.visitor.call(auth.forgotPassword, { body: { email } });
const choose = (token: string, newPassword = NEW) =>
  clinic.visitor.call(auth.choosePassword, { body: { token, newPassword } });
const emailOf = (person: Client) => person.user?.email ?? '';
const page = (path: string) => `${clinic.app.publicUrl()}${path}`;
const endOf = (to: string) =>
  expect
    .poll(async () => (await clinic.models.mailOutbox.findOne({ to }).lean())?.status, { timeout: 20_000 })
    .toBe('dropped');

describe('a forgotten password', () => {
  it('[ML7] is chosen anew with the link, once; all sessions and other links end', async () => {
    const person = await clinic.signIn('patient');
    const email = emailOf(person);
    expect((await forgot(email.toUpperCase()).expect(200)).body).toEqual({});
    const first = tokenIn(await mails.read(email), page('/new-password'));
    clinic.clock.time += 600_000;
    await forgot(email).expect(200);
    const second = tokenIn(await mails.read(email), page('/new-password'));
    clinic.clock.time -= 600_000;
    expect((await choose(first).expect(200)).body).toEqual({ email });
    expect((await choose(first)).body.code).toBe('link_expired');
    expect((await choose(second)).body.code).toBe('link_expired');
    expect((await person.call(readSession)).body.user).toBeNull();
    await clinic.visitor.call(auth.signIn, { body: { email, password: NEW } }).expect(200);
  });

  it('[ML7] is answered alike whether or not somebody signs in with the address, who alone gets a mail', async () => {
    const person = await clinic.signIn('doctor', { doctorId: await clinic.addDoctor() });
    const banned = await clinic.signIn('patient');
    await clinic.models.users.updateOne({ _id: banned.user?.id ?? '' }, { banned: true });
    const answers = [
      await forgot(emailOf(person)),
      await forgot('nobody@example.org'),
      await forgot(emailOf(banned)),
    ].map(({ status, body }) => ({ status, body }));
    expect(answers).toEqual([1, 2, 3].map(() => ({ status: 200, body: {} })));
    await mails.read(emailOf(person));
    await endOf('nobody@example.org');
    await endOf(emailOf(banned));
    expect(mails.arrived.flatMap(({ to }) => to)).not.toContain('nobody@example.org');
  });

  it('[ML2] sends one mail of all that is asked for within some minutes', async () => {
    const email = emailOf(await clinic.signIn('patient'));
    await Promise.all([forgot(email).expect(200), forgot(email).expect(200)]);
    await forgot(email).expect(200);
    await mails.read(email);
    expect(await clinic.models.mailOutbox.countDocuments({ to: email })).toBe(1);
  });
});

describe('links that staff have mailed', () => {
  it('[ML5] an invitation reaches the person, and the links before it stop working', async () => {
    const admin = await clinic.signIn('admin');
    const member = await clinic.signIn('front_desk', { name: 'Eve\r\nBcc: all@example.org' });
    const { token: shown } = await clinic.app.auth.invite(member.user?.id ?? '');
    const params = { userId: member.user?.id ?? '' };
    const { body } = await admin.call(mailInvitation, { params }).expect(200);
    expect(body).toEqual({ sentTo: emailOf(member) });
    const mail = await mails.read(emailOf(member));
    expect(mail.raw).not.toMatch(/^bcc/im);
    expect((await choose(shown)).body.code).toBe('link_expired');
    await choose(tokenIn(mail, page('/invitation'))).expect(200);
  });

  it('[PT3] [ML5] a link to a record goes to the address in it, and says nothing of visits', async () => {
    const desk = await clinic.signIn('front_desk');
    const add = async (email: string | null) =>
      (
        await desk
          .call(createPatient, {
            body: { name: `Claus ${email}`, birthDate: '1950-01-01', email, phone: null },
          })
          .expect(201)
      ).body.patient.id;
    const params = { patientId: await add('claus@example.org') };
    expect((await desk.call(mailClaimLink, { params }).expect(200)).body).toEqual({
      sentTo: 'claus@example.org',
    });
    const mail = await mails.read('claus@example.org');
    expect(tokenIn(mail, page('/claim')).length).toBeGreaterThan(20);
    expect(mail.raw).not.toMatch(/1950|Claus|Consultation/);
    expect((await desk.call(mailClaimLink, { params: { patientId: await add(null) } })).status).toBe(422);
  });
});
