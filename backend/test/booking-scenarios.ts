import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cancelAppointment } from '@openslot/shared/contracts/appointments';
import { markUnavailable } from '@openslot/shared/contracts/unavailability';
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
import { at, type VisitLength } from './booking-world.ts';

const BOOKING_REFUSALS = ['slot_taken', 'slot_not_offered', 'patient_busy'];

/** Two hundred people, or all there are, want one slot. */
export const oneSlot: Scenario = async (storm) => {
  const { world } = storm;
  const wish = { doctorId: pick(storm.random, world.doctors), startsAt: at(storm.freshDay(), 9 * 60) };
  const answers = await Promise.all(world.patients.map((person) => book(storm, person, wish)));
  assert.equal(withStatus(answers, 201).length, 1, tally(answers));
  requireRefusals(answers, ['slot_taken']);
  await requireSound(world, withStatus(answers, 201));
  return tally(answers);
};

/** Visits of a quarter, half and a whole hour, with and without rests around them, begin everywhere in two hours. */
export const overlappingLengths: Scenario = async (storm) => {
  const { world, random } = storm;
  const doctorId = pick(random, world.doctors);
  const day = storm.freshDay();
  const lengths: readonly VisitLength[] = ['short', 'normal', 'long', 'rested'];
  const answers = await Promise.all(
    world.patients.slice(0, 60).map((person) => {
      const startsAt = at(day, 10 * 60 + 15 * Math.floor(random() * 8));
      return book(storm, person, { doctorId, startsAt, length: pick(random, lengths) });
    }),
  );
  assert(withStatus(answers, 201).length >= 1, tally(answers));
  requireRefusals(answers, BOOKING_REFUSALS);
  await requireSound(world, withStatus(answers, 201));
  return tally(answers);
};

/**
 * Everybody books with all doctors at once, some of them twice and some through the desk: bookings that share transactions,
 * in either process, and meet those of the other.
 */
export const bookEverywhere: Scenario = async (storm) => {
  const { world, random } = storm;
  const day = storm.freshDay();
  const lengths: readonly VisitLength[] = ['short', 'normal', 'rested'];
  const booked = (person: Person, index: number) => {
    const startsAt = at(day, 15 * 60 + 15 * Math.floor(random() * 16));
    const wish = { doctorId: pick(random, world.doctors), startsAt, length: pick(random, lengths) };
    return index % 5 === 0
      ? book(storm, world.frontDesk, { ...wish, patientId: person.patientId ?? '' })
      : book(storm, person, wish);
  };
  const people = shuffled(random, world.patients).slice(0, 50);
  const answers = await Promise.all(shuffled(random, [...people, ...people.slice(0, 15)]).map(booked));
  assert(withStatus(answers, 201).length >= world.doctors.length, tally(answers));
  requireRefusals(answers, BOOKING_REFUSALS);
  await requireSound(world, withStatus(answers, 201));
  return tally(answers);
};

/** One patient, several doctors, the same hour. */
export const onePatient: Scenario = async (storm) => {
  const { world, random } = storm;
  const person = pick(random, world.patients);
  const day = storm.freshDay();
  const wishes = shuffled(random, [...world.doctors.slice(0, 4), ...world.doctors.slice(0, 4)]);
  const answers = await Promise.all(
    wishes.map((doctorId, index) => {
      // All of them contain a quarter past ten.
      const [startsAt, length] =
        index % 2 === 0 ? [at(day, 600), 'normal' as const] : [at(day, 585), 'long' as const];
      return book(storm, person, { doctorId, startsAt, length });
    }),
  );
  assert.equal(withStatus(answers, 201).length, 1, tally(answers));
  requireRefusals(answers, ['patient_busy', 'slot_taken']);
  await requireSound(world, withStatus(answers, 201));
  return tally(answers);
};

/** A visit is cancelled twice at once while others want its time. */
export const bookAgainstCancel: Scenario = async (storm) => {
  const { world, random } = storm;
  const [owner, ...others] = shuffled(random, world.patients).slice(0, 21);
  assert(owner !== undefined);
  const wish = { doctorId: pick(random, world.doctors), startsAt: at(storm.freshDay(), 11 * 60) };
  const first = await book(storm, owner, wish);
  assert.equal(first.status, 201, tally([first]));
  const requests = shuffled(random, [
    ...[owner, world.frontDesk].map((person) => () => cancel(storm, person, first)),
    ...others.map((person) => () => book(storm, person, wish)),
  ]);
  const answers = await Promise.all(requests.map((request) => request()));
  assert.equal(withStatus(answers, 200).length, 1, tally(answers));
  assert(withStatus(answers, 201).length <= 1, tally(answers));
  requireRefusals(answers, ['slot_taken', 'stale_version', 'illegal_transition']);
  await requireSound(world, [first, ...withStatus(answers, 201)]);
  return tally(answers);
};

function cancel(storm: Storm, person: Person, booked: Answer): Promise<Answer> {
  const { id = '', version = 0 } = booked.body.appointment ?? {};
  return askAny(storm, person, cancelAppointment, { params: { appointmentId: id }, body: { version } });
}

/** People book hours that the front desk blocks at the same moment. */
export const bookAgainstBlock: Scenario = async (storm) => {
  const { world, random } = storm;
  const doctorId = pick(random, world.doctors);
  const day = storm.freshDay();
  const people = shuffled(random, world.patients).slice(0, 24);
  const requests = shuffled(random, [
    ...people.map(
      (person, index) => () => book(storm, person, { doctorId, startsAt: at(day, 720 + 30 * (index % 8)) }),
    ),
    ...[0, 1, 2, 3].map((hour) => () => block(storm, doctorId, at(day, 720 + 60 * hour))),
  ]);
  const answers = await Promise.all(requests.map((request) => request()));
  requireRefusals(answers, [...BOOKING_REFUSALS, 'affected_appointments']);
  const blocks = await world.models.exceptions.find({ doctorId, kind: 'unavailability' }).lean();
  const live = await world.models.appointments.find({ doctorId }).lean();
  for (const { kind, ...period } of blocks) {
    assert(kind === 'unavailability' && 'startsAt' in period);
    const within = live.filter(
      ({ status, startsAt, endsAt }) =>
        status !== 'cancelled' && startsAt < period.endsAt && endsAt > period.startsAt,
    );
    assert.deepEqual(within, [], 'nobody decided that these visits stay in a blocked hour');
  }
  const visits = answers.filter(({ body }) => body.appointment !== undefined);
  await requireSound(world, visits);
  return tally(answers);
};

/** An hour of the doctor's, which is on UTC, without a word on the visits in it. */
function block(storm: Storm, doctorId: string, startsAt: string): Promise<Answer> {
  const [date = '', time = ''] = startsAt.split('T');
  const hour = Number(time.slice(0, 2));
  const body = {
    allDay: false,
    startDate: date,
    endDate: date,
    startTime: time.slice(0, 5),
    endTime: `${String(hour + 1).padStart(2, '0')}:00`,
  };
  return askAny(storm, storm.world.frontDesk, markUnavailable, { params: { doctorId }, body });
}

/** Each of some requests is sent five times to both processes under one key, and one of them with other content. */
export const repeats: Scenario = async (storm) => {
  const { world, random } = storm;
  const doctorId = pick(random, world.doctors);
  const day = storm.freshDay();
  const people = shuffled(random, world.patients).slice(0, 6);
  const sent = people.map((person, index) => ({
    person,
    wish: { doctorId, startsAt: at(day, 600 + 60 * index), key: randomUUID() },
  }));
  const answers = await Promise.all(
    sent.map(({ person, wish }) => Promise.all([1, 2, 3, 4, 5].map(() => book(storm, person, wish)))),
  );
  for (const ofOne of answers) {
    assert.deepEqual(new Set(ofOne.map(({ status }) => status)), new Set([201]), tally(ofOne));
    assert.equal(new Set(ofOne.map(({ body }) => JSON.stringify(body))).size, 1);
  }
  const changed = await Promise.all(
    sent.map(({ person, wish }) => book(storm, person, { ...wish, startsAt: at(day, 30) })),
  );
  assert.deepEqual(new Set(changed.map(({ body }) => body.code)), new Set(['idempotency_key_reused']));
  await requireSound(world, answers.flat());
  return `${tally(answers.flat())}; then ${tally(changed)}`;
};
