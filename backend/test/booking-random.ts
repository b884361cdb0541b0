import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { approveAppointment, declineAppointment } from '@openslot/shared/contracts/appointment-actions';
import { cancelAppointment } from '@openslot/shared/contracts/appointments';
import { holdSlot, releaseHold, renewHold } from '@openslot/shared/contracts/holds';
import { moveAppointment, undoMove } from '@openslot/shared/contracts/moves';
import { markUnavailable, removeUnavailability } from '@openslot/shared/contracts/unavailability';
import type { Answer, Person } from './booking-http.ts';
import {
  askAny,
  book,
  pick,
  requireSound,
  type Scenario,
  type Storm,
  shuffled,
  tally,
} from './booking-storm.ts';
import { at, type VisitLength } from './booking-world.ts';

const ACTORS = 12;
const STEPS = 12;
const DOCTORS = 3;
/** Quarters of an hour from ten o'clock on. */
const QUARTERS = 20;

/** What the actors were told, so that they can act on it; often it is not true any more. */
interface Told {
  readonly day: number;
  readonly doctors: readonly string[];
  readonly visits: Map<string, Seen>;
  readonly blocks: Map<string, { readonly doctorId: string; readonly version: number }>;
  readonly holds: {
    readonly id: string;
    readonly person: Person;
    readonly doctorId: string;
    readonly startsAt: string;
  }[];
}

interface Seen {
  readonly id: string;
  readonly version: number;
  readonly person: Person;
}

type Act = (storm: Storm, told: Told, person: Person) => Promise<Answer | null>;

/** A dozen people do whatever can be done, in any order, to the same few hours of three doctors. */
export const randomInterleavings: Scenario = async (storm) => {
  const { world, random } = storm;
  const doctors = shuffled(random, world.doctors).slice(0, DOCTORS);
  const told: Told = { day: storm.freshDay(), doctors, visits: new Map(), blocks: new Map(), holds: [] };
  const outcomes = new Map<string, Answer[]>();
  const people = shuffled(random, world.patients).slice(0, ACTORS);
  await Promise.all(
    people.map(async (person) => {
      for (let step = 0; step < STEPS; step += 1) {
        const [name, act] = pick(random, ACTS);
        const answer = await act(storm, told, person);
        if (answer !== null) {
          requirePossible(name, answer);
          outcomes.set(name, [...(outcomes.get(name) ?? []), answer]);
        }
        await delay(random() * 10);
      }
    }),
  );
  await requireSound(world);
  return [...outcomes].map(([name, answers]) => `${name} (${tally(answers)})`).join(' · ');
};

/** Of what lies long past an actor may be told 404 or 410; whatever it is, it is no fault of the server's. */
function requirePossible(name: string, { status, body }: Answer): void {
  const possible =
    [200, 201, 404, 409, 410].includes(status) ||
    // To the time that it has already.
    (status === 422 && name === 'move');
  assert(possible, `${name}: ${status} ${JSON.stringify(body)}`);
}

const time = ({ random }: Storm, { day }: Told) => at(day, 600 + 15 * Math.floor(random() * QUARTERS));

function see(told: Told, person: Person, answer: Answer): Answer {
  const { appointment } = answer.body;
  if (appointment !== undefined) {
    told.visits.set(appointment.id, { id: appointment.id, version: appointment.version, person });
  }
  return answer;
}

const bookAny: Act = async (storm, told, person) => {
  const lengths: readonly VisitLength[] = ['short', 'normal', 'long', 'rested', 'asked'];
  const wish = { doctorId: pick(storm.random, told.doctors), startsAt: time(storm, told) };
  return see(told, person, await book(storm, person, { ...wish, length: pick(storm.random, lengths) }));
};

const hold: Act = async (storm, told, person) => {
  const wish = { doctorId: pick(storm.random, told.doctors), startsAt: time(storm, told) };
  const body = { ...wish, visitTypeId: storm.world.types.normal };
  const answer = await askAny(storm, person, holdSlot, { body });
  if (answer.body.hold !== undefined) {
    told.holds.push({ id: answer.body.hold.id, person, ...wish });
  }
  return answer;
};

/** Also one that is over, or was replaced. */
const bookHeld: Act = async (storm, told) => {
  const held = told.holds.length > 0 ? pick(storm.random, told.holds) : null;
  if (held === null) {
    return null;
  }
  const { id, person, doctorId, startsAt } = held;
  return see(told, person, await book(storm, person, { doctorId, startsAt, holdId: id }));
};

const withHold =
  (endpoint: typeof renewHold | typeof releaseHold): Act =>
  async (storm, told) => {
    const held = told.holds.length > 0 ? pick(storm.random, told.holds) : null;
    return held && askAny(storm, held.person, endpoint, { params: { holdId: held.id } });
  };

/** `by`: the patient it belongs to, or the front desk. */
const withVisit =
  (
    endpoint: typeof cancelAppointment | typeof moveAppointment | typeof undoMove | typeof declineAppointment,
    by: 'patient' | 'desk',
    body: (storm: Storm, told: Told) => object = () => ({}),
  ): Act =>
  async (storm, told) => {
    const seen = [...told.visits.values()];
    const visit = seen.length > 0 ? pick(storm.random, seen) : null;
    if (visit === null) {
      return null;
    }
    const person = by === 'desk' ? storm.world.frontDesk : visit.person;
    const asked = {
      params: { appointmentId: visit.id },
      body: { version: visit.version, ...body(storm, told) },
    };
    return see(told, visit.person, await askAny(storm, person, endpoint, asked));
  };

const target = (storm: Storm, told: Told) => ({
  startsAt: time(storm, told),
  ...(storm.random() < 0.6 && { doctorId: pick(storm.random, told.doctors) }),
});

const block: Act = async (storm, told) => {
  const doctorId = pick(storm.random, told.doctors);
  const [date = '', start = ''] = time(storm, told).split('T');
  const end = `${String(Number(start.slice(0, 2)) + 1).padStart(2, '0')}${start.slice(2, 5)}`;
  const period = { startDate: date, endDate: date, startTime: start.slice(0, 5), endTime: end };
  const body = { allDay: false, ...period };
  const answer = await askAny(storm, storm.world.frontDesk, markUnavailable, { params: { doctorId }, body });
  const { unavailability } = answer.body;
  if (unavailability !== undefined) {
    told.blocks.set(unavailability.id, { doctorId, version: unavailability.version });
  }
  return answer;
};

const unblock: Act = async (storm, told) => {
  const blocks = [...told.blocks];
  const [unavailabilityId, of] = blocks.length > 0 ? pick(storm.random, blocks) : [null, null];
  if (unavailabilityId === null) {
    return null;
  }
  const params = { doctorId: of.doctorId, unavailabilityId };
  return askAny(storm, storm.world.frontDesk, removeUnavailability, {
    params,
    body: { version: of.version },
  });
};

/** As often as they stand here. */
const ACTS: readonly (readonly [string, Act])[] = [
  ['book', bookAny],
  ['book', bookAny],
  ['hold', hold],
  ['hold', hold],
  ['book held', bookHeld],
  ['book held', bookHeld],
  ['renew', withHold(renewHold)],
  ['release', withHold(releaseHold)],
  ['cancel', withVisit(cancelAppointment, 'patient')],
  ['cancel', withVisit(cancelAppointment, 'desk')],
  ['move', withVisit(moveAppointment, 'patient', target)],
  ['move', withVisit(moveAppointment, 'desk', target)],
  ['undo', withVisit(undoMove, 'desk')],
  ['approve', withVisit(approveAppointment, 'desk')],
  ['decline', withVisit(declineAppointment, 'desk', () => ({ reason: 'no room' }))],
  ['block', block],
  ['unblock', unblock],
];
