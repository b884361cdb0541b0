import { describe, expect, it } from 'vitest';
import { generateSlots } from '../src/slots/generate-slots.ts';
import { isOffered } from '../src/slots/is-offered.ts';
import type { RecurringOverride, SlotInput } from '../src/slots/slot-types.ts';
import { workingDays } from '../src/slots/working-windows.ts';
import { always, aSlotInput, day, EVERY_DAY, hours, startsOf, utc, visitType, weekly } from './slot-input.ts';

/** Every Tuesday; 2026-01-13 is one. */
function tuesdays(spans: string[], more: Partial<RecurringOverride> = {}): RecurringOverride {
  return {
    rule: 'FREQ=WEEKLY;BYDAY=TU',
    startsOn: '2026-01-06',
    windows: hours(...spans),
    savedAt: 1,
    ...more,
  };
}

function question(changes: Partial<SlotInput>): SlotInput {
  const templates = always(weekly(EVERY_DAY, '09:00-11:00'));
  return aSlotInput({ templates, visitType: visitType(60), ...changes });
}

function starts(changes: Partial<SlotInput>): string[] {
  return startsOf(generateSlots(question(changes)).slots);
}

describe('recurring overrides', () => {
  it('[SL6] replace the weekly hours of their dates, and no others', () => {
    const range = { from: '2026-01-12', to: '2026-01-14' };
    expect(starts({ range, recurringOverrides: [tuesdays(['14:00-15:00'])] })).toEqual([
      '2026-01-12T09:00Z',
      '2026-01-12T10:00Z',
      '2026-01-13T14:00Z',
      '2026-01-14T09:00Z',
      '2026-01-14T10:00Z',
    ]);
    expect(starts({ range, recurringOverrides: [tuesdays([])] })).toHaveLength(4);
  });

  it('[SL6] leave their excluded dates to the weekly hours', () => {
    const recurringOverrides = [tuesdays([], { excludedDates: ['2026-01-13'] })];
    expect(starts({ recurringOverrides })).toHaveLength(2);
    expect(starts({ recurringOverrides, range: day('2026-01-20') })).toEqual([]);
  });

  it('[SL6] open a date on which nothing else does', () => {
    const recurringOverrides = [
      tuesdays(['18:00-19:00'], { rule: 'FREQ=MONTHLY;BYDAY=-1FR', startsOn: '2026-01-01' }),
    ];
    const range = { from: '2026-01-01', to: '2026-03-31' };
    expect(starts({ templates: [], recurringOverrides, range })).toEqual([
      '2026-01-30T18:00Z',
      '2026-02-27T18:00Z',
      '2026-03-27T18:00Z',
    ]);
  });

  it('[SL6] mean local dates and local times, on either side of a clock change', () => {
    const recurringOverrides = [
      tuesdays(['09:00-10:00'], { rule: 'FREQ=WEEKLY;BYDAY=SU', startsOn: '2026-01-04' }),
    ];
    const berlin = { timeZone: 'Europe/Berlin', viewerTimeZone: 'Europe/Berlin', templates: [] };
    expect(
      starts({ ...berlin, recurringOverrides, range: { from: '2026-03-16', to: '2026-04-05' } }),
    ).toEqual(['2026-03-22T08:00Z', '2026-03-29T07:00Z', '2026-04-05T07:00Z']);
    const kiritimati = { timeZone: 'Pacific/Kiritimati', viewerTimeZone: 'UTC', templates: [] };
    expect(
      starts({ ...kiritimati, recurringOverrides, range: { from: '2026-01-10', to: '2026-01-11' } }),
    ).toEqual(['2026-01-10T19:00Z']);
  });

  it('[SL6] [SL3] hours of a date that the zone skips are read with the offset before it', () => {
    const recurringOverrides = [
      tuesdays(['09:00-10:00'], { rule: 'FREQ=WEEKLY;BYDAY=FR', startsOn: '2011-12-23' }),
    ];
    const apia = { timeZone: 'Pacific/Apia', viewerTimeZone: 'Pacific/Apia', now: utc('2011-01-01T00:00Z') };
    const range = { from: '2011-12-23', to: '2012-01-06' };
    expect(starts({ ...apia, templates: [], recurringOverrides, range })).toEqual([
      '2011-12-23T19:00Z',
      '2011-12-30T19:00Z',
      '2012-01-05T19:00Z',
    ]);
  });

  it('[SL5] a one-off override beats a holiday, that a recurring one, that the template', () => {
    const recurringOverrides = [tuesdays(['14:00-15:00'])];
    const overrides = [{ date: '2026-01-13', windows: hours('20:00-21:00') }];
    const holidays = ['2026-01-13'];
    const source = (changes: Partial<SlotInput>) =>
      workingDays(question(changes), day('2026-01-13'))[0]?.source;
    expect(starts({ recurringOverrides, holidays, overrides })).toEqual(['2026-01-13T20:00Z']);
    expect(starts({ recurringOverrides, holidays })).toEqual([]);
    expect(starts({ recurringOverrides })).toEqual(['2026-01-13T14:00Z']);
    expect(source({ recurringOverrides, overrides })).toBe('override');
    expect(source({ recurringOverrides, holidays })).toBe('holiday');
    expect(source({ recurringOverrides })).toBe('recurring');
    expect(source({})).toBe('template');
  });

  it('[SL5] of two on a date the later saved wins, completely', () => {
    const [early, late] = [
      tuesdays(['14:00-15:00'], { savedAt: 7 }),
      tuesdays(['16:00-17:00'], { savedAt: 8 }),
    ];
    for (const recurringOverrides of [
      [early, late],
      [late, early],
    ]) {
      expect(starts({ recurringOverrides })).toEqual(['2026-01-13T16:00Z']);
    }
    const withoutLate = { ...late, excludedDates: ['2026-01-13'] };
    expect(starts({ recurringOverrides: [early, withoutLate] })).toEqual(['2026-01-13T14:00Z']);
  });

  it('[SL15] saved at once, the order of the lists does not decide', () => {
    const one = tuesdays(['14:00-15:00', '10:00-11:00'], { startsOn: '2026-01-06' });
    const two = tuesdays(['16:00-17:00'], { startsOn: '2026-01-13' });
    const three = tuesdays(['12:00-13:00', '18:00-19:00'], { startsOn: '2026-01-06' });
    expect(starts({ recurringOverrides: [one, two] })).toEqual(['2026-01-13T16:00Z']);
    expect(starts({ recurringOverrides: [two, one] })).toEqual(['2026-01-13T16:00Z']);
    const reversed = (override: RecurringOverride) => ({
      ...override,
      windows: [...override.windows].reverse(),
    });
    const expected = starts({ recurringOverrides: [one, three] });
    expect(starts({ recurringOverrides: [three, reversed(one)] })).toEqual(expected);
    expect(starts({ recurringOverrides: [reversed(three), one] })).toEqual(expected);
  });
});

describe('what recurring overrides close', () => {
  function codeAt(time: string, changes: Partial<SlotInput>): string {
    const answer = isOffered(question(changes), utc(`2026-01-13T${time}Z`));
    return answer.offered ? 'offered' : answer.code;
  }

  it('[SL14] is OVERRIDE_CLOSED, like what a one-off override closes', () => {
    const recurringOverrides = [tuesdays(['14:00-16:00'])];
    const { rejected } = generateSlots(question({ recurringOverrides }), { explain: true });
    expect(rejected).toEqual([
      { start: utc('2026-01-13T09:00Z'), code: 'OVERRIDE_CLOSED' },
      { start: utc('2026-01-13T10:00Z'), code: 'OVERRIDE_CLOSED' },
    ]);
    expect(codeAt('12:00', { recurringOverrides })).toBe('OUTSIDE_HOURS');
    expect(codeAt('14:30', { recurringOverrides })).toBe('OFF_GRID');
  });

  it('[SL14] a holiday closes the hours that a recurring override opened', () => {
    const changes = { recurringOverrides: [tuesdays(['14:00-16:00'])], holidays: ['2026-01-13'] };
    expect(codeAt('14:00', changes)).toBe('HOLIDAY');
    expect(codeAt('09:00', changes)).toBe('HOLIDAY');
    expect(codeAt('12:00', changes)).toBe('OUTSIDE_HOURS');
    const { rejected = [] } = generateSlots(question(changes), { explain: true });
    expect(startsOf(rejected)).toEqual([
      '2026-01-13T09:00Z',
      '2026-01-13T10:00Z',
      '2026-01-13T14:00Z',
      '2026-01-13T15:00Z',
    ]);
    const overrides = [{ date: '2026-01-13', windows: [] }];
    expect(codeAt('14:00', { ...changes, overrides })).toBe('OVERRIDE_CLOSED');
  });

  it('[SL14] a slot over midnight names the holiday, not the recurring hours that hold before it', () => {
    const changes = {
      recurringOverrides: [tuesdays(['22:00-24:00', '00:00-01:00'], { rule: 'FREQ=WEEKLY;BYDAY=TU,WE' })],
      holidays: ['2026-01-14'],
      visitType: visitType(120, 60),
    };
    expect(codeAt('22:00', changes)).toBe('offered');
    expect(codeAt('23:00', changes)).toBe('HOLIDAY');
  });
});
