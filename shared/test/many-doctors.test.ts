import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { countByDay } from '../src/slots/count-by-day.ts';
import { generateSlots } from '../src/slots/generate-slots.ts';
import { generateSlotsOfMany, type SharedSlot } from '../src/slots/generate-slots-of-many.ts';
import type { SlotInput } from '../src/slots/slot-types.ts';
import { localDateOf } from '../src/time/zone.ts';
import { arbitraryInput } from './arbitrary-input.ts';
import {
  aHold,
  always,
  anAppointment,
  aSlotInput,
  EVERY_DAY,
  startsOf,
  utc,
  visitType,
  weekly,
} from './slot-input.ts';

// Hundreds of random cases take a second alone, and longer beside other work.
vi.setConfig({ testTimeout: 60_000 });

function doctor(doctorId: string, span: string, changes: Partial<SlotInput> = {}) {
  const templates = always(weekly(EVERY_DAY, span));
  return { doctorId, input: aSlotInput({ templates, visitType: visitType(60), ...changes }) };
}

/** `10:00 ann bob` */
function lines(slots: readonly SharedSlot[]): string[] {
  const time = (start: number) => new Date(start).toISOString().slice(11, 16);
  return slots.map(({ start, doctors }) => [time(start), ...doctors.map((one) => one.doctorId)].join(' '));
}

describe('several doctors at once', () => {
  it('[SL15] merges by start and names everybody who is free', () => {
    const { slots } = generateSlotsOfMany([
      doctor('ann', '10:00-12:00'),
      doctor('bob', '09:00-11:00'),
      doctor('eve', '10:30-11:30'),
    ]);
    expect(lines(slots)).toEqual(['09:00 bob', '10:00 ann bob', '10:30 eve', '11:00 ann']);
  });

  it('[SL15] keeps the end of each doctor where their visits differ in length', () => {
    const { slots } = generateSlotsOfMany([
      doctor('ann', '10:00-11:00'),
      doctor('bob', '10:00-11:00', { visitType: visitType(45) }),
    ]);
    expect(slots).toEqual([
      {
        start: utc('2026-01-13T10:00Z'),
        doctors: [
          { doctorId: 'ann', end: utc('2026-01-13T11:00Z') },
          { doctorId: 'bob', end: utc('2026-01-13T10:45Z') },
        ],
      },
    ]);
  });

  it('[SL9] a start is held only where nobody offers it', () => {
    const occupied = [aHold('2026-01-13T10:00Z', '2026-01-13T12:00Z')];
    const { slots, held } = generateSlotsOfMany([
      doctor('ann', '10:00-12:00', { occupied }),
      doctor('bob', '10:00-12:00', { occupied: [anAppointment('2026-01-13T11:00Z', '2026-01-13T12:00Z')] }),
    ]);
    expect(lines(slots)).toEqual(['10:00 bob']);
    expect(lines(held)).toEqual(['11:00 ann']);
  });

  it('[SL15] gives for each doctor exactly the slots of that doctor alone', () => {
    fc.assert(
      fc.property(fc.array(arbitraryInput, { maxLength: 4 }), (inputs) => {
        const questions = inputs.map((input, index) => ({ doctorId: `doctor ${index}`, input }));
        const { slots, held } = generateSlotsOfMany(questions);
        const starts = slots.map((slot) => slot.start);
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        expect(held.filter((one) => starts.includes(one.start))).toEqual([]);
        for (const { doctorId, input } of questions) {
          const own = slots.flatMap(({ start, doctors }) =>
            doctors.filter((one) => one.doctorId === doctorId).map(({ end }) => ({ start, end })),
          );
          expect(own).toEqual(generateSlots(input).slots);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('[SL16] says whose input is bad, and refuses the same doctor twice', () => {
    const bad = doctor('bob', '09:00-25:00');
    expect(() => generateSlotsOfMany([doctor('ann', '09:00-10:00'), bad])).toThrow(
      expect.objectContaining({ code: 'invalid_time', field: '/1/input/templates/0/windows/0/end' }),
    );
    expect(() => generateSlotsOfMany([doctor('ann', '09:00-10:00'), doctor('ann', '11:00-12:00')])).toThrow(
      expect.objectContaining({ code: 'duplicate_doctor', field: '/1/doctorId' }),
    );
    expect(generateSlotsOfMany([])).toEqual({ slots: [], held: [] });
  });
});

describe('counts by day', () => {
  it("[SL11] counts the slots that start on each of the viewer's dates", () => {
    const range = { from: '2026-01-12', to: '2026-01-14' };
    const { input } = doctor('ann', '22:00-24:00', {
      range,
      overrides: [{ date: '2026-01-13', windows: [] }],
    });
    const answer = generateSlots(input);
    expect([...countByDay(answer, 'UTC')]).toEqual([
      ['2026-01-12', 2],
      ['2026-01-14', 2],
    ]);
    expect([...countByDay(answer, 'Europe/Berlin')]).toEqual([
      ['2026-01-12', 1],
      ['2026-01-13', 1],
      ['2026-01-14', 1],
      ['2026-01-15', 1],
    ]);
    expect(startsOf(answer.slots)).toHaveLength(4);
  });

  it('[SL11] a start that two doctors share counts once, a held one not', () => {
    const occupied = [aHold('2026-01-13T09:00Z', '2026-01-13T10:00Z')];
    const answer = generateSlotsOfMany([
      doctor('ann', '09:00-11:00', { occupied }),
      doctor('bob', '10:00-12:00'),
    ]);
    expect([...countByDay(answer, 'UTC')]).toEqual([['2026-01-13', 2]]);
  });

  it('[SL11] asks of the answer what its dates say, also where clocks return over midnight', () => {
    fc.assert(
      fc.property(arbitraryInput, (input) => {
        const answer = generateSlots(input);
        const expected = new Map<string, number>();
        for (const { start } of answer.slots) {
          const date = localDateOf(input.viewerTimeZone, start);
          expected.set(date, (expected.get(date) ?? 0) + 1);
        }
        expect(countByDay(answer, input.viewerTimeZone)).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
