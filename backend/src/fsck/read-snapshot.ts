import type { Models } from '../database/models.ts';
import type { AuditRow, Doctor, LogRow, Occupancy, Reference, Snapshot, Visit } from './snapshot.ts';

/** A document as the driver gives it. */
type Raw = Record<string, unknown>;
type Read = <T>(model: Readers, fields: readonly string[], toValue: (raw: Raw) => T) => Promise<T[]>;
type Readers = Pick<Models[keyof Models], 'collection'>;

/**
 * Reads all that the checks need as of one moment. Everything is held in memory, some hundred bytes for each visit and
 * each change: a clinic of ten years fits into a few hundred megabytes.
 * @param now epoch milliseconds, kept in the snapshot.
 */
export async function readSnapshot(models: Models, now: number): Promise<Snapshot> {
  const session = await models.doctors.db.startSession({ snapshot: true });
  // Through the driver: a schema would fill in what is missing and hide what it does not know.
  const read: Read = async (model, fields, toValue) => {
    const projection = Object.fromEntries(fields.map((field) => [field, 1]));
    const found = model.collection.find({}, { session, projection, readConcern: { level: 'snapshot' } });
    const values = [];
    for await (const raw of found) {
      values.push(toValue(raw as unknown as Raw));
    }
    return values;
  };
  try {
    return { now, ...(await readRows(models, read)), ...(await readAround(models, read)) };
  } finally {
    await session.endSession();
  }
}

async function readRows(models: Models, read: Read) {
  return {
    doctors: await read(models.doctors, ['seq', 'clinicRev'], toDoctor),
    visits: await read(
      models.appointments,
      ['status', 'version', 'doctorId', 'patientId', 'bookedBy', 'visitType', 'startsAt', 'endsAt'],
      toVisit,
    ),
    occupancy: await read(models.occupancy, [], toOccupancy),
    log: await read(models.availabilityLog, ['doctorId', 'seq', 'event'], toLogRow),
    audit: await read(models.audit, ['action', 'subject', 'doctorId', 'seq'], toAuditRow),
  };
}

async function readAround(models: Models, read: Read) {
  const patients = await read(models.patients, ['userId', 'guardianOf'], (raw) => raw);
  const users = await read(models.users, ['doctorId'], (raw) => raw);
  const exceptions = await read(models.exceptions, ['doctorId'], (raw) => raw);
  const revisions = await read(models.clinicRevisions, ['visitTypes._id'], (raw) => raw);
  const types = revisions.flatMap((raw) => (raw.visitTypes as Raw[] | undefined) ?? []);
  return {
    ids: { patients: idsOf(patients), users: idsOf(users), visitTypes: idsOf(types) },
    clinicRevisions: new Set(revisions.map((raw) => Number(raw._id))),
    references: [
      ...patients.flatMap((raw) => [
        ...toReference(`patient ${raw._id}`, 'users', raw.userId),
        ...((raw.guardianOf as unknown[] | undefined) ?? []).flatMap((id) =>
          toReference(`patient ${raw._id}`, 'patients', id),
        ),
      ]),
      ...users.flatMap((raw) => toReference(`user ${raw._id}`, 'doctors', raw.doctorId)),
      ...exceptions.flatMap((raw) => toReference(`exception ${raw._id}`, 'doctors', raw.doctorId)),
    ],
    uniqueIndexes: await uniqueIndexes(models),
  };
}

async function uniqueIndexes(models: Models): Promise<string[]> {
  const names: string[] = [];
  for (const { collection } of [models.occupancy, models.availabilityLog]) {
    for (const index of await collection.indexes().catch(() => [])) {
      if (index.unique === true) {
        names.push(`${collection.collectionName}.${index.name}`);
      }
    }
  }
  return names;
}

const idsOf = (found: readonly Raw[]) => new Set(found.map((raw) => String(raw._id)));
const toId = (value: unknown) => (value === null || value === undefined ? null : String(value));
const toTime = (value: unknown) => (value instanceof Date ? value.getTime() : null);
const toReference = (from: string, to: Reference['to'], id: unknown): Reference[] =>
  id === null || id === undefined ? [] : [{ from, to, id: String(id) }];

const toDoctor = (raw: Raw): Doctor => ({
  id: String(raw._id),
  seq: Number(raw.seq),
  clinicRev: Number(raw.clinicRev),
});

function toVisit(raw: Raw): Visit {
  const type = (raw.visitType ?? {}) as Raw;
  return {
    id: String(raw._id),
    status: String(raw.status),
    version: Number(raw.version),
    doctorId: String(raw.doctorId),
    patientId: String(raw.patientId),
    bookedBy: String(raw.bookedBy),
    visitTypeId: String(type.id),
    start: toTime(raw.startsAt) ?? Number.NaN,
    end: toTime(raw.endsAt) ?? Number.NaN,
    durationMinutes: Number(type.durationMinutes),
    bufferBeforeMinutes: Number(type.bufferBeforeMinutes),
    bufferAfterMinutes: Number(type.bufferAfterMinutes),
  };
}

const toOccupancy = (raw: Raw): Occupancy => ({
  id: String(raw._id),
  kind: String(raw.kind),
  doctorId: String(raw.doctorId),
  // Documents from before there were lanes and holds lack these fields.
  lane: Number(raw.lane ?? 0),
  renewals: Number(raw.renewals ?? 0),
  patientId: toId(raw.patientId),
  appointmentId: toId(raw.appointmentId),
  heldBy: toId(raw.heldBy),
  purpose: toId(raw.purpose),
  heldAt: toTime(raw.heldAt),
  expiresAt: toTime(raw.expiresAt),
  start: toTime(raw.startsAt) ?? Number.NaN,
  end: toTime(raw.endsAt) ?? Number.NaN,
  bufferBeforeMinutes: Number(raw.bufferBeforeMinutes),
  bufferAfterMinutes: Number(raw.bufferAfterMinutes),
  keys: ((raw.keys as unknown[] | undefined) ?? []).map(String),
});

function toLogRow(raw: Raw): LogRow {
  const event = (raw.event ?? {}) as { name?: unknown; payload?: { changes?: LogRow['changes'] } };
  return {
    doctorId: String(raw.doctorId),
    seq: Number(raw.seq),
    name: String(event.name),
    changes: event.payload?.changes ?? [],
  };
}

function toAuditRow(raw: Raw): AuditRow {
  const subject = (raw.subject ?? {}) as Raw;
  return {
    action: String(raw.action),
    subjectType: String(subject.type),
    subjectId: String(subject.id),
    doctorId: toId(raw.doctorId),
    seq: raw.seq === null || raw.seq === undefined ? null : Number(raw.seq),
  };
}
