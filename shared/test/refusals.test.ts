import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { freshUntil } from '../src/slots/fresh-until.ts';
import { generateSlots } from '../src/slots/generate-slots.ts';
import { isOffered } from '../src/slots/is-offered.ts';
import { SlotInputError } from '../src/slots/slot-input-error.ts';
import type { SlotInput } from '../src/slots/slot-types.ts';
import { workingDays, workingWindows } from '../src/slots/working-windows.ts';
import { always, anAppointment, aSlotInput, day, EVERY_DAY, hours, visitType, weekly } from './slot-input.ts';

// Hundreds of random cases take a second alone, and longer beside other work.
vi.setConfig({ testTimeout: 60_000 });

function refusal(ask: () => unknown): string {
  try {
    ask();
  } catch (error) {
    return error instanceof SlotInputError ? `${error.code} ${error.field}` : String(error);
  }
  return 'accepted';
}

/** The input with one value put in, wherever the pointer leads; also values its type forbids. */
function withValue(pointer: string, value: unknown): SlotInput {
  const input = structuredClone(
    aSlotInput({
      templates: [
        { effectiveFrom: '2026-01-01', effectiveTo: '2026-12-31', windows: weekly([1, 2], '09:00-12:00') },
      ],
      overrides: [{ date: '2026-01-14', windows: hours('09:00-10:00') }],
      recurringOverrides: [
        {
          rule: 'FREQ=WEEKLY',
          startsOn: '2026-01-05',
          excludedDates: ['2026-01-12'],
          windows: hours('10:00-11:00'),
          savedAt: 1,
        },
      ],
      holidays: ['2026-01-01'],
      unavailability: [{ start: 1_768_000_000_000, end: 1_768_003_600_000 }],
      occupied: [anAppointment('2026-01-13T10:00Z', '2026-01-13T11:00Z')],
    }),
  );
  const path = pointer.split('/').slice(1);
  const last = path.pop() ?? '';
  let parent = input as unknown as Record<string, unknown>;
  for (const name of path) {
    parent = parent[name] as Record<string, unknown>;
  }
  parent[last] = value;
  return input;
}

const DAY_MS = 86_400_000;

describe('bad input', () => {
  it('[SL16] the input that the cases below change is accepted', () => {
    expect(refusal(() => generateSlots(withValue('/now', 0)))).toBe('accepted');
  });

  it.each([
    ['/timeZone', 'Mars/Olympus', 'unknown_time_zone'],
    ['/timeZone', '+02:00', 'unknown_time_zone'],
    ['/timeZone', undefined, 'unknown_time_zone'],
    ['/viewerTimeZone', 'Europe/Nowhere', 'unknown_time_zone'],
    ['/templates/0/effectiveFrom', '2026-02-30', 'invalid_date'],
    ['/templates/0/effectiveTo', '2026-13-01', 'invalid_date'],
    ['/templates/0/effectiveTo', null, 'invalid_date'],
    ['/templates/0/effectiveTo', '2025-12-31', 'range_reversed'],
    ['/templates/0/windows/1/start', '25:00', 'invalid_time'],
    ['/templates/0/windows/1/start', '24:00', 'invalid_time'],
    ['/templates/0/windows/1/start', '9:00', 'invalid_time'],
    ['/templates/0/windows/1/end', '24:01', 'invalid_time'],
    ['/templates/0/windows/1/end', '09:00', 'equal_times'],
    ['/templates/0/windows/1/dayOfWeek', 7, 'out_of_range'],
    ['/templates/0/windows/1/dayOfWeek', '1', 'invalid_value'],
    ['/templates/0/windows/1/maxSessions', 0, 'out_of_range'],
    ['/templates/0/windows/1/maxSessions', 1.5, 'invalid_value'],
    ['/templates/0/windows', {}, 'invalid_value'],
    ['/templates/0', null, 'invalid_value'],
    ['/templates', undefined, 'invalid_value'],
    ['/overrides/0/date', '14.01.2026', 'invalid_date'],
    ['/overrides/0/windows/0/end', '09:00', 'equal_times'],
    ['/overrides/0/windows/0/end', '10:60', 'invalid_time'],
    ['/recurringOverrides/0/rule', 'FREQ=DAILY', 'recurrence_frequency'],
    ['/recurringOverrides/0/rule', undefined, 'recurrence_syntax'],
    ['/recurringOverrides/0/rule', 'FREQ=WEEKLY;UNTIL=20260104', 'recurrence_end'],
    ['/recurringOverrides/0/startsOn', '2026-02-29', 'invalid_date'],
    ['/recurringOverrides/0/startsOn', undefined, 'invalid_date'],
    ['/recurringOverrides/0/excludedDates/0', '12.01.2026', 'invalid_date'],
    ['/recurringOverrides/0/excludedDates', '2026-01-12', 'invalid_value'],
    ['/recurringOverrides/0/windows/0/end', '10:00', 'equal_times'],
    ['/recurringOverrides/0/windows', undefined, 'invalid_value'],
    ['/recurringOverrides/0/savedAt', Number.NaN, 'invalid_value'],
    ['/recurringOverrides/0/savedAt', '2026-01-05', 'invalid_value'],
    ['/recurringOverrides', null, 'invalid_value'],
    ['/holidays/0', '2026-02-29', 'invalid_date'],
    ['/unavailability/0/end', 1_768_000_000_000, 'end_not_after_start'],
    ['/unavailability/0/start', Number.NaN, 'invalid_value'],
    ['/unavailability/0/start', '2026-01-13T10:00Z', 'invalid_value'],
    ['/unavailability/0/end', 9e15, 'out_of_range'],
    ['/occupied/0/end', 0, 'end_not_after_start'],
    ['/occupied/0/kind', 'visit', 'invalid_value'],
    ['/occupied/0/own', 'yes', 'invalid_value'],
    ['/occupied/0/expiresAt', '2026-01-13', 'invalid_value'],
    ['/occupied/0/bufferBeforeMinutes', -5, 'out_of_range'],
    ['/occupied/0/bufferAfterMinutes', undefined, 'invalid_value'],
    ['/visitType/durationMinutes', 0, 'out_of_range'],
    ['/visitType/durationMinutes', -30, 'out_of_range'],
    ['/visitType/durationMinutes', 1_441, 'out_of_range'],
    ['/visitType/stepMinutes', 0, 'out_of_range'],
    ['/visitType/stepMinutes', 7.5, 'invalid_value'],
    ['/visitType/bufferBeforeMinutes', -1, 'out_of_range'],
    ['/visitType/bufferAfterMinutes', Number.POSITIVE_INFINITY, 'invalid_value'],
    ['/visitType/minimumNoticeMinutes', -1, 'out_of_range'],
    ['/visitType', null, 'invalid_value'],
    ['/bookingWindowDays', -1, 'out_of_range'],
    ['/bookingWindowDays', undefined, 'invalid_value'],
    ['/range/from', '2026-02-30', 'invalid_date'],
    ['/range/from', '1899-12-31', 'out_of_range'],
    ['/range/to', '2200-01-01', 'out_of_range'],
    ['/range/to', '2026-01-12', 'range_reversed'],
    ['/range/to', '2027-01-14', 'range_too_long'],
    ['/now', '2026-01-13T10:00Z', 'invalid_value'],
    ['/now', Date.UTC(2200, 0, 1), 'out_of_range'],
  ])('[SL16] refuses %s = %j as %s', (field, value, code) => {
    expect(refusal(() => generateSlots(withValue(field, value)))).toBe(`${code} ${field}`);
  });

  it.each([
    '/closedOn',
    '/templates/0/id',
    '/templates/0/windows/0/label',
    '/overrides/0/reason',
    '/overrides/0/windows/0/dayOfWeek',
    '/recurringOverrides/0/label',
    '/unavailability/0/reason',
    '/occupied/0/patientId',
    '/visitType/name',
    '/range/timeZone',
  ])('[SL16] refuses the field %s that nobody reads', (field) => {
    expect(refusal(() => generateSlots(withValue(field, [])))).toBe(`unknown_field ${field}`);
  });

  it('[SL16] the order of fields means nothing', () => {
    const input = withValue('/now', 0);
    const backwards = JSON.parse(JSON.stringify(input), (_name, value) =>
      value === null || Array.isArray(value) || typeof value !== 'object'
        ? value
        : Object.fromEntries(Object.entries(value).toReversed()),
    );
    expect(Object.keys(backwards)).toEqual(Object.keys(input).toReversed());
    expect(generateSlots(backwards)).toEqual(generateSlots(input));
  });

  it('[SL16] refuses two templates or two overrides for one date', () => {
    const templates = [
      ...always(weekly(EVERY_DAY, '09:00-10:00')),
      ...always(weekly(EVERY_DAY, '10:00-11:00')),
    ];
    expect(refusal(() => generateSlots(aSlotInput({ templates })))).toBe('duplicate_template /templates/1');
    const overrides = [
      { date: '2026-01-13', windows: [] },
      { date: '2026-01-13', windows: hours('09:00-10:00') },
    ];
    expect(refusal(() => generateSlots(aSlotInput({ overrides })))).toBe('duplicate_override /overrides/1');
  });

  it('[SL16] answers 366 days, to the minute, without asking for multiples of five', () => {
    const range = { from: '2024-01-01', to: '2024-12-31' };
    const { slots } = generateSlots(
      aSlotInput({ range, visitType: visitType(7), templates: always(weekly(EVERY_DAY, '09:01-09:08')) }),
    );
    expect(slots).toHaveLength(366);
  });

  it('[SL16] every entry refuses alike', () => {
    const bad = withValue('/templates/0/windows/0/end', '25:00');
    const expected = 'invalid_time /templates/0/windows/0/end';
    expect(refusal(() => isOffered(bad, 0))).toBe(expected);
    expect(refusal(() => freshUntil(bad))).toBe(expected);
    expect(refusal(() => workingWindows(bad, day('2026-01-13')))).toBe(expected);
    expect(refusal(() => workingDays(bad, day('2026-01-13')))).toBe(expected);
    expect(refusal(() => workingDays(aSlotInput(), day('2026-02-30')))).toBe('invalid_date /range/from');
    expect(refusal(() => isOffered(aSlotInput(), 0.5))).toBe('invalid_value /start');
    expect(refusal(() => isOffered(aSlotInput(), DAY_MS * 1e6))).toBe('out_of_range /start');
  });

  it('[SL16] anything at all is answered or refused by name, never by accident', () => {
    const pointers = [
      '/templates',
      '/templates/0/windows/0',
      '/overrides',
      '/recurringOverrides',
      '/recurringOverrides/0',
      '/occupied',
      '/visitType',
      '/range',
      '/holidays',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...pointers), fc.anything({ maxDepth: 3 }), (pointer, value) => {
        expect(refusal(() => generateSlots(withValue(pointer, value)))).toMatch(
          /^(?:accepted|[a-z_]+ \/.*)$/s,
        );
      }),
      { numRuns: 500 },
    );
  });
});
