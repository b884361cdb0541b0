import { describe, expect, it } from 'vitest';
import { explainSlot } from '../src/slots/explain-slot.ts';
import { generateSlots } from '../src/slots/generate-slots.ts';
import { isOffered } from '../src/slots/is-offered.ts';
import type { SlotInput } from '../src/slots/slot-types.ts';
import {
  aHold,
  always,
  anAppointment,
  aSlotInput,
  day,
  EVERY_DAY,
  hours,
  utc,
  visitType,
  weekly,
} from './slot-input.ts';

const MORNING = always(weekly(EVERY_DAY, '09:00-12:00'));
const NOW = utc('2026-01-13T00:00Z');

function question(changes: Partial<SlotInput>): SlotInput {
  return aSlotInput({ templates: MORNING, visitType: visitType(60), now: NOW, ...changes });
}

/** `['09:00 BLOCKED', …]` */
function rejected(changes: Partial<SlotInput>): string[] {
  const { rejected: list = [] } = generateSlots(question(changes), { explain: true });
  return list.map(({ start, code }) => `${new Date(start).toISOString().slice(11, 16)} ${code}`);
}

function codeAt(time: string, changes: Partial<SlotInput>): string {
  const answer = isOffered(question(changes), utc(`2026-01-13T${time}Z`));
  return answer.offered ? 'offered' : answer.code;
}

describe('explain', () => {
  it('[SL14] is given only when asked for, and is empty when everything is offered', () => {
    expect(generateSlots(question({}))).not.toHaveProperty('rejected');
    expect(rejected({})).toEqual([]);
  });

  it('[SL14] names blocks, bookings, holds and buffers', () => {
    const type = { ...visitType(30), bufferBeforeMinutes: 10, bufferAfterMinutes: 0 };
    const busy = {
      visitType: type,
      unavailability: [{ start: utc('2026-01-13T09:00Z'), end: utc('2026-01-13T09:30Z') }],
      occupied: [
        anAppointment('2026-01-13T10:00Z', '2026-01-13T10:30Z'),
        aHold('2026-01-13T11:00Z', '2026-01-13T11:30Z'),
      ],
    };
    expect(rejected(busy)).toEqual([
      '09:00 BLOCKED',
      '09:30 BUFFER',
      '10:00 BOOKED',
      '10:30 BUFFER',
      '11:00 HELD',
      '11:30 BUFFER',
    ]);
  });

  it('[SL14] names times that are too soon or too far', () => {
    expect(rejected({ now: utc('2026-01-13T09:30Z') })).toEqual(['09:00 TOO_SOON']);
    expect(rejected({ now: utc('2026-01-12T00:00Z'), bookingWindowDays: 0 })).toEqual([
      '09:00 TOO_FAR',
      '10:00 TOO_FAR',
      '11:00 TOO_FAR',
    ]);
  });

  it('[SL14] names grid times whose slot would outlast the hours', () => {
    expect(
      rejected({ templates: always(weekly(EVERY_DAY, '09:00-10:30')), visitType: visitType(60, 30) }),
    ).toEqual(['10:00 OUTSIDE_HOURS']);
  });

  it('[SL14] names what an override or a holiday closed, and only that', () => {
    expect(rejected({ overrides: [{ date: '2026-01-13', windows: [] }] })).toEqual([
      '09:00 OVERRIDE_CLOSED',
      '10:00 OVERRIDE_CLOSED',
      '11:00 OVERRIDE_CLOSED',
    ]);
    expect(
      rejected({ overrides: [{ date: '2026-01-13', windows: hours('10:00-11:00', '14:00-15:00') }] }),
    ).toEqual(['09:00 OVERRIDE_CLOSED', '11:00 OVERRIDE_CLOSED']);
    expect(rejected({ holidays: ['2026-01-13'] })).toEqual([
      '09:00 HOLIDAY',
      '10:00 HOLIDAY',
      '11:00 HOLIDAY',
    ]);
  });

  it('[SL14] names a full window', () => {
    const windows = weekly(EVERY_DAY, '09:00-12:00').map((window) => ({ ...window, maxSessions: 1 }));
    const occupied = [anAppointment('2026-01-13T10:00Z', '2026-01-13T11:00Z')];
    expect(rejected({ templates: always(windows), occupied })).toEqual([
      '09:00 FULL',
      '10:00 BOOKED',
      '11:00 FULL',
    ]);
  });

  it('[SL14] [SL3] names a window that the clocks skip', () => {
    const lost = {
      timeZone: 'America/New_York',
      viewerTimeZone: 'America/New_York',
      templates: always(weekly([0], '02:00-03:00')),
      range: day('2026-03-08'),
    };
    expect(rejected(lost)).toEqual(['07:00 DST_GAP']);
    expect(isOffered(question(lost), utc('2026-03-08T07:00Z'))).toEqual({ offered: false, code: 'DST_GAP' });
  });
});

describe('the reason for any time', () => {
  it('[SL14] a time inside the hours that no slot starts at is OFF_GRID', () => {
    expect(codeAt('09:00', {})).toBe('offered');
    expect(codeAt('09:10', {})).toBe('OFF_GRID');
    expect(codeAt('08:00', {})).toBe('OUTSIDE_HOURS');
    expect(codeAt('11:10', {})).toBe('OUTSIDE_HOURS');
  });

  it('[SL14] a slot across the cut of a long window is OFF_GRID', () => {
    const templates = always(weekly(EVERY_DAY, '00:00-24:00'));
    expect(codeAt('23:30', { templates })).toBe('OFF_GRID');
  });

  it('[SL14] of several reasons the first in the list counts', () => {
    const everything = {
      now: utc('2026-01-13T10:30Z'),
      unavailability: [{ start: utc('2026-01-13T10:00Z'), end: utc('2026-01-13T10:10Z') }],
      occupied: [
        anAppointment('2026-01-13T10:00Z', '2026-01-13T11:00Z'),
        aHold('2026-01-13T10:00Z', '2026-01-13T11:00Z'),
      ],
    };
    expect(codeAt('10:00', { ...everything, holidays: ['2026-01-13'] })).toBe('HOLIDAY');
    expect(codeAt('10:00', { ...everything, overrides: [{ date: '2026-01-13', windows: [] }] })).toBe(
      'OVERRIDE_CLOSED',
    );
    expect(codeAt('10:00', everything)).toBe('BLOCKED');
    expect(codeAt('10:00', { ...everything, unavailability: [] })).toBe('BOOKED');
    const [, hold] = everything.occupied;
    expect(codeAt('10:00', { now: everything.now, occupied: hold ? [hold] : [] })).toBe('HELD');
    expect(codeAt('10:10', { now: everything.now })).toBe('TOO_SOON');
  });

  it('[SL14] an override outranks a holiday for a slot that touches both dates', () => {
    const night = {
      templates: always(weekly(EVERY_DAY, '23:00-24:00', '00:00-01:00')),
      visitType: visitType(120),
      holidays: ['2026-01-14'],
    };
    expect(codeAt('23:00', night)).toBe('HOLIDAY');
    expect(codeAt('23:00', { ...night, overrides: [{ date: '2026-01-13', windows: [] }] })).toBe(
      'OVERRIDE_CLOSED',
    );
  });
});

describe('explainSlot', () => {
  it('[SL14] says of an offered time what would be booked, and nothing against it', () => {
    expect(explainSlot(question({}), utc('2026-01-13T09:00Z'))).toEqual({
      slot: { start: utc('2026-01-13T09:00Z'), end: utc('2026-01-13T10:00Z') },
      offered: true,
      code: null,
      reasons: [],
      date: '2026-01-13',
      hours: 'template',
    });
  });

  it('[SL14] gives every reason in the order of the list, the first as the code', () => {
    const windows = weekly(EVERY_DAY, '09:00-12:00').map((window) => ({ ...window, maxSessions: 1 }));
    const answer = explainSlot(
      question({
        templates: always(windows),
        now: utc('2026-01-13T10:30Z'),
        unavailability: [{ start: utc('2026-01-13T10:00Z'), end: utc('2026-01-13T10:20Z') }],
        occupied: [
          anAppointment('2026-01-13T10:00Z', '2026-01-13T11:00Z'),
          aHold('2026-01-13T11:00Z', '2026-01-13T12:00Z'),
        ],
      }),
      utc('2026-01-13T10:10Z'),
    );
    expect(answer.offered).toBe(false);
    expect(answer.code).toBe('BLOCKED');
    expect(answer.reasons).toEqual(['BLOCKED', 'BOOKED', 'HELD', 'TOO_SOON', 'FULL', 'OFF_GRID']);
  });

  it("[SL14] names the date in the schedule's zone and what decided its hours", () => {
    const honolulu = {
      timeZone: 'Pacific/Honolulu',
      overrides: [{ date: '2026-01-12', windows: hours('20:00-22:00') }],
    };
    const { date, hours: source, offered } = explainSlot(question(honolulu), utc('2026-01-13T06:00Z'));
    expect({ date, source, offered }).toEqual({ date: '2026-01-12', source: 'override', offered: true });
    const closed = { ...honolulu, overrides: [], holidays: ['2026-01-12'] };
    const { code, hours: ofHoliday } = explainSlot(question(closed), utc('2026-01-12T20:00Z'));
    expect({ code, ofHoliday }).toEqual({ code: 'HOLIDAY', ofHoliday: 'holiday' });
  });

  it('[SL14] tells of times far ahead and long ago, whatever the range', () => {
    const now = utc('2026-01-13T00:00Z');
    const far = explainSlot(question({ now, bookingWindowDays: 30 }), utc('2026-06-01T09:10Z'));
    expect(far.reasons).toEqual(['TOO_FAR', 'OFF_GRID']);
    expect(explainSlot(question({ now }), utc('2025-06-01T09:00Z')).reasons).toEqual(['TOO_SOON']);
  });

  it('[SL16] refuses what is no instant', () => {
    const refused = expect.objectContaining({ code: 'invalid_value', field: '/startsAt' });
    expect(() => explainSlot(question({}), 0.5)).toThrow(refused);
  });
});
