import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { spansBeforeDay, spansFromDay, spansOfDays } from './day-spans.ts';
import { addDays, dayNumber } from './local-date.ts';
import { type ZoneTable, zoneTable } from './zone-table.ts';

const QUARTER = 900_000;

function iso(at: number): string {
  return Number.isFinite(at) ? new Date(at).toISOString().slice(0, 16) : String(at);
}

function spansOf(timeZone: string, date: string, of = spansFromDay): string[] {
  return of(zoneTable(timeZone), dayNumber(date)).map(({ start, end }) => `${iso(start)} ${iso(end)}`);
}

describe('the instants of dates', () => {
  it.each([
    ['a quiet midnight', 'Europe/Berlin', '2026-07-01', ['2026-06-30T22:00 Infinity']],
    ['clocks that change later that day', 'Europe/Berlin', '2026-03-29', ['2026-03-28T23:00 Infinity']],
    ['a midnight that does not exist', 'Africa/Cairo', '2024-04-26', ['2024-04-25T22:00 Infinity']],
    ['a date that does not exist', 'Pacific/Apia', '2011-12-30', ['2011-12-30T10:00 Infinity']],
    [
      'clocks that return over midnight to the day before',
      'America/Goose_Bay',
      '2010-11-07',
      ['2010-11-07T03:00 2010-11-07T03:01', '2010-11-07T04:00 Infinity'],
    ],
  ])('[SL11] from a date on: %s', (_title, timeZone, date, expected) => {
    expect(spansOf(timeZone, date)).toEqual(expected);
  });

  it('[SL10] before a date are all the others', () => {
    expect(spansOf('Europe/Berlin', '2026-07-01', spansBeforeDay)).toEqual(['-Infinity 2026-06-30T22:00']);
    expect(spansOf('America/Goose_Bay', '2010-11-07', spansBeforeDay)).toEqual([
      '-Infinity 2010-11-07T03:00',
      '2010-11-07T03:01 2010-11-07T04:00',
    ]);
  });

  it.each([
    ['one day', 'Europe/Berlin', '2026-07-01', '2026-07-01', ['2026-06-30T22:00 2026-07-01T22:00']],
    [
      'clocks change between',
      'Europe/Berlin',
      '2026-03-15',
      '2026-04-13',
      ['2026-03-14T23:00 2026-04-13T22:00'],
    ],
    [
      'clocks change that day',
      'Europe/Berlin',
      '2026-03-29',
      '2026-03-29',
      ['2026-03-28T23:00 2026-03-29T22:00'],
    ],
    ['a date that does not exist', 'Pacific/Apia', '2011-12-30', '2011-12-30', []],
    [
      'clocks that return over midnight to the last date',
      'America/Goose_Bay',
      '2010-11-05',
      '2010-11-06',
      ['2010-11-05T03:00 2010-11-07T03:00', '2010-11-07T03:01 2010-11-07T04:00'],
    ],
  ])('[SL11] on dates: %s', (_title, timeZone, from, to, expected) => {
    const onDates = (table: ZoneTable, first: number) => spansOfDays(table, first, dayNumber(to));
    expect(spansOf(timeZone, from, onDates)).toEqual(expected);
  });

  it('[SL11] agree with Temporal at every quarter of an hour around clock changes', () => {
    const edges = [
      ['America/Goose_Bay', '2010-11-07'],
      ['America/St_Johns', '2010-03-14'],
      ['America/Havana', '2025-11-02'],
      ['Africa/Cairo', '2024-11-01'],
      ['America/Scoresbysund', '2025-03-30'],
      ['Asia/Beirut', '2025-03-30'],
      ['Pacific/Apia', '2011-12-30'],
      ['Pacific/Kwajalein', '1993-08-21'],
    ] as const;
    for (const [timeZone, edge] of edges) {
      for (const date of [-1, 0, 1].map((days) => addDays(edge, days))) {
        const spans = spansFromDay(zoneTable(timeZone), dayNumber(date));
        const noon = Date.parse(`${edge}T12:00Z`);
        for (let at = noon - 300 * QUARTER; at < noon + 300 * QUARTER; at += QUARTER) {
          const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
          const isIn = spans.some(({ start, end }) => start <= at && at < end);
          expect({ timeZone, date, at: iso(at), isIn }).toEqual({
            timeZone,
            date,
            at: iso(at),
            isIn: local.toPlainDate().toString() >= date,
          });
        }
      }
    }
  });
});
