import type { Slot, SlotsAnswer } from '@openslot/shared/contracts/slots';
import type { SlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import { epochMs } from '../../lib/clock.ts';
import type { GoneSlot } from '../sync-types.ts';
import type { Cause, QueryAnswer } from './state.ts';

/** How long a slot that went stays visible, crossed out (RT20). */
export const GONE_MS = 3000;

type OfferedSlots = SlotsAnswer | SlotsOfSpecialty;

/** True when a person looking at the two answers could tell them apart. */
export function looksDifferent(before: QueryAnswer, after: QueryAnswer): boolean {
  return JSON.stringify(visibleParts(before)) !== JSON.stringify(visibleParts(after));
}

function visibleParts(answer: QueryAnswer): unknown {
  if (answer.kind === 'slots') {
    return [answer.value.bookable, answer.value.days];
  }
  if (answer.kind === 'months') {
    return [answer.value.bookable, answer.value.days, answer.value.nextFree];
  }
  const { working, overrides, unavailability, appointments, timeZone } = answer.value;
  return [working, overrides, unavailability, appointments, timeZone];
}

/** The slots that were shown before and are not even held now, with why they went as far as `causes` tell. */
export function goneSlots(
  before: OfferedSlots,
  after: OfferedSlots,
  causes: readonly Cause[],
  now: number,
): GoneSlot[] {
  const still = new Set(allSlots(after).map(({ startsAt }) => startsAt));
  return allSlots(before)
    .filter(({ startsAt }) => !still.has(startsAt))
    .map(({ startsAt, endsAt }) => ({
      startsAt,
      endsAt,
      until: now + GONE_MS,
      reason: reasonOf({ startsAt, endsAt }, causes),
    }));
}

/** Those of `gone` that are still to be shown beside `answer`: a slot that came back is simply there again. */
export function stillGone(gone: readonly GoneSlot[], answer: OfferedSlots | null, now: number): GoneSlot[] {
  const offered = new Set(answer === null ? [] : allSlots(answer).map(({ startsAt }) => startsAt));
  return gone.filter(({ startsAt, until }) => until > now && !offered.has(startsAt));
}

/** A change heard late explains slots that went before it was heard. */
export function explainGone(gone: readonly GoneSlot[], cause: Cause): readonly GoneSlot[] {
  return gone.some((slot) => slot.reason === 'removed' && isHit(slot, cause))
    ? gone.map((slot) => (isHit(slot, cause) ? { ...slot, reason: 'taken' as const } : slot))
    : gone;
}

function reasonOf(slot: { startsAt: string; endsAt: string }, causes: readonly Cause[]): GoneSlot['reason'] {
  const taken = causes.filter(({ kind }) => kind === 'slot');
  if (taken.some((cause) => isHit(slot, cause))) {
    return 'taken';
  }
  // Buffers hide neighbours of a visit, too: with nothing else to blame, somebody took the time.
  return taken.length > 0 && taken.length === causes.length ? 'taken' : 'removed';
}

function isHit(slot: { startsAt: string; endsAt: string }, cause: Cause): boolean {
  const [start, end] = [epochMs(slot.startsAt), epochMs(slot.endsAt)];
  return cause.spans.some((span) => span.start < end && start < span.end);
}

function allSlots(answer: OfferedSlots): Slot[] {
  return answer.days.flatMap(({ slots }) => slots);
}
