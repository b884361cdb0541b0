import type { CalendarAnswer } from '@openslot/shared/contracts/calendar';
import type { Override } from '@openslot/shared/contracts/overrides';
import type { Unavailability } from '@openslot/shared/contracts/unavailability';
import { describe, expect, it } from 'vitest';
import { withOwnEdits } from './own-calendar.ts';
import {
  type OwnEdit,
  overridesToBe,
  savingIds,
  unavailabilityToBe,
  withOwnOverrides,
  withOwnUnavailability,
} from './own-edits.ts';

const ZONE = 'Europe/Berlin';
const MORNING = {
  allDay: false,
  startDate: '2026-03-02',
  endDate: '2026-03-02',
  startTime: '09:00',
  endTime: '11:00',
  reason: 'Dentist',
};
const known: Unavailability = { ...unavailabilityToBe(MORNING, ZONE, null), id: 'a', version: 3 };
const override: Override = { id: 'o', version: 1, date: '2026-03-03', windows: [], reason: null };
const answer: CalendarAnswer = {
  doctorId: 'd',
  seq: 5,
  rev: 9,
  asOf: '',
  timeZone: ZONE,
  working: [
    {
      date: '2026-03-02',
      startsAt: '2026-03-02T08:00:00.000Z',
      endsAt: '2026-03-02T16:00:00.000Z',
      source: 'template',
    },
    {
      date: '2026-03-03',
      startsAt: '2026-03-03T08:00:00.000Z',
      endsAt: '2026-03-03T16:00:00.000Z',
      source: 'template',
    },
  ],
  overrides: [],
  recurring: [],
  holidays: [],
  unavailability: [known],
  appointments: [],
  held: [],
};
const edit = (what: Partial<OwnEdit>): OwnEdit => ({ key: 1, seq: null, ...what });

describe('own changes of a schedule', () => {
  it('[RT32] are shown while they are saved, and until an answer of their number is shown', () => {
    const item = { ...known, id: 'new', startsAt: '2026-03-01T08:00:00.000Z' };
    const ids = (seq: number | null, shown: number) =>
      withOwnUnavailability([known], shown, [edit({ unavailability: [item], seq })]).map(({ id }) => id);
    expect(ids(null, 99)).toEqual(['new', 'a']);
    expect(ids(6, 5)).toEqual(['new', 'a']);
    expect(ids(6, 6)).toEqual(['a']);
  });

  it('[RT32] replace what they change, and hide what they remove', () => {
    const later = unavailabilityToBe({ ...MORNING, endTime: '12:00' }, ZONE, known);
    expect(later).toMatchObject({ id: 'a', version: 4, endsAt: '2026-03-02T11:00:00.000Z' });
    expect(withOwnUnavailability([known], 5, [edit({ unavailability: [later] })])).toEqual([later]);
    expect(withOwnUnavailability([known], 5, [edit({ removed: ['a'] })])).toEqual([]);
    expect(withOwnOverrides([override], 5, [edit({ removed: ['o'] })])).toEqual([]);
  });

  it('[RT32] follow each other: what was marked and then removed is gone', () => {
    const edits = [edit({ unavailability: [known], seq: 6 }), edit({ key: 2, removed: ['a'], seq: 7 })];
    expect(withOwnUnavailability([], 5, edits)).toEqual([]);
    // Read between the two: the first is in what was read, the second is not.
    expect(withOwnUnavailability([known], 6, edits)).toEqual([]);
  });

  it('[RT32] an override brings its hours to its date alone, over midnight too', () => {
    const [closed] = overridesToBe([{ date: '2026-03-03', windows: [], reason: null }]);
    const [late] = overridesToBe([
      { date: '2026-03-02', windows: [{ start: '20:00', end: '02:00', maxSessions: null }], reason: null },
    ]);
    if (closed === undefined || late === undefined) {
      throw new Error('an override for each input');
    }
    const shown = withOwnEdits(answer, [edit({ overrides: [closed, late] })], []);
    expect(shown.overrides).toEqual([closed, late]);
    expect(shown.working).toEqual([
      {
        date: '2026-03-02',
        source: 'override',
        startsAt: '2026-03-02T19:00:00.000Z',
        endsAt: '2026-03-03T01:00:00.000Z',
      },
    ]);
    expect(withOwnOverrides([override], 5, [edit({ overrides: [closed] })])).toEqual([closed]);
    expect(withOwnEdits(answer, [edit({ overrides: [closed], seq: 5 })], [])).toBe(answer);
  });

  it('[RT32] have the look of being saved only until they are', () => {
    expect([...savingIds([edit({ unavailability: [known], leaving: ['o'] })])]).toEqual(['a', 'o']);
    expect(savingIds([edit({ unavailability: [known], seq: 6 })]).size).toBe(0);
  });

  it('[RT32] whole days last as long as the server will say', () => {
    const days = { ...MORNING, allDay: true, startTime: null, endTime: null, endDate: '2026-03-29' };
    expect(unavailabilityToBe(days, ZONE, null)).toMatchObject({
      startsAt: '2026-03-01T23:00:00.000Z',
      endsAt: '2026-03-29T22:00:00.000Z',
    });
  });
});
