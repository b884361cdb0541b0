import { describe, expect, it } from 'vitest';
import { generateSlots } from '../src/slots/generate-slots.ts';
import type { SlotInput } from '../src/slots/slot-types.ts';
import {
  always,
  anAppointment,
  aSlotInput,
  day,
  EVERY_DAY,
  every,
  startsOf,
  utc,
  utcTimes,
  visitType,
  weekly,
} from './slot-input.ts';

function starts(changes: Partial<SlotInput>): string[] {
  return startsOf(generateSlots(aSlotInput(changes)).slots);
}

describe('intervals', () => {
  it('[SL1] a booking that ends at 10:00 leaves 10:00 free, one that begins at 11:00 the slot before', () => {
    const templates = always(weekly(EVERY_DAY, '09:00-12:00'));
    const occupied = [
      anAppointment('2026-01-13T09:00Z', '2026-01-13T10:00Z'),
      anAppointment('2026-01-13T11:00Z', '2026-01-13T12:00Z'),
    ];
    expect(starts({ templates, occupied, visitType: visitType(60) })).toEqual(['2026-01-13T10:00Z']);
  });

  it('[SL1] a slot carries its end', () => {
    const [slot] = generateSlots(aSlotInput({ visitType: visitType(20, 30) })).slots;
    expect(slot && slot.end - slot.start).toBe(20 * 60_000);
  });
});

describe('merging', () => {
  it('[SL7] touching windows are one, windows a minute apart are two', () => {
    const type = { visitType: visitType(60) };
    const touching = always(weekly(EVERY_DAY, '09:00-09:30', '09:30-10:00'));
    const apart = always(weekly(EVERY_DAY, '09:00-09:30', '09:31-10:00'));
    expect(starts({ ...type, templates: touching })).toEqual(['2026-01-13T09:00Z']);
    expect(starts({ ...type, templates: apart })).toEqual([]);
  });

  it('[SL7] a window inside another changes nothing', () => {
    const inside = always(weekly(EVERY_DAY, '09:00-17:00', '10:10-11:00', '09:00-09:05'));
    expect(starts({ templates: inside })).toEqual(every(30, '2026-01-13T09:00Z', 16));
  });

  it('[SL7] an override merges with the overnight window before it', () => {
    const templates = always(weekly([1], '22:00-00:45'));
    const overrides = [{ date: '2026-01-13', windows: [{ start: '00:45', end: '02:00' }] }];
    const range = { from: '2026-01-12', to: '2026-01-13' };
    expect(starts({ templates, overrides, range, visitType: visitType(90) })).toEqual(
      utcTimes('2026-01-12', '22:00 23:30'),
    );
  });
});

describe('the grid', () => {
  it('[SL8] a step shorter than the duration gives overlapping slots, a longer one leaves time', () => {
    const templates = always(weekly(EVERY_DAY, '09:00-10:00'));
    expect(starts({ templates, visitType: visitType(30, 10) })).toEqual(
      utcTimes('2026-01-13', '09:00 09:10 09:20 09:30'),
    );
    expect(starts({ templates, visitType: visitType(20, 40) })).toEqual(
      utcTimes('2026-01-13', '09:00 09:40'),
    );
  });

  it('[SL8] steps default to the duration', () => {
    const { stepMinutes: _step, ...withoutStep } = visitType(45);
    const templates = always(weekly(EVERY_DAY, '09:00-11:20'));
    expect(starts({ templates, visitType: withoutStep })).toEqual(
      utcTimes('2026-01-13', '09:00 09:45 10:30'),
    );
  });

  it('[SL8] slots keep their place when a booking off the grid appears', () => {
    const occupied = [anAppointment('2026-01-13T10:10Z', '2026-01-13T10:25Z')];
    const all = every(30, '2026-01-13T09:00Z', 16);
    expect(starts({ occupied })).toEqual(all.filter((start) => start !== '2026-01-13T10:00Z'));
  });

  it('[SL8] no slot outlasts its window', () => {
    const templates = always(weekly(EVERY_DAY, '09:00-09:59'));
    expect(starts({ templates, visitType: visitType(60) })).toEqual([]);
  });
});

describe('long windows', () => {
  const alwaysOpen = { templates: always(weekly(EVERY_DAY, '00:00-24:00')), visitType: visitType(95) };

  it('[SL8] a doctor who never closes gets the same grid each day, from midnight', () => {
    const expected = (date: string) => every(95, `${date}T00:00Z`, 15);
    expect(starts({ ...alwaysOpen, range: day('2026-01-13') })).toEqual(expected('2026-01-13'));
    expect(starts({ ...alwaysOpen, range: { from: '2026-01-10', to: '2026-01-13' } }).slice(-15)).toEqual(
      expected('2026-01-13'),
    );
  });

  it('[SL8] the first cut is at the midnight after three whole days', () => {
    const templates = [{ effectiveFrom: '2026-01-12', windows: weekly(EVERY_DAY, '00:00-24:00') }];
    const firstAndLast = (date: string) => {
      const found = starts({ templates, visitType: visitType(95), range: day(date) });
      return [found[0], found.at(-1)].map((start) => start?.slice(11, 16));
    };
    // 95 minutes do not divide a day, so that a grid that runs on over midnight shows.
    expect(firstAndLast('2026-01-12')).toEqual(['00:00', '23:45']);
    expect(firstAndLast('2026-01-13')).toEqual(['01:20', '23:30']);
    expect(firstAndLast('2026-01-14')).toEqual(['01:05', '21:40']);
    expect(firstAndLast('2026-01-15')).toEqual(['00:00', '22:10']);
    expect(firstAndLast('2026-01-16')).toEqual(['00:00', '22:10']);
  });

  it('[SL8] a window that begins after midnight is cut a day later', () => {
    const templates = always([...weekly([1], '00:05-24:00'), ...weekly([2, 3, 4, 5], '00:00-24:00')]);
    const first = (date: string) => starts({ templates, visitType: visitType(95), range: day(date) })[0];
    expect(first('2026-01-15')).toBe('2026-01-15T00:55Z');
    expect(first('2026-01-16')).toBe('2026-01-16T00:00Z');
  });

  it('[SL8] a date that the zone skips counts as covered', () => {
    const apia = { timeZone: 'Pacific/Apia', viewerTimeZone: 'Pacific/Apia', now: utc('2000-01-01T00:00Z') };
    const templates = [{ effectiveFrom: '2011-12-31', windows: weekly(EVERY_DAY, '00:00-24:00') }];
    const first = (date: string) =>
      starts({ ...apia, templates, visitType: visitType(95), range: day(date) })[0];
    expect(first('2012-01-01')).toBe('2011-12-31T11:20Z');
    expect(first('2012-01-02')).toBe('2012-01-01T10:00Z');
  });
});
