import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateSlots } from '../src/slots/generate-slots.ts';
import { arbitraryInput } from './arbitrary-input.ts';
import { referenceSlots } from './reference.ts';

describe('the engine against a slow reference', () => {
  it('[SL8] [SL9] [SL15] gives the same slots as the reference that asks every minute', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const { slots, held } = generateSlots(input);
        const expected = referenceSlots(input);
        expect(slots.map((slot) => slot.start)).toEqual(expected.slots);
        expect(held.map((slot) => slot.start)).toEqual(expected.held);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
