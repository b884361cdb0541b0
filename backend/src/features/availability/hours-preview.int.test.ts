import { bookAppointment } from '@openslot/shared/contracts/appointments';
import {
  type HoursPreview,
  previewOverrides,
  previewTemplates,
  type TemplateEdit,
} from '@openslot/shared/contracts/hours-preview';
import * as overrides from '@openslot/shared/contracts/overrides';
import { readSlots } from '@openslot/shared/contracts/slots';
import * as templates from '@openslot/shared/contracts/templates';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { OFFICE_HOURS, startTestClinic, type TestClinic } from '../../../test/clinic.ts';
import { freshDatabaseUri } from '../../../test/test-database.ts';

const uri = freshDatabaseUri();
const TIME_ZONE = 'Europe/Berlin';
let clinic: TestClinic;
let admin: Client;
let doctorId: string;
let longId: string;

beforeAll(async () => {
  clinic = await startTestClinic({ uri });
  longId = await clinic.addVisitType({ name: 'Long', durationMinutes: 60, stepMinutes: 30 });
  admin = await clinic.signIn('admin');
});
beforeEach(async () => {
  doctorId = await clinic.addDoctor();
});
afterAll(() => clinic.close());

async function free(visitTypeId: string, from: string, to: string): Promise<Set<string>> {
  const query = { from, to, visitTypeId, timeZone: TIME_ZONE };
  const { body } = await clinic.visitor.call(readSlots, { params: { doctorId }, query }).expect(200);
  const days: { slots: { startsAt: string; status: string }[] }[] = body.days;
  return new Set(days.flatMap((day) => day.slots.map((slot) => slot.startsAt)));
}

interface Effect {
  readonly gained: number;
  readonly lost: number;
}

/** What really changed between two readings of the slots. */
function difference(before: Set<string>, after: Set<string>): Effect {
  return {
    gained: [...after].filter((start) => !before.has(start)).length,
    lost: [...before].filter((start) => !after.has(start)).length,
  };
}

async function previewed(edit: TemplateEdit): Promise<HoursPreview> {
  return (await admin.call(previewTemplates, { params: { doctorId }, body: edit }).expect(200)).body;
}

/** The effect of each visit type on the slots that are offered from `from` to `to`, measured around `save`. */
async function measured(from: string, to: string, save: () => Promise<unknown>) {
  const types = [clinic.visitTypeId, longId];
  const before = await Promise.all(types.map((id) => free(id, from, to)));
  await save();
  const after = await Promise.all(types.map((id) => free(id, from, to)));
  return types.map((id, index) => [
    id,
    difference(before[index] ?? new Set(), after[index] ?? new Set()),
  ]) as [string, Effect][];
}

function effectsOf({ visitTypes }: HoursPreview): Map<string, Effect> {
  return new Map(visitTypes.map(({ visitTypeId, gained, lost }) => [visitTypeId, { gained, lost }]));
}

async function theTemplate() {
  const { body } = await admin.call(templates.listTemplates, { params: { doctorId } }).expect(200);
  return body.templates.at(-1) as templates.Template;
}

/** 10:00 in Berlin. */
async function bookTen(date: string): Promise<string> {
  const patient = await clinic.signIn('patient');
  const body = { doctorId, visitTypeId: clinic.visitTypeId, startsAt: `${date}T09:00:00Z` };
  return (await patient.call(bookAppointment, { body }).expect(201)).body.appointment.id;
}

const NEW_HOURS = [
  { dayOfWeek: 1, start: '08:00', end: '12:00' },
  { dayOfWeek: 2, start: '13:15', end: '18:00' },
  // Joins with Wednesday's first hours at midnight.
  { dayOfWeek: 2, start: '23:00', end: '24:00' },
  { dayOfWeek: 3, start: '00:00', end: '00:30' },
  { dayOfWeek: 6, start: '09:00', end: '11:00' },
];

describe('the preview of weekly hours', () => {
  it('is what the slots are before and after saving, for each visit type and date', async () => {
    await bookTen('2026-01-20');
    const { id, version } = await theTemplate();
    const edit = { effectiveFrom: '2026-01-14', windows: NEW_HOURS };
    const preview = await previewed({ templateId: id, version, ...edit });
    expect(preview).toMatchObject({ from: '2026-01-14', to: '2026-02-10', timeZone: TIME_ZONE });
    const decisions = preview.affected.map(({ appointmentId }) => ({
      appointmentId,
      action: 'keep' as const,
    }));
    const mondays = preview.visitTypes[0]?.days.filter(({ date }) => date === '2026-01-19');
    expect(mondays).toEqual([{ date: '2026-01-19', gained: 2, lost: 10 }]);
    const real = await measured('2026-01-13', '2026-02-10', () =>
      admin
        .call(templates.updateTemplate, {
          params: { doctorId, templateId: id },
          body: { version, ...edit, decisions },
        })
        .expect(200),
    );
    expect(effectsOf(preview)).toEqual(new Map(real));
    expect(real.every(([, { gained, lost }]) => gained > 0 && lost > 0)).toBe(true);
    for (const { gained, lost, days } of preview.visitTypes) {
      const sum = (key: 'gained' | 'lost') => days.reduce((total, day) => total + day[key], 0);
      expect([sum('gained'), sum('lost')]).toEqual([gained, lost]);
    }
  });

  it('names the visits that saving asks about, those after the four weeks too, and changes nothing', async () => {
    const [soon, late] = [await bookTen('2026-01-20'), await bookTen('2026-03-03')];
    await bookTen('2026-01-19');
    const { id, version } = await theTemplate();
    const edit = { effectiveFrom: '2026-01-13', windows: NEW_HOURS };
    const { affected } = await previewed({ templateId: id, version, ...edit });
    expect(affected.map(({ appointmentId }) => appointmentId)).toEqual([soon, late]);
    expect(await theTemplate()).toMatchObject({ id, version, windows: OFFICE_HOURS });
    const refused = await admin.call(templates.updateTemplate, {
      params: { doctorId, templateId: id },
      body: { version, ...edit },
    });
    expect([refused.status, refused.body.affected]).toEqual([409, affected]);
  });

  it('tells of hours that begin after the booking window, and of the removal of a template', async () => {
    const windows = [...OFFICE_HOURS, { dayOfWeek: 6, start: '09:00', end: '10:00' }];
    const later = await previewed({ effectiveFrom: '2026-09-07', windows });
    expect(later).toMatchObject({ from: '2026-09-07', to: '2026-10-04' });
    expect(effectsOf(later).get(clinic.visitTypeId)).toEqual({ gained: 8, lost: 0 });
    const { id, version } = await theTemplate();
    const removal = await previewed({ templateId: id, version });
    const remove = () =>
      admin
        .call(templates.deleteTemplate, { params: { doctorId, templateId: id }, body: { version } })
        .expect(200);
    expect(effectsOf(removal)).toEqual(new Map(await measured('2026-01-12', '2026-02-08', remove)));
  });

  it('counts a window that is for certain visit types alone for these', async () => {
    const windows = [...OFFICE_HOURS, { dayOfWeek: 6, start: '09:00', end: '11:00', visitTypeIds: [longId] }];
    const preview = await previewed({ effectiveFrom: '2026-01-13', windows });
    expect(effectsOf(preview)).toEqual(
      new Map([
        [clinic.visitTypeId, { gained: 0, lost: 0 }],
        [longId, { gained: 4 * 3, lost: 0 }],
      ]),
    );
  });

  it('refuses what saving would refuse', async () => {
    const { id, version } = await theTemplate();
    const params = { doctorId };
    const ask = (body: object) => admin.call(previewTemplates, { params, body });
    const hours = { effectiveFrom: '2026-01-13', windows: [] };
    expect((await ask({ templateId: id, version: version + 1, ...hours })).body).toMatchObject({
      code: 'stale_version',
      current: { id, version },
    });
    expect((await ask({ effectiveFrom: '2026-01-11', windows: [] })).body.errors).toEqual([
      { pointer: '/effectiveFrom', detail: 'must not be in the past' },
    ]);
    const foreign = [{ dayOfWeek: 1, start: '09:00', end: '10:00', visitTypeIds: ['f'.repeat(24)] }];
    expect((await ask({ ...hours, windows: foreign })).body.errors[0].pointer).toBe('/windows');
  });

  it.each([
    [{}, ['/effectiveFrom', '/windows']],
    [{ effectiveFrom: '2026-01-13' }, ['/windows']],
    [{ windows: [] }, ['/effectiveFrom']],
    [{ version: 1, effectiveFrom: '2026-01-13', windows: [] }, ['/templateId']],
    [{ templateId: 'a'.repeat(24) }, ['/version']],
    [{ templateId: 'a'.repeat(24), version: 1, effectiveFrom: '2026-01-13' }, ['/windows']],
  ])('refuses half an edit: %o', async (body, pointers) => {
    const refused = await admin.call(previewTemplates, { params: { doctorId }, body });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
  });
});

describe('the preview of date overrides', () => {
  const inputs = [
    { date: '2026-01-13', windows: [] },
    { date: '2026-01-17', windows: [{ start: '09:00', end: '12:00' }] },
  ];

  it('is what the slots are before and after saving', async () => {
    const kept = await bookTen('2026-01-13');
    const preview: HoursPreview = (
      await admin.call(previewOverrides, { params: { doctorId }, body: { overrides: inputs } }).expect(200)
    ).body;
    expect(preview).toMatchObject({ from: '2026-01-13', to: '2026-01-17' });
    expect(preview.affected.map(({ appointmentId }) => appointmentId)).toEqual([kept]);
    const decisions = [{ appointmentId: kept, action: 'keep' as const }];
    const save = () =>
      admin
        .call(overrides.setOverrides, { params: { doctorId }, body: { overrides: inputs, decisions } })
        .expect(200);
    const real = await measured('2026-01-12', '2026-01-20', save);
    expect(effectsOf(preview)).toEqual(new Map(real));
    expect(preview.visitTypes[0]?.days).toEqual([
      { date: '2026-01-13', gained: 0, lost: 15 },
      { date: '2026-01-17', gained: 6, lost: 0 },
    ]);
  });

  it('stops at a date that lies far behind the first, and says so', async () => {
    const far = [...inputs, { date: '2027-06-01', windows: [] }];
    const { body } = await admin
      .call(previewOverrides, { params: { doctorId }, body: { overrides: far } })
      .expect(200);
    expect(body).toMatchObject({ from: '2026-01-13', to: '2026-01-17' });
  });
});
