import type { EpochMs } from '../time/zone-table.ts';
import { refuseUnless, within } from './check-values.ts';
import { generateSlots } from './generate-slots.ts';
import type { Interval, SlotInput } from './slot-types.ts';

/** One doctor's question; the visit type may last longer with one doctor than with another. */
export interface DoctorQuestion {
  readonly doctorId: string;
  readonly input: SlotInput;
}

/** A start at which a visit can begin, with everybody who is free then. */
export interface SharedSlot {
  readonly start: EpochMs;
  /** Never empty; in the order in which the doctors were given. */
  readonly doctors: readonly { readonly doctorId: string; readonly end: EpochMs }[];
}

/** Both sorted by start, each start once, no start in both (SL15). */
export interface SharedAnswer {
  readonly slots: readonly SharedSlot[];
  /** Starts that nobody offers now, with the doctors at whom they lie under somebody's live hold. */
  readonly held: readonly SharedSlot[];
}

type ByStart = Map<EpochMs, { doctorId: string; end: EpochMs }[]>;

function add(byStart: ByStart, doctorId: string, slots: readonly Interval[]): void {
  for (const { start, end } of slots) {
    const doctors = byStart.get(start);
    if (doctors) {
      doctors.push({ doctorId, end });
    } else {
      byStart.set(start, [{ doctorId, end }]);
    }
  }
}

function sorted(byStart: ByStart): SharedSlot[] {
  return [...byStart].map(([start, doctors]) => ({ start, doctors })).sort((a, b) => a.start - b.start);
}

/**
 * The slots of several doctors, merged by start: "any doctor of this specialty". Each doctor's part is exactly what
 * `generateSlots` gives for that input; no doctors, no slots.
 *
 * @throws SlotInputError for bad input, with a pointer that begins with the place in the list (`/2/input/…`), and
 *   `duplicate_doctor` when one is given twice (SL16)
 */
export function generateSlotsOfMany(questions: readonly DoctorQuestion[]): SharedAnswer {
  const [free, held]: [ByStart, ByStart] = [new Map(), new Map()];
  const seen = new Set<string>();
  for (const [index, { doctorId, input }] of questions.entries()) {
    refuseUnless(!seen.has(doctorId), 'duplicate_doctor', `/${index}/doctorId`);
    seen.add(doctorId);
    within(`/${index}/input`, input, (question) => {
      const answer = generateSlots(question);
      add(free, doctorId, answer.slots);
      add(held, doctorId, answer.held);
    });
  }
  for (const start of free.keys()) {
    held.delete(start);
  }
  return { slots: sorted(free), held: sorted(held) };
}
