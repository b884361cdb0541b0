import { describe, expect, it } from 'vitest';
import { generateSlots } from '../src/slots/generate-slots.ts';
import { isOffered } from '../src/slots/is-offered.ts';
import type { OccupiedTime, SlotInput } from '../src/slots/slot-types.ts';
import {
  aHold,
  always,
  anAppointment,
  aSlotInput,
  EVERY_DAY,
  startsOf,
  utc,
  utcTimes,
  visitType,
  weekly,
} from './slot-input.ts';

const MORNING = always(weekly(EVERY_DAY, '09:00-12:00'));
const TEN_TO_HALF_PAST = ['2026-01-13T10:00Z', '2026-01-13T10:30Z'] as const;

function answer(changes: Partial<SlotInput>) {
  return generateSlots(aSlotInput({ templates: MORNING, ...changes }));
}

function starts(changes: Partial<SlotInput>): string[] {
  return startsOf(answer(changes).slots);
}

function held(changes: Partial<SlotInput>): string[] {
  return startsOf(answer(changes).held);
}

describe('buffers', () => {
  const every5 = { ...visitType(30, 5), bufferBeforeMinutes: 10, bufferAfterMinutes: 0 };

  it.each([
    ["the slot's buffer is the larger", 10, 0, 5, '10:40'],
    ["the other visit's buffer is the larger", 10, 0, 20, '10:50'],
    ['equal buffers share the time', 10, 0, 10, '10:40'],
  ])('[SL9] after a visit: %s', (_title, bufferBeforeMinutes, bufferAfterMinutes, others, expected) => {
    const occupied = [anAppointment(...TEN_TO_HALF_PAST, { bufferAfterMinutes: others })];
    const type = { ...visitType(30, 5), bufferBeforeMinutes, bufferAfterMinutes };
    const after = starts({ occupied, visitType: type }).filter((start) => start > TEN_TO_HALF_PAST[0]);
    expect(after[0]).toBe(`2026-01-13T${expected}Z`);
  });

  it.each([
    ["the slot's buffer is the larger", 15, 5, '09:15'],
    ["the other visit's buffer is the larger", 0, 20, '09:10'],
    ['no buffer', 0, 0, '09:30'],
  ])('[SL9] before a visit: %s', (_title, bufferAfterMinutes, others, expected) => {
    const occupied = [anAppointment(...TEN_TO_HALF_PAST, { bufferBeforeMinutes: others })];
    const type = { ...visitType(30, 5), bufferAfterMinutes };
    const before = starts({ occupied, visitType: type }).filter((start) => start < TEN_TO_HALF_PAST[0]);
    expect(before.at(-1)).toBe(`2026-01-13T${expected}Z`);
  });

  it("[SL9] only the slot's own buffers keep clear of unavailability", () => {
    const unavailability = [{ start: utc('2026-01-13T10:00Z'), end: utc('2026-01-13T11:00Z') }];
    expect(starts({ unavailability, visitType: every5 })[7]).toBe('2026-01-13T11:10Z');
    expect(starts({ unavailability, visitType: every5 })[6]).toBe('2026-01-13T09:30Z');
  });

  it('[SL9] buffers reach outside the opening hours and into the night before', () => {
    const type = { ...visitType(180), bufferBeforeMinutes: 600, bufferAfterMinutes: 0 };
    expect(starts({ visitType: type })).toEqual(['2026-01-13T09:00Z']);
    const occupied = [anAppointment('2026-01-12T22:00Z', '2026-01-12T23:05Z')];
    expect(starts({ visitType: type, occupied })).toEqual([]);
  });
});

describe('holds', () => {
  const now = utc('2026-01-13T08:00Z');
  const hold = (more: Partial<OccupiedTime>) => [aHold(...TEN_TO_HALF_PAST, more)];
  const withoutTen = utcTimes('2026-01-13', '09:00 09:30 10:30 11:00 11:30');
  const all = utcTimes('2026-01-13', '09:00 09:30 10:00 10:30 11:00 11:30');

  it('[SL9] a live hold takes its slot, one that expires now does not', () => {
    expect(starts({ now, occupied: hold({ expiresAt: now + 1 }) })).toEqual(withoutTen);
    expect(starts({ now, occupied: hold({ expiresAt: now }) })).toEqual(all);
  });

  it("[SL13] the viewer's own live hold hides nothing from that viewer", () => {
    const own = hold({ expiresAt: now + 1, own: true, bufferAfterMinutes: 30 });
    expect(starts({ now, occupied: own })).toEqual(all);
    expect(held({ now, occupied: own })).toEqual([]);
  });

  it("[SL13] somebody else's hold on the same time still hides it", () => {
    const both = [...hold({ expiresAt: now + 1, own: true }), ...hold({ expiresAt: now + 1 })];
    expect(starts({ now, occupied: both })).toEqual(withoutTen);
  });

  it('[SL13] an appointment cannot be hidden by calling it own', () => {
    expect(starts({ occupied: [anAppointment(...TEN_TO_HALF_PAST, { own: true })] })).toEqual(withoutTen);
  });

  it('[SL9] held are the slots that a hold itself lies on, not those it only keeps away by a buffer', () => {
    const occupied = hold({ expiresAt: now + 1, bufferAfterMinutes: 30 });
    expect(held({ now, occupied })).toEqual(['2026-01-13T10:00Z']);
    expect(starts({ now, occupied })).toEqual(utcTimes('2026-01-13', '09:00 09:30 11:00 11:30'));
  });

  it('[SL9] a time is not held if it would not be offered anyway', () => {
    const occupied = hold({ expiresAt: utc('2026-01-13T12:00Z') });
    const blocked = [{ start: utc('2026-01-13T10:15Z'), end: utc('2026-01-13T10:20Z') }];
    expect(held({ now, occupied, unavailability: blocked })).toEqual([]);
    expect(held({ now: utc('2026-01-13T10:05Z'), occupied })).toEqual([]);
    expect(held({ now, occupied, bookingWindowDays: 0 })).toEqual(['2026-01-13T10:00Z']);
    expect(held({ now: now - 86_400_000, occupied, bookingWindowDays: 0 })).toEqual([]);
  });
});

describe('windows with a cap', () => {
  const capped = (maxSessions: number) => [
    {
      effectiveFrom: '2000-01-01',
      windows: [
        ...weekly(EVERY_DAY, '09:00-11:00').map((window) => ({ ...window, maxSessions })),
        ...weekly(EVERY_DAY, '11:00-12:00'),
      ],
    },
  ];
  const nine = anAppointment('2026-01-13T09:00Z', '2026-01-13T09:30Z');

  it('[SL12] a full window offers nothing more, its neighbour does', () => {
    expect(starts({ templates: capped(1), occupied: [nine] })).toEqual(utcTimes('2026-01-13', '11:00 11:30'));
    expect(starts({ templates: capped(2), occupied: [nine] })).toEqual(
      utcTimes('2026-01-13', '09:30 10:00 10:30 11:00 11:30'),
    );
  });

  it('[SL12] counts visits that start in it, not those that only reach into it', () => {
    const early = anAppointment('2026-01-13T08:30Z', '2026-01-13T09:30Z');
    expect(starts({ templates: capped(1), occupied: [early] })[0]).toBe('2026-01-13T09:30Z');
  });

  it("[SL12] counts live holds, not expired ones and not the viewer's own", () => {
    const hold = (more: Partial<OccupiedTime>) => [aHold('2026-01-13T09:00Z', '2026-01-13T09:30Z', more)];
    const now = utc('2026-01-13T08:00Z');
    const first = (more: Partial<OccupiedTime>) =>
      starts({ now, templates: capped(1), occupied: hold(more) })[0];
    expect(first({ expiresAt: now + 1 })).toBe('2026-01-13T11:00Z');
    expect(first({ expiresAt: now })).toBe('2026-01-13T09:00Z');
    expect(first({ expiresAt: now + 1, own: true })).toBe('2026-01-13T09:00Z');
  });

  it('[SL12] each date has its own count', () => {
    const range = { from: '2026-01-13', to: '2026-01-14' };
    expect(starts({ templates: capped(1), occupied: [nine], range })[2]).toBe('2026-01-14T09:00Z');
  });

  it('[SL12] a start inside several windows needs room in all', () => {
    const windows = [
      ...weekly(EVERY_DAY, '09:00-10:30').map((window) => ({ ...window, maxSessions: 1 })),
      ...weekly(EVERY_DAY, '10:00-11:00').map((window) => ({ ...window, maxSessions: 5 })),
    ];
    expect(starts({ templates: always(windows), occupied: [nine] })).toEqual(['2026-01-13T10:30Z']);
  });

  it('[SL12] isOffered knows the cap of a window that began the evening before', () => {
    const night = weekly(EVERY_DAY, '22:00-02:00').map((window) => ({ ...window, maxSessions: 1 }));
    const occupied = [anAppointment('2026-01-12T22:00Z', '2026-01-12T22:30Z')];
    const question = aSlotInput({ templates: always(night), occupied });
    expect(isOffered(question, utc('2026-01-13T01:00Z'))).toEqual({ offered: false, code: 'FULL' });
    expect(isOffered(question, utc('2026-01-13T22:00Z'))).toEqual({ offered: true });
  });
});
