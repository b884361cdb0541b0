import { createHmac, randomBytes } from 'node:crypto';
import type { Role } from '@openslot/shared/contracts/session';
import type { Connection } from 'mongoose';
import { Types } from 'mongoose';
import { closeDatabase, connectDatabase } from '../src/database/connection.ts';
import { createIndexes, createModels, type Models } from '../src/database/models.ts';
import type { Person } from './booking-http.ts';
import { SECRET } from './booking-process.ts';

const DAY_MS = 24 * 60 * 60_000;

/** A clinic that never closes, with people who are signed in; on a database of its own. */
export interface World {
  readonly uri: string;
  readonly models: Models;
  /** Visit types by name; each can begin every 15 minutes of every day. */
  readonly types: Readonly<Record<VisitLength, string>>;
  readonly doctors: readonly string[];
  readonly patients: readonly Person[];
  readonly frontDesk: Person;
  readonly admin: Person;
  /** Somebody else who is signed in; a doctor's sign-in has a profile. */
  addPerson(role: Role, doctorId?: string): Promise<Person>;
  close(): Promise<void>;
}

/** `rested`: with rests of ten minutes before and after; `asked`: it has to be approved. */
export type VisitLength = 'short' | 'normal' | 'long' | 'rested' | 'asked';

const LENGTHS: Readonly<Record<VisitLength, { minutes: number; rest: number }>> = {
  short: { minutes: 15, rest: 0 },
  normal: { minutes: 30, rest: 0 },
  long: { minutes: 60, rest: 0 },
  rested: { minutes: 30, rest: 10 },
  asked: { minutes: 30, rest: 0 },
};

/** The instant so many minutes after midnight (UTC), so many days after tomorrow. */
export function at(day: number, minutes: number): string {
  const midnight = Math.floor(Date.now() / DAY_MS + 2 + day) * DAY_MS;
  return new Date(midnight + minutes * 60_000).toISOString();
}

/** Founds a clinic in an empty database, without any server. */
export async function foundWorld(
  uri: string,
  size: { readonly doctors: number; readonly patients: number; readonly bookingWindowDays?: number },
): Promise<World> {
  const connection: Connection = await connectDatabase(uri);
  const models = createModels(connection);
  await createIndexes(models);
  const types = await foundClinic(models, size.bookingWindowDays ?? 60);
  const admin = await addPerson(models, 'admin', 0);
  const doctors: string[] = [];
  for (let index = 0; index < size.doctors; index += 1) {
    doctors.push(await addDoctor(models, index, Object.values(types)));
  }
  const patients: Person[] = [];
  for (let index = 0; index < size.patients; index += 1) {
    patients.push(await addPerson(models, 'patient', index + 2));
  }
  return {
    uri,
    models,
    types,
    // Commands over two doctors take them in this order.
    doctors: doctors.sort(),
    patients,
    frontDesk: await addPerson(models, 'front_desk', 1),
    admin,
    addPerson: (role, doctorId) => addPerson(models, role, size.patients + 2, doctorId),
    close: () => closeDatabase(connection),
  };
}

async function foundClinic(models: Models, bookingWindowDays: number): Promise<World['types']> {
  const visitTypes = Object.entries(LENGTHS).map(([name, { minutes, rest }]) => ({
    _id: new Types.ObjectId(),
    version: 1,
    active: true,
    name,
    mode: 'in_person' as const,
    durationMinutes: minutes,
    stepMinutes: 15,
    bufferBeforeMinutes: rest,
    bufferAfterMinutes: rest,
    minimumNoticeMinutes: 0,
    bookingWindowDays,
    needsApproval: name === 'asked',
    cancellationCutoffMinutes: 0,
  }));
  await models.clinicRevisions.create({ _id: 1, at: new Date(), holidays: [], visitTypes });
  await models.clinic.create({
    _id: 'clinic',
    name: 'Storm Clinic',
    timeZone: 'UTC',
    demo: false,
    rev: 1,
    doctors: 0,
  });
  const [short = '', normal = '', long = '', rested = '', asked = ''] = visitTypes.map(({ _id }) =>
    String(_id),
  );
  return { short, normal, long, rested, asked };
}

async function addDoctor(models: Models, index: number, visitTypeIds: readonly string[]): Promise<string> {
  const windows = [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({ dayOfWeek, start: '00:00', end: '24:00' }));
  const template = { version: 1, effectiveFrom: '2020-01-01', effectiveTo: null, windows };
  const doctor = await models.doctors.create({
    name: `Dr ${index}`,
    specialty: 'Cardiology',
    about: '',
    timeZone: 'UTC',
    visitTypeIds: [...visitTypeIds],
    active: true,
    version: 1,
    seq: 0,
    rev: 0,
    clinicRev: 1,
    templates: [{ _id: new Types.ObjectId(), ...template }],
  });
  return String(doctor._id);
}

/** Signed in without a password: checking hundreds of them would take longer than the storm. */
async function addPerson(
  models: Models,
  role: Role,
  number: number,
  doctorId: string | null = null,
): Promise<Person> {
  const _id = new Types.ObjectId();
  const now = new Date();
  const times = { createdAt: now, updatedAt: now };
  const name = `${role} ${number}`;
  const email = `${_id}@example.org`;
  const rest = {
    emailVerified: true,
    role,
    banned: false,
    doctorId: doctorId === null ? null : new Types.ObjectId(doctorId),
  };
  await models.users.create({ _id, name, email, ...rest, ...times });
  const token = randomBytes(24).toString('base64url');
  const session = { userId: _id, token, expiresAt: new Date(now.getTime() + 6 * DAY_MS), ...times };
  // The library's own fields are not in our schema.
  await models.sessions.collection.insertOne(session as never);
  const patient =
    role === 'patient' ? await models.patients.create({ userId: _id, name, email, rev: 0 }) : null;
  const signature = createHmac('sha256', SECRET).update(token).digest('base64');
  return {
    userId: String(_id),
    patientId: patient === null ? null : String(patient._id),
    cookie: `openslot_session=${encodeURIComponent(`${token}.${signature}`)}`,
    address: `10.${(number >> 14) & 127}.${(number >> 7) & 127}.${number & 127}`,
  };
}
