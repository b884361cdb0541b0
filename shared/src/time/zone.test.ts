import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it, vi } from 'vitest';
import { addDays } from './local-date.ts';
import {
  dayBounds,
  instantToLocal,
  isRepeatedHour,
  isTimeZone,
  localDateOf,
  nextDateChange,
  offsetLabel,
  wallClockToInstant,
} from './zone.ts';

// Hundreds of random cases take a second alone, and longer beside other work.
vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3_600_000;
const ZONES = [
  'UTC',
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Goose_Bay',
  'America/Havana',
  'America/New_York',
  'America/Santiago',
  'America/Scoresbysund',
  'America/St_Johns',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/Dublin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Easter',
  'Pacific/Kiritimati',
];

function utc(text: string): number {
  return Date.parse(text);
}

function iso(at: number): string {
  return new Date(at).toISOString().replace(':00.000Z', 'Z');
}

const anyZone = fc.constantFrom(...ZONES);
const anyDate = fc
  .integer({ min: 0, max: 60 * 365 })
  .map((days) => Temporal.PlainDate.from('1975-01-01').add({ days }));
const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map((minute) => new Temporal.PlainTime(Math.floor(minute / 60), minute % 60));

describe('wall clock to instant', () => {
  it.each([
    ['a time before the spring gap', 'America/New_York', '2026-03-08', '01:30', '2026-03-08T06:30Z'],
    [
      'a time in the gap is read with the offset before it',
      'America/New_York',
      '2026-03-08',
      '02:30',
      '2026-03-08T07:30Z',
    ],
    ['the first time after the gap', 'America/New_York', '2026-03-08', '03:00', '2026-03-08T07:00Z'],
    [
      'a repeated time means its first occurrence',
      'America/New_York',
      '2025-11-02',
      '01:30',
      '2025-11-02T05:30Z',
    ],
    ['a midnight that does not exist', 'Africa/Cairo', '2024-04-26', '00:00', '2024-04-25T22:00Z'],
    ['a gap of half an hour', 'Australia/Lord_Howe', '2025-10-05', '02:15', '2025-10-04T15:45Z'],
    ['a whole date that does not exist', 'Pacific/Apia', '2011-12-30', '09:00', '2011-12-30T19:00Z'],
    [
      'a time after clocks changed in the evening',
      'Pacific/Easter',
      '2025-09-06',
      '23:30',
      '2025-09-07T04:30Z',
    ],
    ['an offset of quarters', 'Asia/Kathmandu', '2026-01-01', '09:00', '2026-01-01T03:15Z'],
    ['the same time in both Berlin offsets', 'Europe/Berlin', '2026-07-01', '09:00', '2026-07-01T07:00Z'],
  ])('[SL3] %s', (_title, zone, date, time, expected) => {
    expect(iso(wallClockToInstant(zone, date, time))).toBe(expected);
  });

  it('[SL2] 24:00 is the next midnight, also where the day has 23 or 25 hours', () => {
    for (const date of ['2026-03-28', '2026-03-29', '2026-10-25', '2025-12-31']) {
      const midnight = wallClockToInstant('Europe/Berlin', addDays(date, 1), '00:00');
      expect(wallClockToInstant('Europe/Berlin', date, '24:00')).toBe(midnight);
    }
  });

  it('[SL3] agrees with Temporal in every zone, on every date and at every minute', () => {
    fc.assert(
      fc.property(anyZone, anyDate, anyTime, (zone, date, time) => {
        const expected = date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
        expect(wallClockToInstant(zone, date.toString(), time.toString().slice(0, 5))).toBe(expected);
      }),
      { numRuns: 1_500 },
    );
  });

  it('[SL3] agrees with Temporal at every quarter of an hour around clock changes', () => {
    const edges = [
      ['America/St_Johns', '2010-03-14'],
      ['America/St_Johns', '2010-11-07'],
      ['Australia/Lord_Howe', '2025-04-06'],
      ['Africa/Cairo', '2024-11-01'],
      ['America/Scoresbysund', '2025-03-29'],
      ['Pacific/Apia', '2011-12-30'],
    ] as const;
    for (const [zone, edge] of edges) {
      for (const date of [-1, 0, 1].map((days) => Temporal.PlainDate.from(edge).add({ days }))) {
        for (let minute = 0; minute < 1440; minute += 15) {
          const time = new Temporal.PlainTime(Math.floor(minute / 60), minute % 60);
          const expected = date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
          const actual = wallClockToInstant(zone, date.toString(), time.toString().slice(0, 5));
          expect({ zone, date, minute, at: actual }).toEqual({ zone, date, minute, at: expected });
        }
      }
    }
  });
});

describe('instant to wall clock', () => {
  it('tells date, time and offset, rounding down to the minute', () => {
    expect(instantToLocal('America/St_Johns', utc('2026-01-13T10:00:59.999Z'))).toEqual({
      date: '2026-01-13',
      time: '06:30',
      offset: '-03:30',
    });
    expect(instantToLocal('Pacific/Kiritimati', utc('2026-01-13T10:00Z'))).toEqual({
      date: '2026-01-14',
      time: '00:00',
      offset: '+14:00',
    });
  });

  it('agrees with Temporal', () => {
    fc.assert(
      fc.property(anyZone, fc.integer({ min: 0, max: 2_000_000_000 }), (zone, seconds) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
        expect(instantToLocal(zone, seconds * 1000)).toEqual({
          date: zoned.toPlainDate().toString(),
          time: zoned.toPlainTime().toString().slice(0, 5),
          offset: zoned.offset.slice(0, 6),
        });
        expect(localDateOf(zone, seconds * 1000)).toBe(zoned.toPlainDate().toString());
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('days', () => {
  it.each([
    ['Europe/Berlin', '2026-03-29', 23],
    ['Europe/Berlin', '2026-10-25', 25],
    ['Europe/Berlin', '2026-07-01', 24],
    ['Australia/Lord_Howe', '2025-10-05', 23.5],
    ['Africa/Cairo', '2024-04-26', 23],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('[SL11] in %s, %s has %d hours', (zone, date, hours) => {
    const { start, end } = dayBounds(zone, date);
    expect((end - start) / HOUR).toBe(hours);
  });

  it('[SL11] begin where Temporal says they begin', () => {
    fc.assert(
      fc.property(anyZone, anyDate, (zone, date) => {
        const expected = date.toZonedDateTime({ timeZone: zone }).epochMilliseconds;
        expect(dayBounds(zone, date.toString()).start).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('change at midnight, at the jump over a midnight, and back where clocks return over it', () => {
    const cases = [
      ['Europe/Berlin', '2026-03-29T10:00Z', '2026-03-29T22:00Z'],
      ['Africa/Cairo', '2024-04-25T21:59Z', '2024-04-25T22:00Z'],
      ['America/Goose_Bay', '2010-11-07T03:00:30Z', '2010-11-07T03:01Z'],
      ['America/Goose_Bay', '2010-11-07T03:01Z', '2010-11-07T04:00Z'],
    ] as const;
    for (const [zone, at, expected] of cases) {
      expect(iso(nextDateChange(zone, utc(at)))).toBe(expected);
    }
  });

  it('change date exactly once between now and then', () => {
    fc.assert(
      fc.property(anyZone, fc.integer({ min: 0, max: 2_000_000_000 }), (zone, seconds) => {
        const now = seconds * 1000;
        const next = nextDateChange(zone, now);
        expect(next).toBeGreaterThan(now);
        expect(localDateOf(zone, next - 1)).toBe(localDateOf(zone, now));
        expect(localDateOf(zone, next)).not.toBe(localDateOf(zone, now));
      }),
    );
  });
});

describe('labels', () => {
  it('names the offset as people write it', () => {
    const winter = utc('2026-01-13T12:00Z');
    const labels = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata', 'Pacific/Honolulu'];
    expect(labels.map((zone) => offsetLabel(zone, winter))).toEqual([
      'GMT',
      'GMT+1',
      'GMT-3:30',
      'GMT+5:30',
      'GMT-10',
    ]);
    expect(offsetLabel('Europe/Berlin', utc('2026-07-13T12:00Z'))).toBe('GMT+2');
  });

  it('tells the first from the second occurrence of a repeated hour', () => {
    const berlin = ['23:59', '00:00', '00:59', '01:00', '01:59', '02:00'].map((time, index) =>
      isRepeatedHour('Europe/Berlin', utc(`2026-10-${index === 0 ? 24 : 25}T${time}Z`)),
    );
    expect(berlin).toEqual([null, 'first', 'first', 'second', 'second', null]);
    const lordHowe = ['14:29', '14:30', '14:59', '15:00', '15:29', '15:30'].map((time) =>
      isRepeatedHour('Australia/Lord_Howe', utc(`2025-04-05T${time}Z`)),
    );
    expect(lordHowe).toEqual([null, 'first', 'first', 'second', 'second', null]);
    expect(isRepeatedHour('Europe/Berlin', utc('2026-03-29T01:00Z'))).toBe(null);
  });
});

describe('zone names', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])('accepts %s', (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  });

  it.each([
    'Mars/Olympus',
    'Europe/Nowhere',
    '+02:00',
    '-05',
    '',
    ' UTC',
    'UTC\n',
    '2020-01-01T00:00[Europe/Berlin]',
    'Europe/Berlin/'.repeat(9),
    undefined,
    5,
  ])('[SL16] refuses %j', (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  });

  it('[SL16] throws for an unknown zone instead of taking another', () => {
    expect(() => wallClockToInstant('Mars/Olympus', '2026-01-01', '09:00')).toThrow(RangeError);
    expect(() => localDateOf('+02:00', 0)).toThrow(RangeError);
  });
});
