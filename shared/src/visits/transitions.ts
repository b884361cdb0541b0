import type { VisitAction } from '../contracts/appointment-actions.ts';
import type { AppointmentStatus } from '../contracts/appointments.ts';

/** Who acts: `patient` is also a guardian; `clinic` is the visit's doctor, the front desk or an admin. */
export type VisitParty = 'patient' | 'clinic';

/** Where now lies: `ahead` of the visit, on its `day` (from 12 hours before the start), or after its start. */
type Phase = 'ahead' | 'day' | 'begun';

const DAY_BEGINS_BEFORE_MS = 12 * 3_600_000;

interface Transition {
  readonly action: VisitAction;
  readonly from: readonly AppointmentStatus[];
  readonly to: AppointmentStatus;
  readonly by: VisitParty;
  readonly during: readonly Phase[];
}

const EVER: readonly Phase[] = ['ahead', 'day', 'begun'];
const BEFORE: readonly Phase[] = ['ahead', 'day'];
const AROUND: readonly Phase[] = ['day', 'begun'];

/** Everything that can happen to a booked visit but moving it; what is not here is refused. `completed` and `cancelled` are ends. */
const TRANSITIONS: readonly Transition[] = [
  { action: 'cancel', from: ['requested', 'confirmed'], to: 'cancelled', by: 'patient', during: BEFORE },
  { action: 'cancel', from: ['confirmed', 'arrived'], to: 'cancelled', by: 'clinic', during: EVER },
  { action: 'approve', from: ['requested'], to: 'confirmed', by: 'clinic', during: EVER },
  { action: 'decline', from: ['requested'], to: 'cancelled', by: 'clinic', during: EVER },
  { action: 'arrive', from: ['confirmed', 'no_show'], to: 'arrived', by: 'clinic', during: AROUND },
  { action: 'back', from: ['arrived'], to: 'confirmed', by: 'clinic', during: EVER },
  { action: 'start', from: ['confirmed', 'arrived'], to: 'in_progress', by: 'clinic', during: AROUND },
  { action: 'complete', from: ['arrived', 'in_progress'], to: 'completed', by: 'clinic', during: AROUND },
  { action: 'no_show', from: ['confirmed'], to: 'no_show', by: 'clinic', during: ['begun'] },
];

export interface VisitMoment {
  readonly status: AppointmentStatus;
  /** Epoch milliseconds. */
  readonly startsAt: number;
}

export type TransitionAnswer =
  | { readonly allowed: true; readonly to: AppointmentStatus }
  /** `party`: never for this party; `status`: not from this status; `early`, `late`: not at this time. */
  | { readonly allowed: false; readonly because: 'party' | 'status' | 'early' | 'late' };

/** Whether `party` may do `action` to a visit at `now`, and what it is then (VS1, VS2, VS3). */
export function decideTransition(
  visit: VisitMoment,
  action: VisitAction,
  party: VisitParty,
  now: number,
): TransitionAnswer {
  const theirs = TRANSITIONS.filter((one) => one.action === action && one.by === party);
  if (theirs.length === 0) {
    return { allowed: false, because: 'party' };
  }
  const found = theirs.find(({ from }) => from.includes(visit.status));
  if (found === undefined) {
    return { allowed: false, because: 'status' };
  }
  if (found.during.includes(phaseOf(visit.startsAt, now))) {
    return { allowed: true, to: found.to };
  }
  return { allowed: false, because: found.during.includes('begun') ? 'early' : 'late' };
}

function phaseOf(startsAt: number, now: number): Phase {
  if (now >= startsAt) {
    return 'begun';
  }
  return now >= startsAt - DAY_BEGINS_BEFORE_MS ? 'day' : 'ahead';
}

/** What `party` may do to a visit at `now`, in the order in which a page should offer it. */
export function actionsFor(visit: VisitMoment, party: VisitParty, now: number): VisitAction[] {
  return OFFERED.filter((action) => decideTransition(visit, action, party, now).allowed);
}

const OFFERED: readonly VisitAction[] = [
  'approve',
  'arrive',
  'start',
  'complete',
  'no_show',
  'back',
  'decline',
  'cancel',
];

/** The status of a new visit (VS4): a request where the visit type needs approval, unless the clinic itself books. */
export function statusWhenBooked(needsApproval: boolean, by: VisitParty): AppointmentStatus {
  return needsApproval && by === 'patient' ? 'requested' : 'confirmed';
}

/** Statuses in which something is still to come of a visit: a change of the schedule has to ask about it. */
export const OPEN_STATUSES: readonly AppointmentStatus[] = [
  'requested',
  'confirmed',
  'arrived',
  'in_progress',
];

/** Statuses in which a visit occupies its time (VS5): all but `cancelled`. */
export const LIVE_STATUSES: readonly AppointmentStatus[] = [...OPEN_STATUSES, 'completed', 'no_show'];

/** Whether a visit occupies its time (VS5). */
export function isLive(status: AppointmentStatus): boolean {
  return LIVE_STATUSES.includes(status);
}

/** Whether `party` may move a visit at `now` (BK13): nobody has come for it yet, and for a patient it has not begun. */
export function isMovable({ status, startsAt }: VisitMoment, party: VisitParty, now: number): boolean {
  return (status === 'requested' || status === 'confirmed') && (party === 'clinic' || now < startsAt);
}

/** Whether a visit that `party` cancels in `status` was asked for in vain (VS10): nobody had confirmed it. */
export function isDeclined(status: AppointmentStatus, party: VisitParty): boolean {
  return party === 'clinic' && status === 'requested';
}

/** From when on a cancellation by the patient is late (VS6), in epoch milliseconds; null: never. */
export function lateCancellationFrom(startsAt: number, cutoffMinutes: number): number | null {
  return cutoffMinutes === 0 ? null : startsAt - cutoffMinutes * 60_000;
}

/** Whether a cancellation at `now` is late (VS6). Only a confirmed visit can be: what was not approved binds nobody. */
export function isLateCancellation(
  visit: VisitMoment & { readonly cutoffMinutes: number },
  party: VisitParty,
  now: number,
): boolean {
  const from = lateCancellationFrom(visit.startsAt, visit.cutoffMinutes);
  return party === 'patient' && visit.status === 'confirmed' && from !== null && now >= from;
}
