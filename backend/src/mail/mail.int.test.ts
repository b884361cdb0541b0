import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestClinic, type TestClinic } from '../../test/clinic.ts';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import { freshDatabaseUri } from '../../test/test-database.ts';
import { inTransaction } from '../database/transaction.ts';
import { keepSending } from './keep-sending.ts';
import type { Mailer } from './mailer.ts';
import { askForMail } from './outbox.ts';
import { type Composer, type SendingDeps, sendDueMail } from './send-mail.ts';
import { smtpMailer } from './smtp-mailer.ts';

const uri = freshDatabaseUri();
let mails: MailServer;
let clinic: TestClinic;
let people = 0;
let to: string;

beforeAll(async () => {
  mails = await startMailServer();
  // It has no mail server itself: mail waits until a test sends it.
  clinic = await startTestClinic({ uri, now: Date.now() });
});
beforeEach(async () => {
  to = `person.${++people}@example.org`;
  await clinic.models.mailOutbox.deleteMany({});
});
afterAll(async () => {
  await clinic.close();
  await mails.stop();
});

const letter: Composer = async () => ({
  subject: 'A link',
  before: ['Here it is.'],
  link: { label: 'Open', url: 'https://clinic.example/x?token=1' },
  after: [],
});

function deps(change: Partial<SendingDeps> = {}): SendingDeps {
  return {
    models: clinic.models,
    clock: clinic.clock,
    logger: pino({ level: 'silent' }),
    mailer: smtpMailer(mails.settings),
    composers: { verify_address: letter, reset_password: letter, invitation: letter, claim_link: letter },
    publicUrl: () => 'https://clinic.example',
    ...change,
  };
}

const ask = (key = to) =>
  askForMail(
    clinic.models,
    null,
    { kind: 'verify_address', to, subjectId: null, key },
    new Date(clinic.clock.now()),
  );
const rowOf = (address = to) => clinic.models.mailOutbox.findOne({ to: address }).orFail().lean();
const arrivedAt = (address = to) => mails.arrived.filter((one) => one.to.includes(address));

describe('asking for a mail', () => {
  it('[ML1] happens with what causes it or not at all', async () => {
    const { connection, models, clock } = clinic.app.deps;
    const mail = { kind: 'verify_address', to, subjectId: null, key: to } as const;
    const failing = inTransaction(connection, async (session) => {
      await askForMail(models, session, mail, new Date(clock.now()));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await models.mailOutbox.countDocuments({ to })).toBe(0);
    await inTransaction(connection, (session) =>
      askForMail(models, session, mail, new Date(clock.now())).then(() => {}),
    );
    expect(await models.mailOutbox.countDocuments({ to })).toBe(1);
  });

  it('[ML2] happens once for each key, also at one moment', async () => {
    const asked = await Promise.all([ask(), ask(), ask()]);
    expect(asked.filter(Boolean)).toHaveLength(1);
    expect(await ask(`${to} later`)).toBe(true);
  });
});

describe('sending', () => {
  it('[ML1] keeps nothing of what the mail says', async () => {
    await ask();
    await sendDueMail(deps());
    expect(arrivedAt()).toHaveLength(1);
    const row = await rowOf();
    expect(row).toMatchObject({ status: 'sent', attempts: 1, error: null });
    expect(JSON.stringify(row)).not.toMatch(/token|clinic\.example|Here it is/);
  });

  it('[ML3] happens once, however many processes do it', async () => {
    await ask();
    await Promise.all([1, 2, 3, 4].map(() => sendDueMail(deps())));
    expect(arrivedAt()).toHaveLength(1);
  });

  it('[ML3] is done again, under the same Message-ID, when its process died before it was noted', async () => {
    await ask();
    const dying: Mailer = {
      async send(message) {
        await smtpMailer(mails.settings).send(message);
        await new Promise(() => {});
      },
    };
    void sendDueMail(deps({ mailer: dying }));
    await mails.read(to);
    await sendDueMail(deps());
    expect(arrivedAt()).toHaveLength(1);
    clinic.clock.time += 120_000;
    await sendDueMail(deps());
    const [first, second] = arrivedAt();
    expect(second?.mail.messageId).toBe(first?.mail.messageId);
    expect(arrivedAt()).toHaveLength(2);
    expect(await rowOf()).toMatchObject({ status: 'sent', attempts: 2 });
  });

  it('[ML4] waits while the mail server is away, and then happens once', async () => {
    await mails.stop();
    await ask();
    await sendDueMail(deps());
    expect(await rowOf()).toMatchObject({
      status: 'waiting',
      attempts: 1,
      error: expect.stringMatching(/^E/),
    });
    await mails.start();
    await sendDueMail(deps());
    expect(arrivedAt()).toHaveLength(0);
    clinic.clock.time += 10_000;
    await sendDueMail(deps());
    await sendDueMail(deps());
    expect(arrivedAt()).toHaveLength(1);
    expect(await rowOf()).toMatchObject({ status: 'sent', attempts: 2 });
  });

  it('[ML4] waits when the server is busy, and gives up at once when it refuses the address for good', async () => {
    mails.refuse({ code: 451, text: 'try later' });
    await ask();
    await sendDueMail(deps());
    expect(await rowOf()).toMatchObject({ status: 'waiting', attempts: 1 });
    mails.refuse({ code: 550, text: `nobody called ${to}` });
    clinic.clock.time += 10_000;
    await sendDueMail(deps());
    mails.refuse(null);
    const row = await rowOf();
    expect(row).toMatchObject({ status: 'failed', attempts: 2, error: 'REFUSED' });
    const audit = await clinic.models.audit
      .findOne({ action: 'mail_given_up', 'subject.id': String(row._id) })
      .lean();
    expect(audit?.facts).toEqual({ kind: 'verify_address', attempts: 2, reason: 'REFUSED' });
  });

  it('[ML4] is given up after so many attempts, whatever ended them', async () => {
    await ask();
    const broken: Mailer = { send: () => Promise.reject(new Error('no')) };
    await clinic.models.mailOutbox.updateOne({ to }, { attempts: 11 });
    await sendDueMail(deps({ mailer: broken }));
    expect(await rowOf()).toMatchObject({ status: 'failed', attempts: 12, error: 'ERROR' });
    // A row that ends each process which tries it must not be tried for ever.
    await clinic.models.mailOutbox.updateOne({ to }, { status: 'waiting', dueAt: new Date(0) });
    await sendDueMail(deps());
    expect(await rowOf()).toMatchObject({ status: 'failed', attempts: 13 });
    expect(arrivedAt()).toHaveLength(0);
  });

  it('does nothing when there is nothing to say any more', async () => {
    await ask();
    const composers = { ...deps().composers, verify_address: async () => null };
    await sendDueMail(deps({ composers }));
    expect(await rowOf()).toMatchObject({ status: 'dropped' });
    expect(arrivedAt()).toHaveLength(0);
  });

  it('[ML5] keeps a hostile name of the clinic out of the headers', async () => {
    const message = { id: 'abc', fromName: 'Evil\r\nBcc: all@example.org', to, text: 'x', html: 'x' };
    await smtpMailer(mails.settings).send({ ...message, subject: 'Hi\r\nBcc: all@example.org' });
    const [{ mail, raw, to: recipients } = expect.unreachable()] = arrivedAt();
    expect(recipients).toEqual([to]);
    expect(raw).not.toMatch(/^bcc/im);
    expect(mail.headers.map(({ key }) => key)).toContain('auto-submitted');
  });

  it('stops when it is told to, after the mail that is being sent', async () => {
    await ask();
    let finish: (() => void) | null = null;
    const slow: Mailer = {
      send: () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    };
    const stop = keepSending(deps({ mailer: slow }), 10);
    const end = () => finish ?? expect.unreachable();
    await expect.poll(() => finish, { timeout: 20_000, interval: 10 }).not.toBeNull();
    const stopped = stop();
    end()();
    await stopped;
    expect(await rowOf()).toMatchObject({ status: 'sent' });
  });
});
