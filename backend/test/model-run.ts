import assert from 'node:assert/strict';
import { approveAppointment } from '@openslot/shared/contracts/appointment-actions';
import { bookAppointment, cancelAppointment } from '@openslot/shared/contracts/appointments';
import { holdSlot, releaseHold, renewHold } from '@openslot/shared/contracts/holds';
import { moveAppointment, undoMove } from '@openslot/shared/contracts/moves';
import { readSlots } from '@openslot/shared/contracts/slots';
import { markUnavailable, removeUnavailability } from '@openslot/shared/contracts/unavailability';
import { trusted } from 'mongoose';
import type { AnswerBody } from './booking-http.ts';
import type { CallOptions, Client } from './client.ts';
import type { TestClinic } from './clinic.ts';
import * as rules from './model-clinic.ts';
import { DESK, type Expected, type Model, type Span } from './model-clinic.ts';
import { type Command, HALF_HOURS, type Type } from './model-commands.ts';

const HALF_HOUR_MS = 30 * 60_000;

/** A clinic and its model, on a day and with doctors of their own. */
export interface Pair {
  readonly clinic: TestClinic;
  readonly model: Model;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly doctors: readonly string[];
  readonly patients: readonly Client[];
  readonly frontDesk: Client;
  readonly types: Readonly<Record<Type, string>>;
}

interface Answered {
  readonly status: number;
  readonly body: AnswerBody;
}

const opens = ({ date }: Pair) => Date.parse(`${date}T09:00:00Z`);

function spanOf(pair: Pair, { doctor, slot }: { doctor: number; slot: number }, halfHours: number): Span {
  const start = opens(pair) + slot * HALF_HOUR_MS;
  return { doctor, start, end: start + halfHours * HALF_HOUR_MS };
}

const lengthOf = (type: Type) => (type === 'whole' ? 2 : 1);
const nth = <T>(items: readonly T[], which: number): T | undefined =>
  items[which % Math.max(1, items.length)];

/** Does one command to both and compares what they say, and what is then. @throws AssertionError */
export async function step(pair: Pair, command: Command, everyHold: rules.Hold[]): Promise<void> {
  const touched = await run(pair, command, everyHold);
  assert.deepEqual(await occupiedOf(pair), rules.occupied(pair.model));
  if (touched !== null) {
    assert.deepEqual(await seenOf(pair, touched), expectedToBeSeen(pair, touched));
  }
}

/** @returns the doctor whose slots are worth a look; null when nothing was asked. */
async function run(pair: Pair, command: Command, everyHold: rules.Hold[]): Promise<number | null> {
  const { model } = pair;
  switch (command.kind) {
    case 'pass':
      pair.clinic.clock.time += command.seconds * 1_000;
      rules.pass(model, command.seconds * 1_000);
      return null;
    case 'book':
      return book(pair, command, spanOf(pair, command, lengthOf(command.type)), null);
    case 'hold':
      return hold(pair, command, everyHold);
    case 'bookHeld':
    case 'renew':
    case 'release':
      return withHold(pair, command.kind, nth(everyHold, command.which));
    case 'block':
      return block(pair, command);
    case 'unblock':
      return unblock(pair, nth(model.blocks, command.which));
    default:
      return withVisit(pair, command, nth(model.visits, command.which));
  }
}

async function call(
  client: Client | undefined,
  endpoint: Parameters<Client['call']>[0],
  options: CallOptions,
  expected: Expected,
): Promise<Answered> {
  assert(client !== undefined);
  const { status, body } = (await client.call(endpoint, options)) as Answered;
  const said = status === 200 || status === 201 ? '2xx' : (body.code ?? String(status));
  assert(expected.includes(said), `expected ${expected.join(' or ')}, got ${status} ${JSON.stringify(body)}`);
  return { status, body };
}

async function book(
  pair: Pair,
  { patient, type }: { readonly patient: number; readonly type: Type },
  span: Span,
  holdId: string | null,
): Promise<number> {
  const expected = rules.bookExpected(pair.model, span, patient);
  const body = {
    doctorId: pair.doctors[span.doctor],
    visitTypeId: pair.types[type],
    startsAt: new Date(span.start).toISOString(),
    ...(holdId !== null && { holdId }),
  };
  const answer = await call(pair.patients[patient], bookAppointment, { body }, expected);
  if (answer.body.appointment !== undefined) {
    rules.booked(pair.model, span, patient, type === 'asked', answer.body.appointment.id);
  }
  return span.doctor;
}

async function hold(
  pair: Pair,
  command: Extract<Command, { kind: 'hold' }>,
  everyHold: rules.Hold[],
): Promise<number> {
  const { patient, type } = command;
  const span = spanOf(pair, command, lengthOf(type));
  const expected = rules.holdExpected(pair.model, span, patient, type === 'asked');
  const body = {
    doctorId: pair.doctors[span.doctor],
    visitTypeId: pair.types[type],
    startsAt: new Date(span.start).toISOString(),
  };
  const answer = await call(pair.patients[patient], holdSlot, { body }, expected);
  if (answer.body.hold !== undefined) {
    rules.held(pair.model, span, patient, type === 'asked', answer.body.hold.id);
    everyHold.push(...pair.model.holds.slice(-1));
  }
  return span.doctor;
}

/** Also with one that is over. */
async function withHold(
  pair: Pair,
  kind: 'bookHeld' | 'renew' | 'release',
  seen: rules.Hold | undefined,
): Promise<number | null> {
  if (seen === undefined) {
    return null;
  }
  const { id, person, doctor, start, end, asked } = seen;
  if (kind === 'bookHeld') {
    const type = asked ? 'asked' : end - start > HALF_HOUR_MS ? 'whole' : 'half';
    return book(pair, { patient: person, type }, { doctor, start, end }, id);
  }
  const [endpoint, decide] = kind === 'renew' ? [renewHold, rules.renew] : [releaseHold, rules.release];
  await call(pair.patients[person], endpoint, { params: { holdId: id } }, decide(pair.model, id));
  return doctor;
}

async function withVisit(
  pair: Pair,
  command: Extract<Command, { kind: 'cancel' | 'undo' | 'approve' | 'move' }>,
  visit: rules.Visit | undefined,
): Promise<number | null> {
  if (visit === undefined) {
    return null;
  }
  const { model } = pair;
  const by = command.kind === 'approve' || command.byDesk ? DESK : visit.patient;
  const client = by === DESK ? pair.frontDesk : pair.patients[by];
  const asked = { params: { appointmentId: visit.id }, body: { version: visit.version } };
  switch (command.kind) {
    case 'cancel':
      await call(client, cancelAppointment, asked, rules.cancel(model, visit, by));
      return visit.doctor;
    case 'approve':
      await call(client, approveAppointment, asked, rules.approve(model, visit));
      return visit.doctor;
    case 'undo':
      await call(client, undoMove, asked, rules.undo(model, visit, by));
      return visit.doctor;
    case 'move': {
      const span = spanOf(pair, command, (visit.end - visit.start) / HALF_HOUR_MS);
      const target = { doctorId: pair.doctors[span.doctor], startsAt: new Date(span.start).toISOString() };
      const body = { ...asked.body, ...target };
      await call(client, moveAppointment, { ...asked, body }, rules.move(model, visit, span, by));
      return span.doctor;
    }
  }
}

async function block(pair: Pair, command: Extract<Command, { kind: 'block' }>): Promise<number> {
  const span = spanOf(pair, command, command.length);
  const time = (at: number) => new Date(at).toISOString().slice(11, 16);
  const period = { startDate: pair.date, endDate: pair.date, allDay: false };
  const body = { ...period, startTime: time(span.start), endTime: time(span.end) };
  const params = { doctorId: pair.doctors[span.doctor] ?? '' };
  const expected = rules.blockExpected(pair.model, span);
  const answer = await call(pair.frontDesk, markUnavailable, { params, body }, expected);
  if (answer.body.unavailability !== undefined) {
    pair.model.blocks.push({ ...span, id: answer.body.unavailability.id });
  }
  return span.doctor;
}

async function unblock(pair: Pair, seen: rules.Block | undefined): Promise<number | null> {
  if (seen === undefined) {
    return null;
  }
  const params = { doctorId: pair.doctors[seen.doctor] ?? '', unavailabilityId: seen.id };
  await call(pair.frontDesk, removeUnavailability, { params, body: { version: 1 } }, ['2xx']);
  pair.model.blocks = pair.model.blocks.filter((block) => block !== seen);
  return seen.doctor;
}

/** As the database has it, but for what is over and not yet swept away. */
async function occupiedOf({ clinic, doctors, model }: Pair): Promise<string[]> {
  const rows = await clinic.models.occupancy.find({ doctorId: trusted({ $in: [...doctors] }) }).lean();
  return rows
    .filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > model.now)
    .map((row) => {
      const time = `${doctors.indexOf(String(row.doctorId))} ${row.startsAt.getTime()}-${row.endsAt.getTime()}`;
      return row.kind === 'hold'
        ? `${time} hold until ${row.expiresAt?.getTime()}`
        : `${time} visit ${row.appointmentId}`;
    })
    .sort();
}

async function seenOf(pair: Pair, doctor: number): Promise<string[]> {
  const query = { from: pair.date, to: pair.date, visitTypeId: pair.types.half, timeZone: 'UTC' };
  const params = { doctorId: pair.doctors[doctor] ?? '' };
  const { body } = await pair.clinic.visitor.call(readSlots, { params, query });
  const slots = body.days[0].slots as { startsAt: string; status: string }[];
  return slots.map(({ startsAt, status }) => `${Date.parse(startsAt)} ${status}`);
}

function expectedToBeSeen(pair: Pair, doctor: number): string[] {
  return Array.from({ length: HALF_HOURS }, (_, slot) => spanOf(pair, { doctor, slot }, 1)).flatMap(
    (span) => {
      const status = rules.slotStatus(pair.model, span);
      return status === null ? [] : [`${span.start} ${status}`];
    },
  );
}
