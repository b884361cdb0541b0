import * as contract from '@openslot/shared/contracts/patients';
import { Types } from 'mongoose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
let clinic: TestClinic;
let frontDesk: Client;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  frontDesk = await clinic.signIn('front_desk');
});
afterAll(() => clinic.close());

const AT_DESK = { email: null, phone: null, birthDate: '1949-01-08' };
const auditOf = (id: string) => clinic.models.audit.find({ 'subject.id': id }).sort({ _id: 1 }).lean();

async function addAtDesk(change: object) {
  return (await frontDesk.call(contract.createPatient, { body: { ...AT_DESK, ...change } }).expect(201)).body
    .patient;
}

async function find(search: string): Promise<string[]> {
  const { body } = await frontDesk.call(contract.listPatients, { query: { search } }).expect(200);
  return body.items.map((one: { name: string }) => one.name);
}

describe('people I look after', () => {
  it('[PT1] are added by name and date of birth, listed after oneself, and changed by nobody else', async () => {
    const parent = await clinic.signIn('patient', { name: 'Petra Parent' });
    const body = { name: 'Zoe Parent', birthDate: '2019-05-04' };
    const { patient: zoe } = (await parent.call(contract.addMyPatient, { body }).expect(201)).body;
    await parent.call(contract.addMyPatient, { body: { ...body, name: 'Adam Parent' } }).expect(201);
    const mine = await parent.call(contract.listMyPatients).expect(200);
    expect(mine.body.items).toEqual([
      expect.objectContaining({ id: parent.user?.patientId, relation: 'self', name: 'Petra Parent' }),
      expect.objectContaining({ relation: 'guarded', name: 'Adam Parent' }),
      { id: zoe.id, version: 1, relation: 'guarded', ...body, phone: null },
    ]);

    const change = { version: 1, name: 'Zoë Parent', birthDate: '2019-05-05', phone: '+49 30 23125 011' };
    const params = { patientId: zoe.id };
    const stranger = await clinic.signIn('patient');
    expect((await stranger.call(contract.updateMyPatient, { params, body: change })).status).toBe(404);
    const saved = await parent.call(contract.updateMyPatient, { params, body: change }).expect(200);
    expect(saved.body).toMatchObject({ claimed: false, patient: { version: 2, name: 'Zoë Parent' } });
    const stale = await parent.call(contract.updateMyPatient, { params, body: change });
    expect(stale.body).toMatchObject({ code: 'stale_version', current: { version: 2 } });
    const rows = await auditOf(zoe.id);
    expect(rows.map((row) => row.action)).toEqual(['patient_added', 'patient_updated']);
    expect(JSON.stringify(rows)).not.toContain('Parent');
  });

  it('[PT1] are not added twice, not even by a double click', async () => {
    const parent = await clinic.signIn('patient');
    const body = { name: 'Mina Sato', birthDate: '2016-09-12' };
    const answers = await Promise.all([1, 2, 3].map(() => parent.call(contract.addMyPatient, { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const again = await parent.call(contract.addMyPatient, { body: { ...body, name: ' mina  SATO' } });
    expect(again.body).toMatchObject({ code: 'already_exists', errors: [{ pointer: '/name' }] });
    expect((await parent.call(contract.listMyPatients)).body.items).toHaveLength(2);
  });

  it('[PT1] are at most twenty, and born already', async () => {
    const parent = await clinic.signIn('patient');
    const own = parent.user?.patientId ?? '';
    const many = Array.from({ length: 20 }, (_, index) => ({ name: `Child ${index}`, rev: 0 }));
    const made = await clinic.models.patients.create(many);
    await clinic.models.patients.updateOne({ _id: own }, { guardianOf: made.map(({ _id }) => _id) });
    const body = { name: 'One More', birthDate: '2019-01-01' };
    expect((await parent.call(contract.addMyPatient, { body })).status).toBe(422);
    const unborn = await (await clinic.signIn('patient')).call(contract.addMyPatient, {
      body: { ...body, birthDate: '2027-01-01' },
    });
    expect(unborn.body.errors).toEqual([{ pointer: '/birthDate', detail: 'lies in the future' }]);
  });
});

describe('at the desk', () => {
  it('[PT2] a patient needs no e-mail, is found by every word of the search, and is changed', async () => {
    const karl = await addAtDesk({ name: 'Karl Weg', phone: '+49 30 23125 77' });
    expect(karl).toEqual({
      ...AT_DESK,
      id: expect.any(String),
      version: 1,
      name: 'Karl Weg',
      phone: '+49 30 23125 77',
      hasAccount: false,
      guardians: [],
      guards: [],
      history: { lateCancellations: 0, noShows: 0 },
    });
    expect(await find('weg 08.01.1949')).toEqual(['Karl Weg']);
    expect(await find('1949-01-08 karl')).toEqual(['Karl Weg']);
    expect(await find('weg 1949-01-09')).toEqual([]);
    expect(await find('2312577 weg')).toEqual([]);
    expect(await find('23125 77')).toEqual(['Karl Weg']);

    const body = { ...AT_DESK, name: 'Karl Weg', email: 'Karl@Example.org', version: 1 };
    const params = { patientId: karl.id };
    const saved = await frontDesk.call(contract.updatePatient, { params, body }).expect(200);
    expect(saved.body.patient).toMatchObject({ version: 2, email: 'karl@example.org', phone: null });
    const stale = await frontDesk.call(contract.updatePatient, { params, body });
    expect(stale.body).toMatchObject({ code: 'stale_version', current: { id: karl.id, version: 2 } });
    expect((await auditOf(karl.id)).map((row) => row.action)).toEqual(['patient_added', 'patient_updated']);
  });

  it('[PT2] the same name and date of birth are refused and named, unless it is another person', async () => {
    const first = await addAtDesk({ name: 'José Novák', phone: '030 231250' });
    const body = { ...AT_DESK, name: 'jose novak' };
    const refused = await frontDesk.call(contract.createPatient, { body });
    expect([refused.status, refused.body.code]).toEqual([409, 'already_exists']);
    expect(refused.body.existing).toEqual([
      { id: first.id, name: 'José Novák', birthDate: AT_DESK.birthDate, email: null, phone: '030 231250' },
    ]);
    const twin = await addAtDesk({ ...body, allowDuplicate: true });
    expect(twin.id).not.toBe(first.id);
    expect((await auditOf(twin.id))[0]?.facts).toMatchObject({ allowDuplicate: true });

    const other = await addAtDesk({ name: 'Rosa Other' });
    const renamed = { ...body, version: 1 };
    const params = { patientId: other.id };
    expect((await frontDesk.call(contract.updatePatient, { params, body: renamed })).body.code).toBe(
      'already_exists',
    );
    // A twin may be saved again under its own name.
    await frontDesk
      .call(contract.updatePatient, { params: { patientId: twin.id }, body: { ...renamed, phone: '030 99' } })
      .expect(200);
  });

  it('[PT2] two desks at one moment make one record', async () => {
    const body = { ...AT_DESK, name: 'Doppelt Gemoppelt' };
    const desks = [frontDesk, await clinic.signIn('front_desk'), await clinic.signIn('admin')];
    const answers = await Promise.all(desks.map((desk) => desk.call(contract.createPatient, { body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map((one) => one.body.existing.length)).toEqual([
      1, 1,
    ]);
    expect(await find('Gemoppelt')).toHaveLength(1);
  });

  it('[PT1] says who are the guardians of a patient', async () => {
    const [mother, father] = [await clinic.signIn('patient'), await clinic.signIn('patient')];
    const ids = [mother, father].map((one) => one.user?.patientId ?? '');
    const child = await addAtDesk({ name: 'Lia Lind', birthDate: '2020-02-02', guardianIds: [ids[0]] });
    const names = async (parent: Client) =>
      (await parent.call(contract.listMyPatients).expect(200)).body.items
        .slice(1)
        .map((one: { name: string }) => one.name);
    expect([await names(mother), await names(father)]).toEqual([['Lia Lind'], []]);
    const change = { ...AT_DESK, name: 'Lia Lind', birthDate: '2020-02-02', version: 1 };
    const params = { patientId: child.id };
    const wrong = (guardianIds: string[]) =>
      frontDesk.call(contract.updatePatient, { params, body: { ...change, guardianIds } });
    for (const id of [child.id, String(new Types.ObjectId())]) {
      expect((await wrong([ids[0] ?? '', id])).body.errors[0].pointer).toBe('/guardianIds');
    }
    const saved = await frontDesk
      .call(contract.updatePatient, { params, body: { ...change, guardianIds: [ids[1]] } })
      .expect(200);
    expect(saved.body.patient.guardians.map((one: { id: string }) => one.id)).toEqual([ids[1]]);
    expect([await names(mother), await names(father)]).toEqual([[], ['Lia Lind']]);
    const seen = await frontDesk.call(contract.readPatient, { params: { patientId: ids[1] ?? '' } });
    expect(seen.body.patient).toMatchObject({ hasAccount: true, guards: [{ id: child.id }] });
  });
});
