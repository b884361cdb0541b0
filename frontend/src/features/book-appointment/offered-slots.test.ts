import type { SlotsAnswer } from '@openslot/shared/contracts/slots';
import { describe, expect, it } from 'vitest';
import { countsByDate, entriesOf, groupEntries, nearestFree } from './offered-slots.ts';

const at = (time: string, date = '2026-03-02') => `${date}T${time}:00.000Z`;
const slot = (time: string, status: 'free' | 'held' = 'free', date = '2026-03-02') => ({
  startsAt: at(time, date),
  endsAt: at('23:59', date),
  status,
});

const answer: SlotsAnswer = {
  doctorId: 'd'.repeat(24),
  seq: 1,
  asOf: at('00:00'),
  freshUntil: at('23:00'),
  timeZone: 'Europe/Berlin',
  bookable: true,
  days: [
    { date: '2026-03-01', slots: [] },
    { date: '2026-03-02', slots: [slot('10:59'), slot('11:00', 'held'), slot('15:59'), slot('16:00')] },
    { date: '2026-03-03', slots: [slot('08:00', 'held', '2026-03-03')] },
    { date: '2026-03-04', slots: [slot('08:00', 'free', '2026-03-04')] },
  ],
};

describe('what is offered', () => {
  it('counts the dates with something to choose', () => {
    const days = [
      { date: '2026-03-01', count: 0 },
      { date: '2026-03-02', count: 3 },
      { date: '2026-03-03', count: 0 },
      { date: '2026-03-04', count: 1 },
    ];
    expect([...countsByDate({ ...answer, days, nextFree: '2026-03-02' })]).toEqual([
      ['2026-03-02', 3],
      ['2026-03-04', 1],
    ]);
  });

  it('groups by the wall clock of the zone shown: noon and 17:00 begin the next part of the day', () => {
    const entries = entriesOf(answer, [], '2026-03-02', 'Europe/Berlin');
    const groups = groupEntries(entries, 'Europe/Berlin');
    expect(
      groups.map((group) => [group.name, group.entries.map(({ startsAt }) => startsAt.slice(11, 16))]),
    ).toEqual([
      ['Morning', ['10:59']],
      ['Afternoon', ['11:00', '15:59']],
      ['Evening', ['16:00']],
    ]);
  });

  it('keeps what just went in its place, on the date it has in the zone shown', () => {
    const gone = [
      { startsAt: at('12:00'), endsAt: at('12:30'), until: 0, reason: 'taken' as const },
      // 00:30 of the next day in Berlin.
      { startsAt: at('23:30'), endsAt: at('23:59'), until: 0, reason: 'removed' as const },
    ];
    const states = (date: string) => entriesOf(answer, gone, date, 'Europe/Berlin').map(({ state }) => state);
    expect(states('2026-03-02')).toEqual(['free', 'held', 'taken', 'free', 'free']);
    expect(states('2026-03-03')).toEqual(['removed', 'held']);
  });

  it('finds the free times closest to one that is gone, in time order', () => {
    const near = nearestFree(answer, at('15:59'), 2).map(({ startsAt }) => startsAt.slice(11, 16));
    expect(near).toEqual(['10:59', '16:00']);
    expect(nearestFree(answer, at('11:00'), 9)).toHaveLength(4);
  });
});
