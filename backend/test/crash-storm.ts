import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, Person } from './booking-http.ts';
import {
  book,
  createStorm,
  pick,
  type Random,
  requireSound,
  type Storm,
  type Wish,
} from './booking-storm.ts';
import { at, type World } from './booking-world.ts';

const CLIENTS = 16;
/** The locks of a transaction that was cut off last for fifteen seconds. */
const SETTLE_MS = 90_000;
const STORM_LIMIT_MS = 10_000;
const PAUSE_MS = 50;
/** A person may write 120 times a minute. */
const REPEAT_PAUSE_MS = 1_000;

/** One request of a client that never forgets what it was told. */
interface Entry {
  readonly person: Person;
  readonly wish: Wish & { readonly key: string };
  /** Null: the connection ended without an answer. */
  first: Answer | null;
}

export interface CrashCounts {
  readonly sent: number;
  /** Answered with 201 before, during or after the crash. */
  readonly acknowledged: number;
  /** Neither booked nor refused: no answer, or 503. */
  readonly unanswered: number;
  /** Of the unanswered: the booking was committed all the same. */
  readonly committed: number;
  readonly visits: number;
}

/**
 * People book without pause; `strike` kills something and brings it back. Afterwards every request that was not refused
 * is repeated with its Idempotency-Key: who was told of a visit must be told the same again, and no visit may exist
 * that nobody was told of. Nothing that fsck finds, either.
 *
 * @param urls the processes that are there at the moment
 * @throws AssertionError
 */
export async function crash(
  world: World,
  random: Random,
  urls: () => readonly string[],
  strike: () => Promise<void>,
): Promise<CrashCounts> {
  const before = await world.models.appointments.countDocuments();
  const day = 1 + Math.floor(random() * 45);
  const entries: Entry[] = [];
  const state = { over: false };
  const clients = Array.from({ length: CLIENTS }, async () => {
    while (!state.over) {
      const entry = newEntry(world, random, day);
      entries.push(entry);
      entry.first = await send(createStorm(world, urls(), random, false), entry);
      await delay(entry.first === null ? PAUSE_MS : 0);
    }
  });
  await untilAcknowledged(entries, 20 + random() * 60);
  await strike();
  await delay(500);
  state.over = true;
  await Promise.all(clients);
  const failed = entries.find(({ first }) => first !== null && ![201, 409, 503].includes(first.status));
  assert.equal(failed?.first, undefined, 'an answer that must not be');
  return settle(createStorm(world, urls(), random, false), entries, before);
}

/** In the middle of the storm, however fast the machine is. */
async function untilAcknowledged(entries: readonly Entry[], count: number): Promise<void> {
  const deadline = performance.now() + STORM_LIMIT_MS;
  while (
    entries.filter(({ first }) => isAcknowledged(first)).length < count &&
    performance.now() < deadline
  ) {
    await delay(5);
  }
}

function newEntry(world: World, random: Random, day: number): Entry {
  const startsAt = at(day + Math.floor(random() * 4), 15 * Math.floor(random() * 96));
  const wish = {
    doctorId: pick(random, world.doctors),
    startsAt,
    length: 'short' as const,
    key: randomUUID(),
  };
  return { person: pick(random, world.patients), wish, first: null };
}

function send(storm: Storm, { person, wish }: Entry): Promise<Answer | null> {
  return book(storm, person, wish).catch(() => null);
}

const isRefusal = (answer: Answer | null) => answer?.status === 409;
const isAcknowledged = (answer: Answer | null): answer is Answer => answer?.status === 201;

async function settle(storm: Storm, entries: readonly Entry[], before: number): Promise<CrashCounts> {
  const { models } = storm.world;
  const open = entries.filter(({ first }) => !isRefusal(first) && !isAcknowledged(first));
  const keys = open.map(({ person, wish }) => `${person.userId}|${wish.key}`);
  const committed = await models.idempotencyKeys.collection.countDocuments({ _id: { $in: keys } as never });
  const told = new Map<string, Answer>();
  const deadline = performance.now() + SETTLE_MS;
  // One client after the other: what is measured is over.
  for (const entry of entries.filter(({ first }) => !isRefusal(first))) {
    const again = await untilAnswered(storm, entry, deadline);
    if (isAcknowledged(entry.first)) {
      assert.deepEqual(again.body, entry.first.body, 'the same key gave another answer');
    }
    if (isAcknowledged(again)) {
      told.set(again.body.appointment?.id ?? '', again);
    }
  }
  const visits = (await models.appointments.countDocuments()) - before;
  assert.equal(visits, told.size, 'as many visits as people were told of');
  await requireSound(storm.world, [...told.values()]);
  return {
    sent: entries.length,
    acknowledged: entries.filter(({ first }) => isAcknowledged(first)).length,
    unanswered: open.length,
    committed,
    visits,
  };
}

async function untilAnswered(storm: Storm, entry: Entry, deadline: number): Promise<Answer> {
  for (;;) {
    const answer = await send(storm, entry);
    if (answer !== null && answer.status !== 503) {
      assert([201, 409].includes(answer.status), JSON.stringify(answer));
      return answer;
    }
    assert(performance.now() < deadline, `no answer within ${SETTLE_MS} ms: ${JSON.stringify(answer)}`);
    await delay(REPEAT_PAUSE_MS);
  }
}

/** For people. */
export function describeCrash({ sent, acknowledged, unanswered, committed, visits }: CrashCounts): string {
  return (
    `${sent} requests, ${acknowledged} acknowledged, ${unanswered} unanswered of which ${committed} were committed; ` +
    `${visits} visits afterwards, none lost, none unknown`
  );
}
