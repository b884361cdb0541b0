import assert from 'node:assert/strict';
import { approveAppointment } from '@openslot/shared/contracts/appointment-actions';
import { cancelAppointment } from '@openslot/shared/contracts/appointments';
import { moveAppointment, undoMove } from '@openslot/shared/contracts/moves';
import type { Answer, Person } from './booking-http.ts';
import {
  askAny,
  book,
  pick,
  requireRefusals,
  requireSound,
  type Scenario,
  type Storm,
  shuffled,
  tally,
  withStatus,
} from './booking-storm.ts';
import { at } from './booking-world.ts';

const MOVE_REFUSALS = [
  'slot_taken',
  'slot_not_offered',
  'patient_busy',
  'stale_version',
  'illegal_transition',
];

interface Target {
  readonly startsAt: string;
  readonly doctorId?: string;
}

function move(storm: Storm, person: Person, booked: Answer, target: Target): Promise<Answer> {
  const { id = '', version = 0 } = booked.body.appointment ?? {};
  return askAny(storm, person, moveAppointment, {
    params: { appointmentId: id },
    body: { version, ...target },
  });
}

/** Pairs of visits change places between two doctors, both directions at once: neither may win while the other stays. */
export const swap: Scenario = async (storm) => {
  const { world, random } = storm;
  const [left = '', right = ''] = shuffled(random, world.doctors);
  const day = storm.freshDay();
  const people = shuffled(random, world.patients).slice(0, 8);
  const outcomes: Answer[] = [];
  for (let pair = 0; pair < 4; pair += 1) {
    const [one, two] = people.slice(2 * pair);
    assert(one !== undefined && two !== undefined);
    const startsAt = at(day, 600 + 60 * pair);
    const [a, b] = await Promise.all([
      book(storm, one, { doctorId: left, startsAt }),
      book(storm, two, { doctorId: right, startsAt }),
    ]);
    assert.deepEqual([a.status, b.status], [201, 201]);
    // To the other's place, and to the free hour after it, in both directions.
    const free = at(day, 630 + 60 * pair);
    outcomes.push(
      ...(await Promise.all([
        move(storm, world.frontDesk, a, { startsAt, doctorId: right }),
        move(storm, world.frontDesk, b, { startsAt, doctorId: left }),
        move(storm, one, a, { startsAt: free, doctorId: right }),
        move(storm, two, b, { startsAt: free, doctorId: left }),
      ])),
    );
  }
  requireRefusals(outcomes, MOVE_REFUSALS);
  assert(withStatus(outcomes, 200).length >= 4, tally(outcomes));
  await requireSound(world);
  return tally(outcomes);
};

/** Many visits want to move to one free hour, some take it back, others book it. */
export const movesToOneSlot: Scenario = async (storm) => {
  const { world, random } = storm;
  const [doctorId = '', other = ''] = shuffled(random, world.doctors);
  const day = storm.freshDay();
  const people = shuffled(random, world.patients).slice(0, 10);
  const booked = await Promise.all(
    people.map((person, index) =>
      book(storm, person, {
        doctorId: index % 2 === 0 ? doctorId : other,
        startsAt: at(day, 480 + 30 * index),
      }),
    ),
  );
  assert.equal(withStatus(booked, 201).length, people.length, tally(booked));
  const target = { startsAt: at(day, 960), doctorId };
  const bystanders = world.patients.filter((person) => !people.includes(person)).slice(0, 5);
  const answers = await Promise.all([
    ...people.map((person, index) =>
      move(storm, index % 3 === 0 ? world.frontDesk : person, booked[index] ?? lost(), target),
    ),
    ...bystanders.map((person) => book(storm, person, target)),
  ]);
  assert.equal(answers.filter(({ status }) => status === 200 || status === 201).length, 1, tally(answers));
  requireRefusals(answers, MOVE_REFUSALS);
  await requireSound(world);
  const moved = answers.find(({ status }) => status === 200)?.body.appointment;
  if (moved === undefined) {
    return `booked: ${tally(answers)}`;
  }
  const index = booked.findIndex(({ body }) => body.appointment?.id === moved.id);
  const mover = index % 3 === 0 ? world.frontDesk : (people[index] ?? lost());
  const asked = { params: { appointmentId: moved.id }, body: { version: moved.version } };
  const back = await Promise.all([1, 2, 3].map(() => askAny(storm, mover, undoMove, asked)));
  assert.equal(withStatus(back, 200).length, 1, tally(back));
  await requireSound(world);
  return `moved: ${tally(answers)}; taken back: ${tally(back)}`;
};

function lost(): never {
  throw new Error('a person or a visit is missing');
}

/** A visit is moved and cancelled at once, by its patient and by the clinic. */
export const moveAgainstCancel: Scenario = async (storm) => {
  const { world, random } = storm;
  const [doctorId = '', other = ''] = shuffled(random, world.doctors);
  const day = storm.freshDay();
  const person = pick(random, world.patients);
  const booked = await book(storm, person, { doctorId, startsAt: at(day, 600) });
  assert.equal(booked.status, 201);
  const { id = '', version = 0 } = booked.body.appointment ?? {};
  const requests = shuffled(random, [
    () => move(storm, person, booked, { startsAt: at(day, 660) }),
    () => move(storm, world.frontDesk, booked, { startsAt: at(day, 660), doctorId: other }),
    () => move(storm, world.frontDesk, booked, { startsAt: at(day, 615) }),
    () => askAny(storm, person, cancelAppointment, { params: { appointmentId: id }, body: { version } }),
    () =>
      askAny(storm, world.frontDesk, cancelAppointment, { params: { appointmentId: id }, body: { version } }),
  ]);
  const answers = await Promise.all(requests.map((request) => request()));
  assert.equal(withStatus(answers, 200).length, 1, tally(answers));
  requireRefusals(answers, MOVE_REFUSALS);
  await requireSound(world);
  return tally(answers);
};

/** A requested visit is approved twice and declined at the same moment. */
export const twoApprovals: Scenario = async (storm) => {
  const { world, random } = storm;
  const person = pick(random, world.patients);
  const wish = {
    doctorId: pick(random, world.doctors),
    startsAt: at(storm.freshDay(), 720),
    length: 'asked' as const,
  };
  const booked = await book(storm, person, wish);
  assert.deepEqual([booked.status, booked.body.appointment?.status], [201, 'requested']);
  const { id = '', version = 0 } = booked.body.appointment ?? {};
  const asked = { params: { appointmentId: id }, body: { version } };
  const answers = await Promise.all([
    ...[1, 2, 3].map(() => askAny(storm, world.frontDesk, approveAppointment, asked)),
    askAny(storm, person, cancelAppointment, asked),
  ]);
  assert.equal(withStatus(answers, 200).length, 1, tally(answers));
  requireRefusals(answers, ['stale_version', 'illegal_transition']);
  await requireSound(world, [booked]);
  return tally(answers);
};

/** A slot is booked, held and deliberately overbooked at once: each overbooking gets a lane of its own. */
export const overbookings: Scenario = async (storm) => {
  const { world, random } = storm;
  const [doctorId = '', other = ''] = shuffled(random, world.doctors);
  const startsAt = at(storm.freshDay(), 780);
  const people = shuffled(random, world.patients).slice(0, 8);
  const overbook = { reason: 'It cannot wait' };
  const answers = await Promise.all(
    people.map((person, index) =>
      index < 4
        ? book(storm, person, { doctorId, startsAt })
        : book(storm, world.frontDesk, { doctorId, startsAt, overbook, patientId: person.patientId ?? '' }),
    ),
  );
  assert.equal(withStatus(answers.slice(4), 201).length, 4, tally(answers));
  assert(withStatus(answers.slice(0, 4), 201).length <= 1, tally(answers));
  requireRefusals(answers, ['slot_taken']);
  await requireSound(world, withStatus(answers, 201));
  const moves = await Promise.all(
    answers.slice(4).map((booked) => move(storm, world.frontDesk, booked, { startsAt, doctorId: other })),
  );
  assert.equal(withStatus(moves, 200).length, 1, tally(moves));
  requireRefusals(moves, MOVE_REFUSALS);
  await requireSound(world);
  return `${tally(answers)}; then to another doctor ${tally(moves)}`;
};
