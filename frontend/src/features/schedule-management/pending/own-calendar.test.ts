import type { CalendarAnswer } from '@openslot/shared/contracts/calendar';
import type { Holiday } from '@openslot/shared/contracts/holidays';
import type { Override } from '@openslot/shared/contracts/overrides';
import { describe, expect, it } from 'vitest';
import { calendarAnswer } from '../../../sync/testing/calendar-answer.ts';
import { holidayMark, recurringMark, savingMarks, withOwnEdits } from './own-calendar.ts';
import { type OwnEdit, savingIds } from './own-edits.ts';
import { onlyRenames, ownHolidayList } from './own-holidays.ts';
import { recurringToBe, withOwnRecurring } from './own-recurring.ts';

const [MONDAY, TUESDAY, WEDNESDAY] = ['2026-03-02', '2026-03-03', '2026-03-04'] as const;
const DATES = [MONDAY, TUESDAY, WEDNESDAY];
const FESTIVAL: Holiday = { date: MONDAY, name: 'Festival' };
const override: Override = { id: 'o', version: 1, date: MONDAY, windows: [], reason: null };

function weekly(day: string, windows: Override['windows'] = []) {
  const input = { rule: `FREQ=WEEKLY;BYDAY=${day}`, startsOn: '2026-01-01', excludedDates: [], windows };
  return { ...recurringToBe({ ...input, reason: 'Ward round' }, MONDAY, null), id: 'known' };
}

function answerWith(what: Partial<CalendarAnswer> = {}): CalendarAnswer {
  const working = DATES.map((date) => ({
    date,
    startsAt: `${date}T08:00:00.000Z`,
    endsAt: `${date}T16:00:00.000Z`,
    source: 'template' as const,
  }));
  return calendarAnswer({ timeZone: 'Europe/Berlin', working, ...what });
}

const edit = (what: Partial<OwnEdit>): OwnEdit => ({ key: 1, seq: null, ...what });
const shown = (answer: CalendarAnswer, ...edits: OwnEdit[]) => withOwnEdits(answer, edits, DATES);
const openDates = ({ working }: CalendarAnswer) => working.map(({ date }) => date);

describe('an own recurring override', () => {
  const closed = weekly('TU');

  it('[RT32] brings its hours to its dates and comes before one saved earlier', () => {
    const late = weekly('TU', [{ start: '20:00', end: '02:00', maxSessions: null }]);
    const before = answerWith({ recurring: [{ date: TUESDAY, closed: true, reason: 'Earlier' }] });
    const after = shown(before, edit({ recurring: { before: null, after: late } }));
    expect(after.recurring).toEqual([{ date: TUESDAY, closed: false, reason: 'Ward round' }]);
    expect(after.working.filter(({ date }) => date === TUESDAY)).toEqual([
      {
        date: TUESDAY,
        source: 'recurring',
        startsAt: '2026-03-03T19:00:00.000Z',
        endsAt: '2026-03-04T01:00:00.000Z',
      },
    ]);
    expect(openDates(shown(before, edit({ recurring: { before: null, after: closed } })))).toEqual([
      MONDAY,
      WEDNESDAY,
    ]);
  });

  it('[RT32] leaves the dates alone that an override or a holiday decides', () => {
    const change = edit({ recurring: { before: null, after: weekly('MO') } });
    for (const answer of [answerWith({ overrides: [override] }), answerWith({ holidays: [FESTIVAL] })]) {
      expect(shown(answer, change).working).toEqual(answer.working);
      expect(shown(answer, change).recurring).toEqual([]);
    }
  });

  it('[RT32] that is changed or removed guesses no weekly hours: the dates it leaves say that they are being saved', () => {
    const answer = answerWith({ recurring: [{ date: TUESDAY, closed: true, reason: null }] });
    const removing = edit({ recurring: { before: closed, after: null } });
    expect(shown(answer, removing)).toEqual(answer);
    expect(withOwnRecurring([closed], 5, [removing])).toEqual([closed]);
    expect(withOwnRecurring([closed], 5, [{ ...removing, seq: 6 }])).toEqual([]);
    const moved = edit({ recurring: { before: closed, after: weekly('WE') } });
    expect(openDates(shown(answer, moved))).toEqual([MONDAY, TUESDAY]);
    expect([...savingMarks([moved], DATES)].sort()).toEqual([TUESDAY, WEDNESDAY].map(recurringMark));
    expect([...savingIds([removing])]).toEqual(['known']);
    expect(savingMarks([{ ...moved, seq: 6 }], DATES).size).toBe(0);
  });

  it('[RT32] is first in the list, as the later saved is, until it was read', () => {
    const other = { ...weekly('MO'), id: 'other' };
    const changed = recurringToBe({ ...closed, reason: 'Theatre' }, MONDAY, closed);
    expect(changed).toMatchObject({ id: 'known', version: 2, nextDates: expect.arrayContaining([TUESDAY]) });
    const edits = [edit({ recurring: { before: closed, after: changed }, seq: 6 })];
    expect(withOwnRecurring([other, closed], 5, edits)).toEqual([changed, other]);
    expect(withOwnRecurring([other, closed], 6, edits)).toEqual([other, closed]);
  });
});

describe('own holidays', () => {
  const change = (before: readonly Holiday[], after: readonly Holiday[]) =>
    edit({ holidays: { before, after: { version: 2, holidays: [...after] } } });

  it('[RT32] close their dates at once, but not one with an override', () => {
    const other = { date: TUESDAY, name: 'Move' };
    const after = shown(answerWith({ overrides: [override] }), change([], [FESTIVAL, other]));
    expect(after.holidays).toEqual([FESTIVAL, other]);
    expect(openDates(after)).toEqual([MONDAY, WEDNESDAY]);
    const marks = [FESTIVAL, other].map(({ date }) => holidayMark(date));
    expect([...savingMarks([change([], [FESTIVAL, other])], DATES)]).toEqual(marks);
  });

  it('[RT32] that are taken away stay until that is saved, and one of the clinic stays', () => {
    const answer = answerWith({ holidays: [FESTIVAL, FESTIVAL] });
    const removal = change([FESTIVAL], []);
    expect(shown(answer, removal).holidays).toEqual([FESTIVAL, FESTIVAL]);
    expect([...savingMarks([removal], DATES)]).toEqual([holidayMark(MONDAY)]);
    expect(shown(answer, { ...removal, seq: 6 }).holidays).toEqual([FESTIVAL]);
    const renamed = { ...FESTIVAL, name: 'Fair' };
    expect(shown(answer, change([FESTIVAL], [renamed])).holidays).toEqual([FESTIVAL, renamed]);
  });

  it('[RT32] that get another name keep it, though that has no number of its own', () => {
    const renamed = { ...FESTIVAL, name: 'Fair' };
    const edits = change([FESTIVAL], [renamed]);
    const saved = { ...edits, seq: 5, unnumbered: true };
    expect(onlyRenames({ before: [FESTIVAL], after: { version: 2, holidays: [renamed] } })).toBe(true);
    expect(onlyRenames({ before: [], after: { version: 2, holidays: [renamed] } })).toBe(false);
    expect(onlyRenames({ before: [FESTIVAL], after: { version: 2, holidays: [] } })).toBe(false);
    expect(shown(answerWith({ holidays: [FESTIVAL] }), saved).holidays).toEqual([renamed]);
    expect(shown(answerWith({ holidays: [renamed] }), saved).holidays).toEqual([renamed]);
    expect(shown(answerWith({ holidays: [FESTIVAL], seq: 6 }), saved).holidays).toEqual([FESTIVAL]);
  });

  it('[RT32] are the list until a newer one was read', () => {
    const edits = [change([], [FESTIVAL])];
    expect(ownHolidayList({ version: 1, holidays: [] }, edits).holidays).toEqual([FESTIVAL]);
    expect(ownHolidayList({ version: 2, holidays: [] }, edits).holidays).toEqual([]);
  });
});
