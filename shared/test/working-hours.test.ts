import { describe, expect, it } from 'vitest';
import { generateSlots } from '../src/slots/generate-slots.ts';
import type { SlotInput } from '../src/slots/slot-types.ts';
import { workingDays, workingWindows } from '../src/slots/working-windows.ts';
import {
  always,
  aSlotInput,
  day,
  EVERY_DAY,
  every,
  hours,
  MONDAY_TO_FRIDAY,
  startsOf,
  utc,
  utcTimes,
  visitType,
  weekly,
} from './slot-input.ts';

function starts(changes: Partial<SlotInput>): string[] {
  return startsOf(generateSlots(aSlotInput({ visitType: visitType(60), ...changes })).slots);
}

const NEW_YORK = { timeZone: 'America/New_York', viewerTimeZone: 'America/New_York' };

describe('weekly windows', () => {
  it('[SL2] dayOfWeek 0 is Sunday, in the zone of the schedule', () => {
    const templates = always(weekly([0], '20:00-21:00'));
    const range = { from: '2026-03-01', to: '2026-03-07' };
    expect(starts({ ...NEW_YORK, templates, range, viewerTimeZone: 'UTC' })).toEqual(['2026-03-02T01:00Z']);
  });

  it('[SL2] an end of 00:00 and one of 24:00 are the same midnight', () => {
    const expected = utcTimes('2026-01-13', '22:00 23:00');
    expect(starts({ templates: always(weekly([2], '22:00-24:00')) })).toEqual(expected);
    expect(starts({ templates: always(weekly([2], '22:00-00:00')) })).toEqual(expected);
  });

  it('[SL2] the whole day has as many hours as its date', () => {
    const templates = always(weekly([0], '00:00-24:00'));
    const berlin = { timeZone: 'Europe/Berlin', viewerTimeZone: 'Europe/Berlin', templates };
    expect(starts({ ...berlin, range: day('2026-03-29') })).toHaveLength(23);
    expect(starts({ ...berlin, range: day('2026-10-25') })).toHaveLength(25);
  });

  it('[SL3] a window that the gap leaves without time is empty', () => {
    const question = { ...NEW_YORK, visitType: visitType(5), range: day('2026-03-08') };
    expect(starts({ ...question, templates: always(weekly([0], '02:30-03:00')) })).toEqual([]);
    expect(starts({ ...question, templates: always(weekly([0], '02:00-03:00')) })).toEqual([]);
  });

  it('[SL3] a window that the gap leaves without time keeps no others apart', () => {
    const windows = hours('00:00-03:20', '02:30-03:00', '03:10-05:00');
    const found = starts({
      timeZone: 'America/New_York',
      overrides: [{ date: '2026-03-08', windows }],
      visitType: visitType(60),
      range: day('2026-03-08'),
    });
    expect(found).toEqual(every(60, '2026-03-08T05:00Z', 4));
  });

  it('[SL3] an overnight window runs on over a date that the zone skips', () => {
    const thursdayNight = {
      timeZone: 'Pacific/Apia',
      templates: always(weekly([4], '22:00-04:00')),
      visitType: visitType(60),
      now: utc('2001-01-01T00:00Z'),
    };
    expect(starts({ ...thursdayNight, range: day('2011-12-31') })).toEqual(every(60, '2011-12-30T10:00Z', 4));
  });

  it('[SL3] a date that clocks set back at its first minute interrupt has its hours from that minute on', () => {
    // At 02:31Z clocks went from 00:01 on Sunday to 23:01 on Saturday; the viewer's Saturday ends at 03:00Z, in between.
    const found = starts({
      timeZone: 'America/St_Johns',
      viewerTimeZone: 'America/Argentina/Buenos_Aires',
      templates: always(weekly([0], '00:00-02:00')),
      visitType: visitType(15),
      now: utc('2001-01-01T00:00Z'),
      range: day('2010-11-06'),
    });
    expect(found).toEqual(every(15, '2010-11-07T02:30Z', 2));
  });

  it('[SL3] a window into the repeated hour ends with its first occurrence, one out of it has both', () => {
    const question = { ...NEW_YORK, visitType: visitType(30), range: day('2025-11-02') };
    expect(starts({ ...question, templates: always(weekly([0], '00:00-01:30')) })).toEqual(
      utcTimes('2025-11-02', '04:00 04:30 05:00'),
    );
    expect(starts({ ...question, templates: always(weekly([0], '01:30-02:00')) })).toEqual(
      utcTimes('2025-11-02', '05:30 06:00 06:30'),
    );
  });
});

describe('clocks that change in the evening', () => {
  it('[SL2] [SL3] give that evening an hour less, and its last hour the new offset', () => {
    const easter = { timeZone: 'Pacific/Easter', viewerTimeZone: 'Pacific/Easter' };
    const templates = always(weekly([6], '21:00-24:00'));
    // At 22:00 on 6 September 2025 it became 23:00.
    expect(starts({ ...easter, templates, range: day('2025-09-06') })).toEqual(
      utcTimes('2025-09-07', '03:00 04:00'),
    );
    expect(
      starts({ ...easter, templates: always(weekly([6], '23:00-24:00')), range: day('2025-09-06') }),
    ).toEqual(utcTimes('2025-09-07', '04:00'));
    // At 22:00 on 5 April 2025 it became 21:00 again.
    expect(starts({ ...easter, templates, range: day('2025-04-05') })).toEqual(
      utcTimes('2025-04-06', '02:00 03:00 04:00 05:00'),
    );
  });
});

describe('templates', () => {
  const templates = [
    { effectiveFrom: '2026-01-01', windows: weekly(EVERY_DAY, '09:00-10:00') },
    { effectiveFrom: '2026-01-14', effectiveTo: '2026-01-15', windows: weekly(EVERY_DAY, '14:00-15:00') },
  ];

  it('[SL4] the latest that has begun is in force, from its first date on', () => {
    const range = { from: '2025-12-31', to: '2026-01-14' };
    const found = starts({ templates, range });
    expect(found[0]).toBe('2026-01-01T09:00Z');
    expect(found.slice(-2)).toEqual(['2026-01-13T09:00Z', '2026-01-14T14:00Z']);
  });

  it('[SL4] effectiveTo is the last date; an older template does not come back after it', () => {
    expect(starts({ templates, range: { from: '2026-01-15', to: '2026-01-31' } })).toEqual([
      '2026-01-15T14:00Z',
    ]);
  });

  it('[SL4] a template to come leaves earlier dates as they are', () => {
    const [current] = templates;
    const range = { from: '2026-01-01', to: '2026-01-10' };
    expect(starts({ templates, range })).toEqual(starts({ templates: current ? [current] : [], range }));
  });

  it('[SL4] an overnight window belongs to the template of the date it starts on', () => {
    const night = [
      { effectiveFrom: '2026-01-01', windows: weekly(EVERY_DAY, '23:00-01:00') },
      { effectiveFrom: '2026-01-14', windows: [] },
    ];
    expect(starts({ templates: night, range: day('2026-01-14') })).toEqual(['2026-01-14T00:00Z']);
  });
});

describe('overrides and holidays', () => {
  it('[SL5] an override without windows closes its date and no other', () => {
    const overrides = [{ date: '2026-01-13', windows: [] }];
    const range = { from: '2026-01-13', to: '2026-01-14' };
    expect(starts({ overrides, range })).toEqual(every(60, '2026-01-14T09:00Z', 8));
  });

  it('[SL5] an override may have several windows, and open a date without weekly hours', () => {
    const overrides = [{ date: '2026-01-17', windows: hours('09:00-10:00', '14:00-16:00') }];
    expect(starts({ overrides, range: day('2026-01-17') })).toEqual(
      utcTimes('2026-01-17', '09:00 14:00 15:00'),
    );
  });

  it('[SL5] a holiday closes, and an override opens on a holiday', () => {
    const holidays = ['2026-01-13', '2026-01-14'];
    const overrides = [{ date: '2026-01-14', windows: hours('10:00-11:00') }];
    const range = { from: '2026-01-13', to: '2026-01-14' };
    expect(starts({ holidays, overrides, range })).toEqual(['2026-01-14T10:00Z']);
  });

  it("[SL5] yesterday's overnight window stays open on a closed date", () => {
    const templates = always(weekly(EVERY_DAY, '22:00-02:00'));
    const overrides = [{ date: '2026-01-13', windows: [] }];
    expect(starts({ templates, overrides, range: day('2026-01-13') })).toEqual(
      utcTimes('2026-01-13', '00:00 01:00'),
    );
  });

  it('[SL5] dates are those of the schedule, not of the viewer', () => {
    const question = { ...NEW_YORK, templates: always(weekly(EVERY_DAY, '20:00-21:00')) };
    const asked = { ...question, viewerTimeZone: 'Asia/Tokyo', range: day('2026-01-14') };
    expect(starts(asked)).toEqual(['2026-01-14T01:00Z']);
    expect(starts({ ...asked, holidays: ['2026-01-13'] })).toEqual([]);
  });
});

describe('workingWindows', () => {
  const schedule = {
    timeZone: 'Europe/Berlin',
    templates: always([
      ...weekly(MONDAY_TO_FRIDAY, '09:00-12:00', '12:00-13:00'),
      ...weekly([6], '22:00-02:00'),
    ]),
    overrides: [{ date: '2026-01-13', windows: hours('10:00-11:00') }],
    holidays: ['2026-01-14'],
  };

  it('[SL7] merges, and clips an overnight window to the dates', () => {
    expect(workingWindows(schedule, day('2026-01-12'))).toEqual([
      { start: utc('2026-01-12T08:00Z'), end: utc('2026-01-12T12:00Z') },
    ]);
    expect(workingWindows(schedule, day('2026-01-17'))).toEqual([
      { start: utc('2026-01-17T21:00Z'), end: utc('2026-01-17T23:00Z') },
    ]);
    expect(workingWindows(schedule, day('2026-01-18'))).toEqual([
      { start: utc('2026-01-17T23:00Z'), end: utc('2026-01-18T01:00Z') },
    ]);
  });

  it('[SL5] workingDays names the source of each date', () => {
    const days = workingDays(schedule, { from: '2026-01-12', to: '2026-01-15' });
    expect(days.map(({ date, source }) => [date, source])).toEqual([
      ['2026-01-12', 'template'],
      ['2026-01-13', 'override'],
      ['2026-01-14', 'holiday'],
      ['2026-01-15', 'template'],
    ]);
    expect(days.map(({ windows }) => windows.length)).toEqual([2, 1, 0, 2]);
  });

  it('[SL4] workingDays says none before the first template', () => {
    expect(workingDays(schedule, day('1999-12-31'))).toEqual([
      { date: '1999-12-31', source: 'none', windows: [] },
    ]);
  });

  it('[SL12] workingDays keeps the cap of a window and sorts windows by start', () => {
    const capped = {
      ...schedule,
      overrides: [
        {
          date: '2026-01-13',
          windows: [...hours('14:00-15:00'), { start: '08:00', end: '09:00', maxSessions: 2 }],
        },
      ],
    };
    expect(workingDays(capped, day('2026-01-13'))[0]?.windows).toEqual([
      { start: utc('2026-01-13T07:00Z'), end: utc('2026-01-13T08:00Z'), maxSessions: 2 },
      { start: utc('2026-01-13T13:00Z'), end: utc('2026-01-13T14:00Z') },
    ]);
  });

  it('[SL3] neither shows a window that the gap leaves without time', () => {
    const lost = {
      timeZone: 'America/New_York',
      templates: always(weekly([0], '02:30-03:00')),
      overrides: [],
      holidays: [],
    };
    expect(workingWindows(lost, day('2026-03-08'))).toEqual([]);
    expect(workingDays(lost, day('2026-03-08'))[0]?.windows).toEqual([]);
  });
});
