import * as actions from '@openslot/shared/contracts/appointment-actions';
import * as appointments from '@openslot/shared/contracts/appointments';
import * as holds from '@openslot/shared/contracts/holds';
import * as moves from '@openslot/shared/contracts/moves';
import {
  type AccessRow,
  all,
  frontDesk,
  nobody,
  ownSchedule,
  row,
  type Statuses,
  signedIn,
} from './access-row.ts';
import type { AccessWorld } from './access-world.ts';

/** A visit of `patient` with `doctor`: to the others it does not exist. */
const visitOf = (status: number): Statuses => ({ ...signedIn(status), stranger: 404, colleague: 404 });

/** Whoever may book. */
const booking = (status: number): Statuses => ({ ...all(status), visitor: 401, doctor: 403, colleague: 403 });
/** A hold of `patient`: to the others it does not exist. */
const holdOf = (status: number): Statuses => ({ ...booking(404), patient: status });

const newHold = async ({ people, newBooking }: AccessWorld) => {
  const { body } = await people.patient.call(holds.holdSlot, { body: newBooking() }).expect(201);
  return { params: { holdId: body.hold.id } };
};

/** What the clinic alone may do to a visit, and to one in which status. */
const ACTIONS = [
  ['approve', 'requested'],
  ['decline', 'requested'],
  ['arrive', 'confirmed'],
  ['start', 'arrived'],
  ['complete', 'in_progress'],
  ['no_show', 'confirmed'],
  ['back', 'arrived'],
] as const;

/** Of {@link ACCESS_ROWS}, those of holds and visits. */
export const VISIT_ROWS: readonly AccessRow[] = [
  row(holds.holdSlot, booking(201), (world) => ({ body: world.newBooking() })),
  row(holds.listOwnHolds, booking(200)),
  row(holds.renewHold, holdOf(200), newHold),
  row(holds.releaseHold, holdOf(200), newHold),
  row(
    appointments.bookAppointment,
    { ...nobody, patient: 201, stranger: 201, doctor: 422, frontDesk: 422, admin: 422 },
    (world) => ({ body: world.newBooking() }),
    'for oneself',
  ),
  row(
    appointments.bookAppointment,
    { ...ownSchedule(201), patient: 201 },
    async (world) => {
      await world.newVisit();
      return { body: { ...world.newBooking(), patientId: world.patientId } };
    },
    'for a patient whom the doctor knows',
  ),
  row(appointments.listAppointments, signedIn(200)),
  row(
    appointments.listAppointments,
    { ...signedIn(200), stranger: 403 },
    ({ patientId }) => ({ query: { patientId } }),
    'of a patient',
  ),
  row(
    appointments.listAppointments,
    { ...signedIn(200), colleague: 403 },
    ({ doctorId }) => ({ query: { doctorId } }),
    'of a doctor',
  ),
  row(
    appointments.bookAppointment,
    ownSchedule(201),
    async (world) => {
      await world.newVisit();
      const { patientId } = world;
      return { body: { ...world.newBooking(), patientId, overbook: { reason: 'An emergency' } } };
    },
    'past the offer',
  ),
  row(
    appointments.bookAppointment,
    frontDesk(201),
    async (world) => ({
      body: {
        ...world.newBooking(),
        patientId: await world.newPatient(),
        overbook: { reason: 'An emergency' },
      },
    }),
    'past the offer, for somebody whom the doctor never saw',
  ),
  row(moves.moveAppointment, visitOf(200), async (world) => ({
    params: { appointmentId: await world.newVisit() },
    body: { version: 1, startsAt: world.newBooking().startsAt },
  })),
  row(moves.undoMove, visitOf(200), async (world, who) => {
    const params = { appointmentId: await world.newVisit() };
    const body = { version: 1, startsAt: world.newBooking().startsAt };
    const may = visitOf(200)[who] === 200;
    await world.people[may ? who : 'admin'].call(moves.moveAppointment, { params, body }).expect(200);
    return { params, body: { version: 2 } };
  }),
  row(appointments.readAppointment, visitOf(200), async (world) => ({
    params: { appointmentId: await world.newVisit() },
  })),
  row(
    appointments.bookAppointment,
    { ...nobody, patient: 201, frontDesk: 201, admin: 201 },
    async (world) => ({ body: { ...world.newBooking(), patientId: await world.newChild() } }),
    "for a patient's child",
  ),
  ...ACTIONS.map(([action, status]) =>
    row(actions.ACTION_ENDPOINTS[action], { ...visitOf(200), patient: 403 }, async (world) => ({
      params: { appointmentId: await world.newVisit(status) },
      body: { version: 1, reason: 'a reason' },
    })),
  ),
  row(appointments.cancelAppointment, visitOf(200), async (world) => ({
    params: { appointmentId: await world.newVisit() },
    body: { version: 1 },
  })),
];
