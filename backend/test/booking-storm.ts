import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { bookAppointment } from '@openslot/shared/contracts/appointments';
import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import { checkDatabase } from '../src/fsck/check-database.ts';
import { type Answer, type Asked, ask, type Person } from './booking-http.ts';
import type { VisitLength, World } from './booking-world.ts';

/** The same numbers in [0, 1) for the same seed. */
export type Random = () => number;

/** Mulberry32. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pick = <T>(random: Random, items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  assert(item !== undefined, 'nothing to pick from');
  return item;
};

/** The items in another order. */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** What a scenario works with. */
export interface Storm {
  readonly world: World;
  /** The processes of the clinic; requests go to them in turn. */
  readonly urls: readonly string[];
  readonly random: Random;
  /** Asks again when it is told that the clinic is busy, as people do. */
  readonly isPatient: boolean;
  /** A day (see `at`) of some doctors on which nobody else in this clinic does anything. */
  freshDay(): number;
}

/** Many requests at once, and what became of them, in words. @throws AssertionError */
export type Scenario = (storm: Storm) => Promise<string>;

/** Those that can be booked are sixty from today. */
const MAX_DAYS = 56;
const PATIENCE_MS = 60_000;
const BUSY_PAUSE_MS = 500;

export function createStorm(world: World, urls: readonly string[], random: Random, isPatient = true): Storm {
  let day = 0;
  return {
    world,
    urls,
    random,
    isPatient,
    freshDay() {
      day += 1;
      assert(day < MAX_DAYS, 'this clinic is booked out: found another one');
      return day;
    },
  };
}

export interface Wish {
  readonly doctorId: string;
  readonly startsAt: string;
  readonly length?: VisitLength;
  readonly patientId?: string;
  readonly holdId?: string;
  readonly overbook?: { readonly reason: string };
  readonly key?: string;
}

let desks = 0;
/** Staff sit at many desks: the limit of writes for one address would end a long soak. */
function addressOf({ patientId, address }: Person): string {
  desks += 1;
  return patientId === null ? `10.8.${(desks >> 8) & 255}.${desks & 255}` : address;
}

/** Asks one of the processes, any of them; the same one again while it has its hands full. */
export async function askAny(
  storm: Storm,
  person: Person,
  endpoint: Endpoint,
  asked: Asked = {},
): Promise<Answer> {
  const url = pick(storm.random, storm.urls);
  const request = { ...asked, key: asked.key ?? randomUUID() };
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask(url, { ...person, address: addressOf(person) }, endpoint, request);
    if (answer.status !== 503 || !storm.isPatient || performance.now() > deadline) {
      return answer;
    }
    await delay(BUSY_PAUSE_MS * (1 + Math.random()));
  }
}

export function book(storm: Storm, person: Person, wish: Wish): Promise<Answer> {
  const { key, length = 'normal', ...rest } = wish;
  const body = { ...rest, visitTypeId: storm.world.types[length] };
  return askAny(storm, person, bookAppointment, { body, ...(key !== undefined && { key }) });
}

/** How often each outcome occurred: `1 × 201, 199 × 409 slot_taken`. */
export function tally(answers: readonly Answer[]): string {
  const counts = new Map<string, number>();
  for (const { status, body } of answers) {
    const outcome = body.code === undefined ? `${status}` : `${status} ${body.code}`;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([outcome, count]) => `${count} × ${outcome}`)
    .join(', ');
}

export const withStatus = (answers: readonly Answer[], status: number) =>
  answers.filter((answer) => answer.status === status);

/** Whoever loses is told why (409). @param codes of the refusals that may occur. */
export function requireRefusals(answers: readonly Answer[], codes: readonly string[]): void {
  const losers = answers.filter(({ status }) => status !== 200 && status !== 201);
  for (const { status, body } of losers) {
    const expected = status === 409 && codes.includes(body.code ?? '');
    assert(expected, `an answer that must not be: ${status} ${JSON.stringify(body)}`);
  }
}

/** Nothing that must never be, and each visit of these acknowledgements is there. */
export async function requireSound(world: World, acknowledged: readonly Answer[] = []): Promise<void> {
  const { violations } = await checkDatabase(world.models, Date.now());
  assert.deepEqual(violations, []);
  for (const { body } of acknowledged) {
    const visit = await world.models.appointments.findById(body.appointment?.id).lean();
    assert(visit !== null, `acknowledged and gone: ${JSON.stringify(body.appointment)}`);
    assert.equal(visit.startsAt.toISOString(), body.appointment?.startsAt);
  }
}
