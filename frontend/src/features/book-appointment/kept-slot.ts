import { epochMs } from '../../lib/clock.ts';
import type { HoldState } from '../../sync/hold-state.ts';
import type { SlotEntry } from './offered-slots.ts';

/** With whom this time is kept for the person, or is about to be; null when it is not. */
export function keptWith(
  { phase, target, hold }: HoldState,
  visitTypeId: string,
  startsAt: string,
): string | null {
  const at = epochMs(startsAt);
  const kept = [hold, phase === 'asking' ? target : null].find(
    (slot) => slot !== null && slot.visitTypeId === visitTypeId && epochMs(slot.startsAt) === at,
  );
  return kept?.doctorId ?? null;
}

/** The list with the person's own slot as such: it can be chosen, whatever others see of it. */
export function withOwnSlot(
  entries: readonly SlotEntry[] | undefined,
  state: HoldState,
  visitTypeId: string,
): readonly SlotEntry[] | undefined {
  return entries?.map((entry) => {
    const doctorId = keptWith(state, visitTypeId, entry.startsAt);
    const isOffered = entry.state === 'free' || entry.state === 'held';
    return doctorId !== null && isOffered ? { ...entry, state: 'own', doctorIds: [doctorId] } : entry;
  });
}
