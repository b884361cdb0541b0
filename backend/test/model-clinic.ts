/**
 * What a clinic does, in a few lines and without a database: the rules of booking, holding and moving as arithmetic on
 * lists. Instants are epoch milliseconds; people and doctors are numbers; `DESK` is the front desk.
 */
export const DESK = -1;
const HOLD_MS = 5 * 60_000;
const LONGEST_HOLD_MS = 15 * 60_000;
const UNDO_MS = 15_000;

export interface Span {
  readonly doctor: number;
  readonly start: number;
  readonly end: number;
}

export interface Visit extends Span {
  readonly id: string;
  readonly patient: number;
  readonly version: number;
  readonly status: 'requested' | 'confirmed' | 'cancelled';
}

export interface Hold extends Span {
  readonly id: string;
  readonly person: number;
  readonly asked: boolean;
  readonly heldAt: number;
  readonly expiresAt: number;
  readonly renewals: number;
}

/** Old time kept for whoever moved a visit; `version` is that of the moved visit. */
export interface Kept extends Span {
  readonly visit: string;
  readonly version: number;
  readonly person: number;
  readonly expiresAt: number;
  readonly before: Span;
}

export interface Block extends Span {
  readonly id: string;
}

export interface Model {
  now: number;
  visits: Visit[];
  holds: Hold[];
  kept: Kept[];
  blocks: Block[];
}

/** Any of these codes; a code that begins with `2` is a success. */
export type Expected = readonly string[];
const OK: Expected = ['2xx'];

const meets = (one: Span, other: Span) =>
  one.doctor === other.doctor && one.start < other.end && other.start < one.end;
const isLive = (visit: Visit) => visit.status !== 'cancelled';
const sameSpan = (one: Span, other: Span) =>
  one.doctor === other.doctor && one.start === other.start && one.end === other.end;

/** Time goes by: what is over is free. */
export function pass(model: Model, ms: number): void {
  model.now += ms;
  model.holds = model.holds.filter(({ expiresAt }) => expiresAt > model.now);
  model.kept = model.kept.filter(({ expiresAt }) => expiresAt > model.now);
}

/** What stands in the way of a time that `person` wants; of a visit that moves, its own times do not. */
function refusals(model: Model, span: Span, person: number, moving: string | null): string[] {
  const taken =
    model.visits.some((visit) => isLive(visit) && visit.id !== moving && meets(visit, span)) ||
    model.holds.some((hold) => hold.person !== person && meets(hold, span)) ||
    model.kept.some((kept) => kept.visit !== moving && meets(kept, span));
  const blocked = model.blocks.some((block) => meets(block, span));
  return [...(taken ? ['slot_taken'] : []), ...(blocked ? ['slot_not_offered'] : [])];
}

function isBusy({ visits }: Model, patient: number, span: Span, moving: string | null): boolean {
  return visits.some(
    (visit) =>
      isLive(visit) &&
      visit.patient === patient &&
      visit.id !== moving &&
      visit.start < span.end &&
      span.start < visit.end,
  );
}

/** The outcome of a booking; `settle` puts it into the model once its id is known. */
export function bookExpected(model: Model, span: Span, patient: number): Expected {
  const refused = refusals(model, span, patient, null);
  if (refused.length > 0) {
    return refused;
  }
  return isBusy(model, patient, span, null) ? ['patient_busy'] : OK;
}

export function booked(model: Model, span: Span, patient: number, asked: boolean, id: string): void {
  model.holds = model.holds.filter(({ person, doctor }) => person !== patient || doctor !== span.doctor);
  model.visits.push({ ...span, id, patient, version: 1, status: asked ? 'requested' : 'confirmed' });
}

export function holdExpected(model: Model, span: Span, person: number, asked: boolean): Expected {
  const own = model.holds.filter((hold) => hold.person === person);
  if (own.some((hold) => sameSpan(hold, span) && hold.asked === asked)) {
    return OK;
  }
  const refused = refusals(model, span, person, null);
  if (refused.length > 0) {
    return refused;
  }
  return own.filter(({ doctor }) => doctor !== span.doctor).length >= 2 ? ['too_many_holds'] : OK;
}

export function held(model: Model, span: Span, person: number, asked: boolean, id: string): void {
  const isOwn = (hold: Hold) => hold.person === person && hold.doctor === span.doctor;
  if (model.holds.some((hold) => isOwn(hold) && sameSpan(hold, span) && hold.asked === asked)) {
    return;
  }
  model.holds = model.holds.filter((hold) => !isOwn(hold));
  const expiresAt = model.now + HOLD_MS;
  model.holds.push({ ...span, id, person, asked, heldAt: model.now, expiresAt, renewals: 0 });
}

export function renew(model: Model, id: string): Expected {
  const hold = model.holds.find((one) => one.id === id);
  if (hold === undefined) {
    return ['hold_expired'];
  }
  const last = hold.heldAt + LONGEST_HOLD_MS;
  if (hold.renewals >= 2 || hold.expiresAt >= last) {
    return ['hold_not_renewable'];
  }
  const expiresAt = Math.min(model.now + HOLD_MS, last);
  model.holds = model.holds.map((one) =>
    one === hold ? { ...hold, expiresAt, renewals: hold.renewals + 1 } : one,
  );
  return OK;
}

export function release(model: Model, id: string): Expected {
  model.holds = model.holds.filter((hold) => hold.id !== id);
  return OK;
}

function replace(model: Model, visit: Visit, change: Partial<Visit>): Visit {
  const after = { ...visit, ...change, version: visit.version + 1 };
  model.visits = model.visits.map((one) => (one === visit ? after : one));
  return after;
}

export function cancel(model: Model, visit: Visit, by: number): Expected {
  const possible = visit.status === 'confirmed' || (visit.status === 'requested' && by !== DESK);
  if (!possible) {
    return ['illegal_transition'];
  }
  replace(model, visit, { status: 'cancelled' });
  return OK;
}

export function approve(model: Model, visit: Visit): Expected {
  if (visit.status !== 'requested') {
    return ['illegal_transition'];
  }
  replace(model, visit, { status: 'confirmed' });
  return OK;
}

/** `span` is the target, as long as the visit. */
export function move(model: Model, visit: Visit, span: Span, by: number): Expected {
  if (!isLive(visit)) {
    return ['illegal_transition'];
  }
  if (visit.doctor === span.doctor && visit.start === span.start) {
    return ['invalid_request'];
  }
  const refused = refusals(model, span, by, visit.id);
  if (refused.length > 0) {
    return refused;
  }
  if (isBusy(model, visit.patient, span, visit.id)) {
    return ['patient_busy'];
  }
  const locked = [visit.doctor, span.doctor];
  model.holds = model.holds.filter(({ person, doctor }) => person !== by || doctor !== span.doctor);
  model.kept = model.kept.filter((kept) => kept.visit !== visit.id || !locked.includes(kept.doctor));
  const { doctor, start, end } = visit;
  const after = replace(model, visit, span);
  const rest = restOf(visit, after);
  if (rest !== null) {
    const [person, expiresAt] = [by, model.now + UNDO_MS];
    const before = { doctor, start, end };
    model.kept.push({ ...rest, visit: visit.id, version: after.version, person, expiresAt, before });
  }
  return OK;
}

/** The part of the old time that the visit left; its beginning where there are two. */
function restOf({ doctor, start, end }: Span, after: Span): Span | null {
  if (!meets({ doctor, start, end }, after)) {
    return { doctor, start, end };
  }
  if (start < after.start) {
    return { doctor, start, end: after.start };
  }
  return after.end < end ? { doctor, start: after.end, end } : null;
}

export function undo(model: Model, visit: Visit, by: number): Expected {
  const kept = model.kept.find(
    (one) => one.visit === visit.id && one.version === visit.version && one.person === by,
  );
  if (kept === undefined) {
    return ['undo_expired'];
  }
  if (model.blocks.some((block) => meets(block, kept.before))) {
    return ['slot_not_offered'];
  }
  if (isBusy(model, visit.patient, kept.before, visit.id)) {
    return ['patient_busy'];
  }
  model.kept = model.kept.filter((one) => one !== kept);
  replace(model, visit, kept.before);
  return OK;
}

export function blockExpected(model: Model, span: Span): Expected {
  return model.visits.some((visit) => isLive(visit) && meets(visit, span)) ? ['affected_appointments'] : OK;
}

/** Every time that is occupied, as text: who has it and until when. */
export function occupied(model: Model): string[] {
  return [
    ...model.visits
      .filter(isLive)
      .map((visit) => `${visit.doctor} ${visit.start}-${visit.end} visit ${visit.id}`),
    ...model.holds.map((hold) => `${hold.doctor} ${hold.start}-${hold.end} hold until ${hold.expiresAt}`),
    ...model.kept.map((kept) => `${kept.doctor} ${kept.start}-${kept.end} hold until ${kept.expiresAt}`),
  ].sort();
}

/** What somebody who is not signed in sees of a slot. */
export function slotStatus(model: Model, span: Span): 'free' | 'held' | null {
  const gone =
    model.visits.some((visit) => isLive(visit) && meets(visit, span)) ||
    model.blocks.some((block) => meets(block, span));
  if (gone) {
    return null;
  }
  return [...model.holds, ...model.kept].some((hold) => meets(hold, span)) ? 'held' : 'free';
}
