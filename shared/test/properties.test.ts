import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { explainSlot } from '../src/slots/explain-slot.ts';
import { freshUntil } from '../src/slots/fresh-until.ts';
import { generateSlots } from '../src/slots/generate-slots.ts';
import { hoursReach } from '../src/slots/hours-reach.ts';
import { isOffered } from '../src/slots/is-offered.ts';
import { occupiedReach } from '../src/slots/occupied-reach.ts';
import {
  type Interval,
  type OccupiedTime,
  REJECTION_CODES,
  type SlotInput,
} from '../src/slots/slot-types.ts';
import { addDays, daysBetween } from '../src/time/local-date.ts';
import { localDateOf } from '../src/time/zone.ts';
import { arbitraryInput } from './arbitrary-input.ts';

// Hundreds of random cases take a second alone, and longer beside other work.
vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
const DAY = 86_400_000;

function offer(input: SlotInput) {
  const { slots, held } = generateSlots(input);
  return { slots, held };
}

function starts(input: SlotInput): number[] {
  return generateSlots(input).slots.map((slot) => slot.start);
}

/** Some instant of the question's range or shortly outside it. */
function instantNear(input: SlotInput): fc.Arbitrary<number> {
  const noon = Date.parse(`${input.range.from}T12:00Z`);
  return fc.integer({ min: -2_880, max: 5_760 }).map((minutes) => noon + minutes * MINUTE);
}

function busyNear(input: SlotInput): fc.Arbitrary<OccupiedTime> {
  return fc
    .record({
      span: fc.tuple(instantNear(input), fc.integer({ min: 1, max: 400 })),
      kind: fc.constantFrom('appointment' as const, 'hold' as const),
      bufferBeforeMinutes: fc.integer({ min: 0, max: 60 }),
      bufferAfterMinutes: fc.integer({ min: 0, max: 60 }),
    })
    .map(({ span: [start, length], ...rest }) => ({ start, end: start + length * MINUTE, ...rest }));
}

describe('what holds for every question', () => {
  it('[SL15] the answer is sorted and without duplicates', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const { slots, held, rejected = [] } = generateSlots(input, { explain: true });
        for (const list of [slots, held, rejected]) {
          expect(list.map((one) => one.start)).toEqual(
            [...new Set(list.map((one) => one.start))].sort((a, b) => a - b),
          );
        }
        const heldStarts = new Set(held.map((one) => one.start));
        expect(slots.some((slot) => heldStarts.has(slot.start))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('[SL15] the order of the inputs does not matter', () => {
    const shuffled = arbitraryInput.chain((input) => {
      const shuffle = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
      return fc.record({
        input: fc.constant(input),
        templates: shuffle(input.templates),
        overrides: shuffle(input.overrides),
        recurringOverrides: shuffle(input.recurringOverrides ?? []),
        holidays: shuffle(input.holidays),
        unavailability: shuffle(input.unavailability),
        occupied: shuffle(input.occupied),
      });
    });
    fc.assert(
      fc.property(shuffled, ({ input, ...lists }) => {
        const templates = lists.templates.map((one) => ({ ...one, windows: [...one.windows].reverse() }));
        const answer = generateSlots({ ...input, ...lists, templates }, { explain: true });
        expect(answer).toEqual(generateSlots(input, { explain: true }));
      }),
      { numRuns: 200 },
    );
  });

  it('[SL15] adding occupied time never adds a slot', () => {
    const withMore = arbitraryInput.chain((input) => fc.tuple(fc.constant(input), busyNear(input)));
    fc.assert(
      fc.property(withMore, ([input, more]) => {
        const before = new Set(starts(input));
        const { start, end } = more;
        for (const busier of [
          { ...input, occupied: [...input.occupied, more] },
          { ...input, unavailability: [...input.unavailability, { start, end }] },
        ]) {
          expect(starts(busier).filter((one) => !before.has(one))).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[SL8] [SL11] the slots of a range are the union of the slots of its days, however long the range', () => {
    fc.assert(
      fc.property(arbitraryInput, fc.integer({ min: 0, max: 9 }), (input, earlier) => {
        const range = { from: addDays(input.range.from, -earlier), to: input.range.to };
        const whole = offer({ ...input, range });
        const days = Array.from({ length: daysBetween(range.from, range.to) + 1 }, (_, index) => {
          const date = addDays(range.from, index);
          return offer({ ...input, range: { from: date, to: date } });
        });
        // Sorted, because days interleave where clocks return over midnight.
        const union = (lists: readonly (readonly Interval[])[]) =>
          lists.flat().sort((a, b) => a.start - b.start);
        expect(whole.slots).toEqual(union(days.map((day) => day.slots)));
        expect(whole.held).toEqual(union(days.map((day) => day.held)));
        const dates = whole.slots.map((slot) => localDateOf(input.viewerTimeZone, slot.start));
        expect(dates.every((date) => date >= range.from && date <= range.to)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('[SL9] occupied time outside the reach of a question changes nothing', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const reach = occupiedReach(input);
        const meets = (one: { start: number; end: number }) => one.start < reach.end && one.end > reach.start;
        const known = {
          ...input,
          occupied: input.occupied.filter(meets),
          unavailability: input.unavailability.filter(meets),
        };
        expect(generateSlots(known, { explain: true })).toEqual(generateSlots(input, { explain: true }));
      }),
      { numRuns: 200 },
    );
  });

  it('[SL8] other hours on a date change no slot outside the reach of that date', () => {
    const changed = arbitraryInput.chain((input) =>
      fc.record({
        input: fc.constant(input),
        date: fc.integer({ min: -5, max: 3 }).map((days) => addDays(input.range.from, days)),
        windows: fc.constantFrom([], [{ start: '00:00', end: '24:00' }], [{ start: '10:10', end: '09:00' }]),
      }),
    );
    fc.assert(
      fc.property(changed, ({ input, date, windows }) => {
        const reach = hoursReach(input.timeZone, { from: date, to: date });
        const unreached = (asked: SlotInput) =>
          generateSlots(asked).slots.filter((slot) => slot.end <= reach.start || slot.start >= reach.end);
        const overrides = [...input.overrides.filter((one) => one.date !== date), { date, windows }];
        expect(unreached({ ...input, overrides })).toEqual(unreached(input));
      }),
      { numRuns: 300 },
    );
  });

  it('[SL13] every held slot would be a slot if nobody else held anything', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const withoutHolds = {
          ...input,
          occupied: input.occupied.filter((one) => one.kind === 'appointment'),
        };
        const possible = new Set(starts(withoutHolds));
        const { slots, held } = generateSlots(input);
        expect([...slots, ...held].filter((slot) => !possible.has(slot.start))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('isOffered', () => {
  it('[SL14] [SL15] agrees with generateSlots on every slot, every rejected start and any other time', () => {
    const withTimes = arbitraryInput.chain((input) =>
      fc.tuple(fc.constant(input), fc.array(instantNear(input), { maxLength: 8 })),
    );
    fc.assert(
      fc.property(withTimes, ([input, times]) => {
        const { slots, rejected = [] } = generateSlots(input, { explain: true });
        for (const { start } of slots.slice(0, 8)) {
          expect(isOffered(input, start)).toEqual({ offered: true });
        }
        for (const { start, code } of rejected.slice(-8)) {
          expect(isOffered(input, start)).toEqual({ offered: false, code });
          expect(explainSlot(input, start)).toMatchObject({ offered: false, code });
        }
        const offered = new Set(slots.map((slot) => slot.start));
        for (const time of times) {
          const date = localDateOf(input.viewerTimeZone, time);
          if (date >= input.range.from && date <= input.range.to) {
            expect(isOffered(input, time).offered).toBe(offered.has(time));
            const { reasons } = explainSlot(input, time);
            expect(reasons).toEqual(REJECTION_CODES.filter((code) => reasons.includes(code)));
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('freshUntil', () => {
  it('[SL10] the same input gives the same answer at any moment before it, and it lies ahead', () => {
    const withMoment = fc.tuple(arbitraryInput, fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(withMoment, ([input, part]) => {
        const until = freshUntil(input);
        expect(until).toBeGreaterThan(input.now);
        expect(until).toBeLessThanOrEqual(input.now + DAY + 3_600_000);
        const answer = offer(input);
        const later = input.now + Math.floor((until - 1 - input.now) * part);
        for (const now of [later, until - 1]) {
          expect(offer({ ...input, now })).toEqual(answer);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[SL10] following it from moment to moment never misses a change', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        let now = input.now;
        for (let round = 0; round < 5; round++) {
          const until = freshUntil({ ...input, now });
          expect(offer({ ...input, now: until - 1 })).toEqual(offer({ ...input, now }));
          expect(until).toBe(freshUntil({ ...input, now: Math.floor((now + until) / 2) }));
          now = until;
        }
      }),
      { numRuns: 60 },
    );
  });
});
