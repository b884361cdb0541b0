import { signUp } from '@openslot/shared/contracts/auth';
import { listMailbox } from '@openslot/shared/contracts/mailbox';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let mails: MailServer;
let clinic: TestClinic;

beforeAll(async () => {
  mails = await startMailServer();
  clinic = await startTestClinic({ uri, now: Date.now() });
  await clinic.models.clinic.updateOne({ _id: 'clinic' }, { demo: true });
  await clinic.close();
  clinic = await startTestClinic({ uri, now: Date.now(), founded: true, smtp: mails.settings });
});
afterAll(async () => {
  await clinic.close();
  await mails.stop();
});

it('[ML6] a demo clinic sends nothing, not even with a mail server: admins read its mail, the newest first', async () => {
  const admin = await clinic.signIn('admin');
  for (const email of ['one@example.org', 'two@example.org']) {
    const body = { name: 'One', email, password: 'a long enough password' };
    await clinic.visitor.call(signUp, { body }).expect(200);
    await expect
      .poll(async () => (await admin.call(listMailbox).expect(200)).body.items[0]?.to, { timeout: 20_000 })
      .toBe(email);
  }
  const { items } = (await admin.call(listMailbox).expect(200)).body;
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({ to: 'two@example.org', subject: 'Please confirm your e-mail address' });
  expect(items[0].text).toContain(`${clinic.app.publicUrl()}/verify-email?token=`);
  expect(mails.arrived).toEqual([]);
});

it('[ML6] in any other clinic there is no mailbox', async () => {
  const admin = await clinic.signIn('admin');
  await clinic.models.clinic.updateOne({ _id: 'clinic' }, { demo: false });
  expect((await admin.call(listMailbox)).body.code).toBe('not_found');
});
