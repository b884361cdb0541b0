import type { SessionUser } from '@openslot/shared/contracts/session';
import type { Actor } from '@openslot/shared/policies/access';
import { addDays } from '@openslot/shared/time/local-date';
import { localDateOf } from '@openslot/shared/time/zone';
import type { Models } from '../../database/models.ts';
import type { Clock } from '../../lib/clock.ts';
import { addPatient, confirmedVisits, visitTypeIds } from './demo.repository.ts';
import type { DemoCommands } from './demo-commands.ts';
import { DEMO_CLINIC, DEMO_DOCTORS, DEMO_PATIENTS } from './demo-people.ts';
import { addDemoExceptions } from './demo-schedule.ts';
import { type DemoSignIn, newDemoSignIns, writeDemoSignIns } from './demo-sign-ins.ts';
import { playDemoVisits } from './demo-states.ts';
import { type BookablePatient, bookDemoVisits, bookSoon, type DemoVisits } from './demo-visits.ts';

const DAY_MS = 86_400_000;
/** The demo has been running for so many days. */
const PAST_DAYS = 14;

export interface DemoDeps {
  readonly models: Models;
  readonly clock: Clock;
  readonly dataDirectory: string;
  /** The product's commands, as at the moment of this clock. */
  readonly commandsAt: (clock: Clock) => DemoCommands;
  readonly createSignIn: (input: DemoSignIn & { doctorId: string | null }) => Promise<string>;
  readonly say: (text: string) => void;
}

/**
 * Fills a new clinic with invented people, hours and visits, written by the product's own commands: first as of two
 * weeks ago, then as of now. Passwords are random and kept in the data directory; the admin comes last.
 */
export async function fillDemo(deps: DemoDeps): Promise<void> {
  const now = deps.clock.now();
  const today = localDateOf(DEMO_CLINIC.timeZone, now);
  const signIns = newDemoSignIns();
  deps.say('Making a demo clinic with invented people …');
  const past = deps.commandsAt({ now: () => now - PAST_DAYS * DAY_MS });
  const doctors = await addDoctors(deps, past, now - PAST_DAYS * DAY_MS);
  const { patients, cast } = await addPeople(deps, signIns, doctors);
  const visits: DemoVisits = {
    commands: past,
    doctors,
    patients,
    visitTypes: await visitTypeIds(deps.models),
    timeZone: DEMO_CLINIC.timeZone,
  };
  await bookPastVisits(visits, today);
  await cancelLate(deps, visits, cast.frontDesk, today);
  const present = { ...visits, commands: deps.commandsAt({ now: () => now }) };
  await addDemoExceptions(present.commands, cast, today);
  await bookUpcomingVisits(present, today);
  const soon = await confirmedVisits(deps.models, now + DAY_MS);
  await playDemoVisits(present.commands, cast.frontDesk, soon, now);
  await writeDemoSignIns(deps.dataDirectory, signIns);
  for (const signIn of signIns.filter(({ role }) => role === 'admin')) {
    await deps.createSignIn({ ...signIn, doctorId: null });
  }
}

async function addDoctors(deps: DemoDeps, commands: DemoCommands, since: number) {
  const ids = await visitTypeIds(deps.models);
  const doctors: (DemoVisits['doctors'][number] & { id: string })[] = [];
  for (const doctor of DEMO_DOCTORS) {
    const { name, specialty, about, timeZone, offers, onRequest = [], windows } = doctor;
    const visitTypes = [...offers, ...onRequest].map((offer) => ids.get(offer) ?? '');
    const { id } = await commands.createDoctor({
      name,
      specialty,
      about,
      timeZone,
      visitTypeIds: visitTypes,
    });
    await commands.createTemplate(id, { effectiveFrom: localDateOf(timeZone, since), windows });
    doctors.push({ ...doctor, id });
  }
  return doctors;
}

async function addPeople(deps: DemoDeps, signIns: readonly DemoSignIn[], doctors: DemoVisits['doctors']) {
  const doctorIds = new Map(doctors.map((doctor) => [doctor.name, doctor.id]));
  const users = new Map<string, SessionUser>();
  for (const signIn of signIns.filter(({ role }) => role !== 'admin')) {
    const { name, email, role } = signIn;
    const doctorId = doctorIds.get(name) ?? null;
    const id = await deps.createSignIn({ ...signIn, doctorId });
    users.set(name, { id, name, email, role, doctorId, patientId: null });
  }
  const frontDesk = [...users.values()].find(({ role }) => role === 'front_desk') ?? null;
  const patients: BookablePatient[] = [];
  for (const patient of DEMO_PATIENTS) {
    const user = users.get(patient.name) ?? null;
    const guardian = patients.find(({ name }) => name === patient.guardian) ?? null;
    const id = await addPatient(deps.models, patient, user?.id ?? null, guardian?.id ?? null);
    const own = user === null ? frontDesk : { ...user, patientId: id };
    const booker = guardian?.booker ?? own;
    patients.push({ id, name: patient.name, booker });
  }
  return { patients, cast: { doctorIds, frontDesk, users } };
}

async function bookPastVisits(visits: DemoVisits, today: string): Promise<void> {
  const from = addDays(today, 1 - PAST_DAYS);
  const past = [
    ['Ella Schmidt', 'Dr. Amara Okafor', 'Consultation'],
    ['Tomas Baker', 'Dr. Liam Chen', 'Consultation'],
  ] as const;
  for (const [patientName, doctorName, visitType] of past) {
    await bookSoon(visits, { patientName, doctorName, visitType, from });
  }
  await bookDemoVisits(visits, { from, to: addDays(today, -1), atMost: 1 });
}

/** One patient asked for a visit last week, was given it, and cancelled it two hours before. */
async function cancelLate(
  deps: DemoDeps,
  visits: DemoVisits,
  frontDesk: Actor,
  today: string,
): Promise<void> {
  const wish = { patientName: 'Tomas Baker', doctorName: 'Dr. Jonas Weber', visitType: 'Health check' };
  const { id, version, startsAt } = await bookSoon(visits, { ...wish, from: addDays(today, -9) });
  const change = { appointmentId: id, reason: null };
  await visits.commands.changeStatus(frontDesk, { ...change, action: 'approve', version });
  const shortlyBefore = deps.commandsAt({ now: () => Date.parse(startsAt) - 2 * 3_600_000 });
  const booker = visits.patients.find(({ name }) => name === wish.patientName)?.booker ?? null;
  await shortlyBefore.changeStatus(booker, { ...change, action: 'cancel', version: version + 1 });
}

async function bookUpcomingVisits(visits: DemoVisits, today: string): Promise<void> {
  const upcoming = [
    ['Ella Schmidt', 'Dr. Sofia Marín', 'Consultation', 1],
    ['Ella Schmidt', 'Dr. Amara Okafor', 'Follow-up', 4],
    ['Ella Schmidt', 'Dr. Amara Okafor', 'Health check', 6],
    ['Mia Schmidt', 'Dr. Priya Nair', 'Consultation', 2],
    ['Tomas Baker', 'Dr. Priya Nair', 'Phone call', 2],
    ['Tomas Baker', 'Dr. Amara Okafor', 'Health check', 7],
  ] as const;
  for (const [patientName, doctorName, visitType, days] of upcoming) {
    await bookSoon(visits, { patientName, doctorName, visitType, from: addDays(today, days) });
  }
  await bookSoon(visits, {
    patientName: 'Ella Schmidt',
    doctorName: 'Dr. Jonas Weber',
    visitType: 'Video visit',
    from: addDays(today, 3),
    cancelReason: 'Feeling better',
  });
  await bookDemoVisits(visits, { from: today, to: addDays(today, 13), atMost: 2 });
}
