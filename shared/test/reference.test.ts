import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { generateSlots } from '../src/slots/generate-slots.ts';
import type { HoursWindow, SlotInput } from '../src/slots/slot-types.ts';
import { arbitraryInput } from './arbitrary-input.ts';
import { referenceSlots } from './reference.ts';

// A thousand questions minute by minute take some seconds alone, and longer beside other work.
vi.setConfig({ testTimeout: 240_000 });

function withoutCap<T extends HoursWindow>({ maxSessions: _cap, ...window }: T) {
  return window;
}

/** Each takes one rule's subject out of a question. */
const WITHOUT: Readonly<Record<string, (input: SlotInput) => SlotInput>> = {
  'one-off overrides': (input) => ({ ...input, overrides: [] }),
  'recurring overrides': (input) => ({ ...input, recurringOverrides: [] }),
  holidays: (input) => ({ ...input, holidays: [] }),
  caps: (input) => ({
    ...input,
    templates: input.templates.map((one) => ({
      ...one,
      windows: one.windows.map((window) => ({ ...withoutCap(window), dayOfWeek: window.dayOfWeek })),
    })),
  }),
  'own holds': (input) => ({
    ...input,
    occupied: input.occupied.map((one) => ({ ...one, own: false })),
  }),
  buffers: (input) => ({
    ...input,
    visitType: { ...input.visitType, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
  }),
  notice: (input) => ({ ...input, visitType: { ...input.visitType, minimumNoticeMinutes: 0 } }),
  'booking window': (input) => ({ ...input, bookingWindowDays: null }),
};

describe('the engine against a slow reference', () => {
  it('[SL6] [SL8] [SL9] [SL12] [SL13] [SL15] gives the same slots as the reference that asks every minute', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const { slots, held } = generateSlots(input);
        const expected = referenceSlots(input);
        expect(slots.map((slot) => slot.start)).toEqual(expected.slots);
        expect(held.map((slot) => slot.start)).toEqual(expected.held);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each(Object.entries(WITHOUT))('the questions are such that %s matter', (_name, without) => {
    const questions = fc.sample(arbitraryInput, { numRuns: 500, seed: 20_260_113 });
    const matters = questions.filter(
      (input) => JSON.stringify(generateSlots(input)) !== JSON.stringify(generateSlots(without(input))),
    );
    expect(matters.length).toBeGreaterThanOrEqual(10);
  });
});
