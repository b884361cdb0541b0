import { randomBytes } from 'node:crypto';
import { MongoClient, ObjectId } from 'mongodb';

/**
 * Fills the database of `npm run bench:api`, past the commands: two hundred thousand visits would take them an hour.
 */
export const DOCTORS = 200;
export const TIME_ZONE = 'Europe/Berlin';
const DAY = 86_400_000;
const MINUTE = 60_000;
const SLOT_MINUTES = 30;
/** Short, because writing the cells of long visits takes most of the time. */
const VISIT_MINUTES = 15;
const CELL_MINUTES = 5;
const OPENS = 9;
const BATCH = 5_000;
const VISITS_PER_DAY = 4;
const WORKING_DAYS = [1, 2, 3, 4, 5];

/**
 * The visits of one doctor in the year from a date on: on every working day four, at other times on other
 * days. No patient comes twice.
 *
 * @param {ObjectId} doctorId
 * @param {number} firstDay epoch milliseconds
 */
function* visitsOf(doctorId, firstDay) {
  for (let day = 0; day < 365; day++) {
    const midnight = firstDay + day * DAY;
    if (!WORKING_DAYS.includes(new Date(midnight).getUTCDay())) {
      continue;
    }
    for (let visit = 0; visit < VISITS_PER_DAY; visit++) {
      const slot = (visit * 3 + day) % 16;
      const start = midnight + (OPENS * 60 + slot * SLOT_MINUTES) * MINUTE;
      // Ascending ids, so that the unique index grows at its end.
      const patientId = new ObjectId();
      const cells = Array.from(
        { length: VISIT_MINUTES / CELL_MINUTES },
        (_, index) => start / MINUTE + index * CELL_MINUTES,
      );
      yield {
        kind: 'appointment',
        doctorId,
        patientId,
        appointmentId: new ObjectId(),
        startsAt: new Date(start),
        endsAt: new Date(start + VISIT_MINUTES * MINUTE),
        bufferBeforeMinutes: 0,
        bufferAfterMinutes: 0,
        keys: [
          ...cells.map((minute) => `${doctorId.toHexString()}|${minute}`),
          ...cells.map((minute) => `p:${patientId.toHexString()}|${minute}`),
        ],
      };
    }
  }
}

/**
 * Adds a visit type, the doctors and their visits to a clinic that was founded and has never been asked for slots.
 *
 * @param {import('mongodb').Db} database
 * @param {number} firstDay epoch milliseconds of the first day with visits, a UTC midnight
 * @returns {Promise<{ doctorIds: string[], visitTypeId: string, visits: number }>}
 */
export async function seed(database, firstDay) {
  const visitTypeId = new ObjectId();
  const clinic = await database.collection('clinic').findOne({});
  await database.collection('clinic_revisions').updateOne(
    { _id: clinic?.rev },
    {
      $push: /** @type {any} */ ({
        visitTypes: {
          _id: visitTypeId,
          version: 1,
          active: true,
          name: 'Consultation for measuring',
          mode: 'in_person',
          durationMinutes: SLOT_MINUTES,
          stepMinutes: null,
          bufferBeforeMinutes: 0,
          bufferAfterMinutes: 0,
          minimumNoticeMinutes: 0,
          bookingWindowDays: 365,
        },
      }),
    },
  );
  const windows = WORKING_DAYS.map((dayOfWeek) => ({ dayOfWeek, start: '09:00', end: '17:00' }));
  const doctors = Array.from({ length: DOCTORS }, (_, index) => ({
    _id: new ObjectId(),
    name: `Dr Number ${index}`,
    specialty: 'Cardiology',
    about: '',
    timeZone: TIME_ZONE,
    visitTypeIds: [visitTypeId],
    active: true,
    version: 1,
    seq: 0,
    rev: 0,
    clinicRev: clinic?.rev,
    templates: [{ _id: new ObjectId(), version: 1, effectiveFrom: '2020-01-01', effectiveTo: null, windows }],
  }));
  await database.collection('doctors').insertMany(doctors);
  const visits = await insertVisits(
    database,
    doctors.map((doctor) => visitsOf(doctor._id, firstDay)),
  );
  return {
    doctorIds: doctors.map(({ _id }) => _id.toHexString()),
    visitTypeId: visitTypeId.toHexString(),
    visits,
  };
}

/**
 * @param {import('mongodb').Db} database
 * @param {readonly Iterable<object>[]} ofDoctors
 */
async function insertVisits(database, ofDoctors) {
  const occupancy = database.collection('occupancy', { writeConcern: { w: 1 } });
  let [batch, visits] = [/** @type {object[]} */ ([]), 0];
  const flush = async () => {
    visits += batch.length;
    await occupancy.insertMany(batch, { ordered: false });
    batch = [];
  };
  for (const doctor of ofDoctors) {
    batch.push(...doctor);
    if (batch.length >= BATCH) {
      await flush();
    }
  }
  if (batch.length > 0) {
    await flush();
  }
  return visits;
}

/**
 * A database of its own on this server, dropped by `drop`.
 *
 * @param {string} serverUri
 */
export async function freshDatabase(serverUri) {
  const name = `openslot_bench_${randomBytes(6).toString('hex')}`;
  const uri = serverUri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${name}`);
  const client = await new MongoClient(uri).connect();
  return {
    uri,
    database: client.db(),
    async drop() {
      await client.db().dropDatabase();
      await client.close(true);
    },
  };
}
