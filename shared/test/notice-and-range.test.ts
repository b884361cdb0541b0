import { describe, expect, it } from 'vitest';
import { freshUntil } from '../src/slots/fresh-until.ts';
import { generateSlots } from '../src/slots/generate-slots.ts';
import type { SlotInput } from '../src/slots/slot-types.ts';
import {
  aHold,
  always,
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

const MINUTE = 60_000;
const MORNING = always(weekly(EVERY_DAY, '09:00-12:00'));

function question(changes: Partial<SlotInput>): SlotInput {
  return aSlotInput({ templates: MORNING, visitType: visitType(60), ...changes });
}

function starts(changes: Partial<SlotInput>): string[] {
  return startsOf(generateSlots(question(changes)).slots);
}

describe('notice and booking window', () => {
  it('[SL10] a slot is offered until exactly the notice before it, and not a millisecond longer', () => {
    const type = { ...visitType(60), minimumNoticeMinutes: 120 };
    const now = utc('2026-01-13T08:00Z');
    expect(starts({ now, visitType: type })).toEqual(utcTimes('2026-01-13', '10:00 11:00'));
    expect(starts({ now: now + 1, visitType: type })).toEqual(['2026-01-13T11:00Z']);
  });

  it('[SL10] without notice a slot is offered until it starts', () => {
    const now = utc('2026-01-13T11:00Z');
    expect(starts({ now })).toEqual(['2026-01-13T11:00Z']);
    expect(starts({ now: now + 1 })).toEqual([]);
  });

  it("[SL10] the last offered date is today + the window, in the schedule's zone", () => {
    const range = { from: '2026-01-10', to: '2026-01-20' };
    const dates = (changes: Partial<SlotInput>) =>
      [...new Set(starts({ range, ...changes }).map((start) => start.slice(0, 10)))].at(-1);
    const now = utc('2026-01-13T12:30Z');
    expect(dates({ now, bookingWindowDays: 2 })).toBe('2026-01-15');
    expect(dates({ now, bookingWindowDays: null })).toBe('2026-01-20');
    // In Kiritimati it is already the 14th.
    const kiritimati = {
      timeZone: 'Pacific/Kiritimati',
      templates: always(weekly(EVERY_DAY, '20:00-21:00')),
    };
    expect(dates({ ...kiritimati, viewerTimeZone: 'UTC', now, bookingWindowDays: 2 })).toBe('2026-01-16');
  });

  it('[SL10] a window of 0 days offers today', () => {
    const now = utc('2026-01-13T10:30Z');
    expect(starts({ now, range: day('2026-01-13'), bookingWindowDays: 0 })).toEqual(['2026-01-13T11:00Z']);
    expect(starts({ now, range: day('2026-01-14'), bookingWindowDays: 0 })).toEqual([]);
  });
});

describe("the viewer's days", () => {
  const aroundTheClock = {
    templates: always(weekly(EVERY_DAY, '00:00-24:00')),
    viewerTimeZone: 'Europe/Berlin',
  };

  it('[SL11] a slot belongs to the day on which it starts, however late it ends', () => {
    const templates = always(weekly(EVERY_DAY, '22:30-01:30'));
    expect(starts({ templates, range: day('2026-01-13') })).toEqual([
      '2026-01-13T00:30Z',
      '2026-01-13T22:30Z',
      '2026-01-13T23:30Z',
    ]);
  });

  it('[SL11] a day of 23 and one of 25 hours', () => {
    expect(starts({ ...aroundTheClock, range: day('2026-03-29') })).toEqual(
      every(60, '2026-03-28T23:00Z', 23),
    );
    expect(starts({ ...aroundTheClock, range: day('2026-10-25') })).toEqual(
      every(60, '2026-10-24T22:00Z', 25),
    );
  });

  it('[SL11] a date that a zone skips has no slots', () => {
    const apia = { ...aroundTheClock, viewerTimeZone: 'Pacific/Apia', now: utc('2000-01-01T00:00Z') };
    expect(starts({ ...apia, range: day('2011-12-30') })).toEqual([]);
    expect(starts({ ...apia, range: day('2011-12-31') })).toEqual(every(60, '2011-12-30T10:00Z', 24));
  });

  it('[SL11] clocks that return over midnight give the repeated minutes to the day before', () => {
    const stJohns = { ...aroundTheClock, viewerTimeZone: 'America/St_Johns', now: utc('2000-01-01T00:00Z') };
    const type = { visitType: visitType(1) };
    // 00:01 on 7 November becomes 23:01 on the 6th, at 02:31Z.
    const sixth = starts({ ...stJohns, ...type, range: day('2010-11-06') });
    expect(sixth).toHaveLength(24 * 60 + 59);
    expect(sixth).not.toContain('2010-11-07T02:30Z');
    expect(sixth.slice(-2)).toEqual(['2010-11-07T03:28Z', '2010-11-07T03:29Z']);
    expect(starts({ ...stJohns, ...type, range: day('2010-11-07') })[0]).toBe('2010-11-07T02:30Z');
  });
});

describe('freshUntil', () => {
  const now = utc('2026-01-13T08:00Z');
  const hold = aHold('2026-01-13T10:00Z', '2026-01-13T11:00Z', { expiresAt: now + 5 * MINUTE });

  it('[SL10] is the first moment at which the first slot is too late', () => {
    const type = { ...visitType(60), minimumNoticeMinutes: 45 };
    expect(freshUntil(question({ now, visitType: type }))).toBe(utc('2026-01-13T08:15Z') + 1);
  });

  it('[SL9] is the next expiry of a hold, also when that hold is the only thing in the way', () => {
    expect(freshUntil(question({ now, occupied: [hold] }))).toBe(now + 5 * MINUTE);
  });

  it("[SL13] does not wait for the viewer's own hold", () => {
    expect(freshUntil(question({ now, occupied: [{ ...hold, own: true }] }))).toBe(
      utc('2026-01-13T09:00Z') + 1,
    );
  });

  it('[SL9] does not wait for a hold that is far from the days asked for', () => {
    const range = day('2026-02-13');
    expect(freshUntil(question({ now, range, occupied: [hold] }))).toBe(utc('2026-01-14T00:00Z'));
  });

  it("[SL10] is at the latest the next midnight of the schedule's or the viewer's zone", () => {
    const range = day('2026-02-13');
    expect(freshUntil(question({ now, range, viewerTimeZone: 'Asia/Tokyo' }))).toBe(utc('2026-01-13T15:00Z'));
    expect(freshUntil(question({ now, range, timeZone: 'Asia/Kolkata', viewerTimeZone: 'UTC' }))).toBe(
      utc('2026-01-13T18:30Z'),
    );
  });

  it('[SL10] at a midnight that opens a new date, the new date is offered from exactly then', () => {
    const range = day('2026-01-20');
    const asked = question({ now: utc('2026-01-13T23:59Z'), range, bookingWindowDays: 6 });
    const until = freshUntil(asked);
    expect(generateSlots({ ...asked, now: until - 1 }).slots).toEqual([]);
    expect(generateSlots({ ...asked, now: until }).slots).toHaveLength(3);
  });
});
