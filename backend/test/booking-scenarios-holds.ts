import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { holdSlot, listOwnHolds, releaseHold, renewHold } from '@openslot/shared/contracts/holds';
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
  type Wish,
  withStatus,
} from './booking-storm.ts';
import { at } from './booking-world.ts';

export function hold(
  storm: Storm,
  person: Person,
  { doctorId, startsAt, length = 'normal' }: Wish,
): Promise<Answer> {
  const body = { doctorId, startsAt, visitTypeId: storm.world.types[length] };
  return askAny(storm, person, holdSlot, { body });
}

/** Some want to hold a slot that others book at the same moment; then the holders book what they hold. */
export const holdAgainstBook: Scenario = async (storm) => {
  const { world, random } = storm;
  const day = storm.freshDay();
  const wish = { doctorId: pick(random, world.doctors), startsAt: at(day, 9 * 60) };
  const people = shuffled(random, world.patients).slice(0, 30);
  const answers = await Promise.all(
    people.map((person, index) => (index % 2 === 0 ? hold : book)(storm, person, wish)),
  );
  const winners = withStatus(answers, 201);
  assert.equal(winners.length, 1, tally(answers));
  requireRefusals(answers, ['slot_taken']);
  await requireSound(world);
  const holder = people[answers.findIndex(({ body }) => body.hold !== undefined)];
  if (holder === undefined) {
    return `booked: ${tally(answers)}`;
  }
  const holdId = answers.find(({ body }) => body.hold)?.body.hold?.id ?? '';
  const [own, ...others] = await Promise.all([
    book(storm, holder, { ...wish, holdId }),
    ...people.slice(0, 5).map((person) => (person === holder ? hold : book)(storm, person, wish)),
  ]);
  assert.equal(own?.status, 201, JSON.stringify(own));
  await requireSound(world, [own]);
  return `held: ${tally(answers)}; then the holder booked, others ${tally(others)}`;
};

/** One person holds with many doctors and many times at once: two holds at most, one with a doctor. */
export const manyHolds: Scenario = async (storm) => {
  const { world, random } = storm;
  const day = storm.freshDay();
  const person = pick(random, world.patients);
  const answers = await Promise.all(
    Array.from({ length: 24 }, (_, index) => {
      const doctorId = world.doctors[index % 4] ?? '';
      return hold(storm, person, { doctorId, startsAt: at(day, 600 + 30 * Math.floor(random() * 6)) });
    }),
  );
  requireRefusals(answers, ['slot_taken', 'too_many_holds', 'slot_not_offered']);
  assert(withStatus(answers, 201).length >= 1, tally(answers));
  await requireSound(world);
  const live = await world.models.occupancy.countDocuments({ kind: 'hold', heldBy: person.userId });
  assert(live >= 1 && live <= 2, `${live} holds`);
  await releaseAll(storm, person);
  await requireSound(world);
  return tally(answers);
};

/** A hold is renewed and released and booked at once, each several times. */
export const renewAgainstRelease: Scenario = async (storm) => {
  const { world, random } = storm;
  const wish = { doctorId: pick(random, world.doctors), startsAt: at(storm.freshDay(), 15 * 60) };
  const person = pick(random, world.patients);
  const held = await hold(storm, person, wish);
  assert.equal(held.status, 201, JSON.stringify(held));
  const holdId = held.body.hold?.id ?? '';
  const params = { holdId };
  const requests = shuffled(random, [
    ...[1, 2, 3, 4].map(() => () => askAny(storm, person, renewHold, { params })),
    ...[1, 2].map(() => () => askAny(storm, person, releaseHold, { params })),
    () => book(storm, person, { ...wish, holdId }),
  ]);
  const answers = await Promise.all(requests.map((request) => request()));
  const booked = answers.filter(({ body }) => body.appointment !== undefined);
  assert.equal(booked.length, 1, tally(answers));
  await requireSound(world, booked);
  return tally(answers);
};

/** Holds run out in the very moment in which their slots are wanted. */
export const expiryAgainstBook: Scenario = async (storm) => {
  const { world, random } = storm;
  const doctorId = pick(random, world.doctors);
  const day = storm.freshDay();
  const [one, two, ...others] = shuffled(random, world.patients).slice(0, 14);
  assert(one !== undefined && two !== undefined);
  const [held, also] = await Promise.all([
    hold(storm, one, { doctorId, startsAt: at(day, 600) }),
    hold(storm, two, { doctorId, startsAt: at(day, 660) }),
  ]);
  assert.deepEqual([held.status, also.status], [201, 201]);
  // Minutes of waiting, behind the application's back.
  const expiresAt = new Date(Date.now() + 300);
  await world.models.occupancy.updateMany({ doctorId, kind: 'hold' }, { $set: { expiresAt } });
  await delay(250);
  const answers = await Promise.all([
    book(storm, one, { doctorId, startsAt: at(day, 600), holdId: held.body.hold?.id ?? '' }),
    ...others.map(async (person, index) => {
      await delay(index * 12);
      return book(storm, person, { doctorId, startsAt: at(day, index % 2 === 0 ? 600 : 660) });
    }),
  ]);
  requireRefusals(answers, ['slot_taken']);
  assert.equal(withStatus(answers, 201).length, 2, tally(answers));
  await requireSound(world, withStatus(answers, 201));
  return tally(answers);
};

async function releaseAll(storm: Storm, person: Person): Promise<void> {
  const { body } = await askAny(storm, person, listOwnHolds);
  for (const { id } of body.items ?? []) {
    const released = await askAny(storm, person, releaseHold, { params: { holdId: id } });
    assert.equal(released.status, 200);
  }
}
