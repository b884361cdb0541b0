import { describe, expect, it } from 'vitest';
import { generateSlots } from '../src/slots/generate-slots.ts';
import type { SlotInput } from '../src/slots/slot-types.ts';
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

const NOTHING_WEEKLY: SlotInput['templates'] = [];
const WEEKDAYS_8_TO_17 = always(weekly(MONDAY_TO_FRIDAY, '08:00-17:00'));

/** Title, question, expected starts. Facts from public test suites, issue reports, RFCs and the zone database. */
const EXAMPLES: readonly [string, Partial<SlotInput>, string[]][] = [
  [
    '1 [SL1] [SL7] overlapping windows merge before the grid is laid',
    { templates: always(weekly(EVERY_DAY, '11:00-12:00', '11:20-12:40')), visitType: visitType(20) },
    utcTimes('2026-01-13', '11:00 11:20 11:40 12:00 12:20'),
  ],
  [
    '2 [SL8] a grid starts at its window, off the hour, and ends with the last whole slot',
    { templates: always(weekly(EVERY_DAY, '07:22-08:00')), visitType: visitType(8) },
    utcTimes('2026-01-13', '07:22 07:30 07:38 07:46'),
  ],
  [
    '3 [SL2] two windows a day in Brussels',
    {
      timeZone: 'Europe/Brussels',
      viewerTimeZone: 'Europe/Brussels',
      templates: always(weekly(EVERY_DAY, '09:00-17:00', '20:30-23:00')),
      visitType: visitType(15),
      range: day('2023-07-13'),
    },
    [...every(15, '2023-07-13T07:00Z', 32), ...every(15, '2023-07-13T18:30Z', 10)],
  ],
  [
    '4 [SL10] the first slot is exactly now + notice',
    {
      timeZone: 'Asia/Kolkata',
      viewerTimeZone: 'Asia/Kolkata',
      templates: always(weekly(EVERY_DAY, '10:00-18:00')),
      visitType: { ...visitType(120), minimumNoticeMinutes: 600 },
      now: utc('2026-01-12T18:30Z'),
    },
    utcTimes('2026-01-13', '04:30 06:30 08:30 10:30'),
  ],
  [
    '5 [SL8] [SL9] the grid is not re-anchored after blocked time',
    {
      timeZone: 'America/Los_Angeles',
      viewerTimeZone: 'America/Los_Angeles',
      templates: always(weekly(EVERY_DAY, '08:00-12:45')),
      unavailability: [{ start: utc('2024-09-12T17:00Z'), end: utc('2024-09-12T17:10Z') }],
      range: day('2024-09-12'),
    },
    utcTimes('2024-09-12', '15:00 15:30 16:00 16:30 17:30 18:00 18:30 19:00'),
  ],
  [
    '6 [SL9] a doctor blocks 09:00 to 11:30',
    {
      timeZone: 'America/New_York',
      viewerTimeZone: 'America/New_York',
      unavailability: [{ start: utc('2026-01-13T14:00Z'), end: utc('2026-01-13T16:30Z') }],
    },
    every(30, '2026-01-13T16:30Z', 11),
  ],
  [
    '7 [SL9] buffers keep clear of blocked time and reach past closing',
    {
      visitType: { ...visitType(30, 15), bufferBeforeMinutes: 15, bufferAfterMinutes: 30 },
      unavailability: [
        { start: utc('2026-01-13T12:15Z'), end: utc('2026-01-13T13:30Z') },
        { start: utc('2026-01-13T14:15Z'), end: utc('2026-01-13T15:30Z') },
      ],
    },
    [...every(15, '2026-01-13T09:00Z', 10), ...every(15, '2026-01-13T15:45Z', 4)],
  ],
  [
    '8 [SL5] an override replaces the hours of its date only',
    {
      timeZone: 'America/New_York',
      viewerTimeZone: 'America/New_York',
      templates: WEEKDAYS_8_TO_17,
      overrides: [{ date: '2023-06-13', windows: hours('10:00-15:00') }],
      visitType: visitType(60),
      range: { from: '2023-06-13', to: '2023-06-14' },
    },
    [...every(60, '2023-06-13T14:00Z', 5), ...every(60, '2023-06-14T12:00Z', 9)],
  ],
  [
    '9 [SL5] a late override is on the next date in UTC',
    {
      timeZone: 'America/New_York',
      viewerTimeZone: 'America/New_York',
      templates: WEEKDAYS_8_TO_17,
      overrides: [{ date: '2023-06-13', windows: hours('22:00-23:00') }],
      visitType: visitType(60),
      range: day('2023-06-13'),
    },
    ['2023-06-14T02:00Z'],
  ],
  [
    '10 [SL5] an early override is on the date before in UTC',
    {
      timeZone: 'Europe/Amsterdam',
      viewerTimeZone: 'Europe/Amsterdam',
      overrides: [{ date: '2023-05-13', windows: hours('00:00-00:15') }],
      visitType: visitType(15),
      range: day('2023-05-13'),
    },
    ['2023-05-12T22:00Z'],
  ],
  [
    '11 [SL7] a visit spans windows that touch at midnight',
    {
      timeZone: 'Europe/London',
      viewerTimeZone: 'Europe/London',
      templates: always([
        ...weekly(MONDAY_TO_FRIDAY, '23:00-24:00'),
        ...weekly([2, 3, 4, 5, 6], '00:00-00:30'),
      ]),
      visitType: visitType(90),
      range: { from: '2023-06-13', to: '2023-06-14' },
    },
    ['2023-06-13T22:00Z', '2023-06-14T22:00Z'],
  ],
  [
    '12 [SL2] a window runs into the next day',
    {
      timeZone: 'America/New_York',
      viewerTimeZone: 'America/New_York',
      templates: always(weekly([1], '15:20-01:20')),
      visitType: visitType(60),
      range: { from: '2025-12-01', to: '2025-12-02' },
    },
    every(60, '2025-12-01T20:20Z', 10),
  ],
  [
    "13 [SL11] the range is the viewer's day",
    {
      timeZone: 'Pacific/Honolulu',
      viewerTimeZone: 'Europe/Brussels',
      templates: NOTHING_WEEKLY,
      overrides: [{ date: '2023-08-15', windows: hours('09:00-17:00', '19:00-21:00') }],
      visitType: visitType(60),
      range: day('2023-08-15'),
    },
    utcTimes('2023-08-15', '19:00 20:00 21:00'),
  ],
  ...(
    [
      ['14a', '2026-03-08', '10:00-16:00', every(60, '2026-03-08T14:00Z', 6)],
      ['14b', '2025-11-02', '10:00-16:00', every(60, '2025-11-02T15:00Z', 6)],
      ['15a', '2026-03-08', '00:30-06:30', every(60, '2026-03-08T05:30Z', 5)],
      ['15b', '2025-11-02', '00:30-06:30', every(60, '2025-11-02T04:30Z', 7)],
    ] as const
  ).map(([id, date, span, expected]): [string, Partial<SlotInput>, string[]] => [
    `${id} [SL3] [SL8] New York ${span} on ${date}, steps in elapsed time`,
    {
      timeZone: 'America/New_York',
      viewerTimeZone: 'America/New_York',
      templates: always(weekly([0], span)),
      visitType: visitType(60),
      range: day(date),
    },
    [...expected],
  ]),
  ...(
    [
      ['16a', '2025-04-06', every(30, '2025-04-05T13:00Z', 9)],
      ['16b', '2025-10-05', every(30, '2025-10-04T13:30Z', 7)],
    ] as const
  ).map(([id, date, expected]): [string, Partial<SlotInput>, string[]] => [
    `${id} [SL3] Lord Howe moves its clocks by half an hour on ${date}`,
    {
      timeZone: 'Australia/Lord_Howe',
      viewerTimeZone: 'Australia/Lord_Howe',
      templates: always(weekly([0], '00:00-04:00')),
      visitType: visitType(30),
      range: day(date),
    },
    [...expected],
  ]),
  [
    '17 [SL3] [SL11] Cairo has no midnight on 2024-04-26',
    {
      timeZone: 'Africa/Cairo',
      viewerTimeZone: 'Africa/Cairo',
      templates: always(weekly([5], '00:00-03:00')),
      visitType: visitType(60),
      range: day('2024-04-26'),
    },
    ['2024-04-25T22:00Z', '2024-04-25T23:00Z'],
  ],
];

describe('the examples of the slot rules', () => {
  it.each(EXAMPLES)('%s', (_title, question, expected) => {
    expect(startsOf(generateSlots(aSlotInput(question)).slots)).toEqual(expected);
  });
});
