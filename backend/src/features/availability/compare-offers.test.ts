import { describe, expect, it } from 'vitest';
import { compareOffers } from './compare-offers.ts';

const slots = (...starts: string[]) => starts.map((start) => ({ start: Date.parse(start) }));

describe('comparing two offers', () => {
  it('counts what only one of them has, by date', () => {
    const before = slots('2026-03-02T08:00Z', '2026-03-02T08:30Z', '2026-03-03T08:00Z');
    const after = slots('2026-03-02T08:30Z', '2026-03-02T09:00Z', '2026-03-02T09:30Z', '2026-03-04T08:00Z');
    expect(compareOffers(before, after, 'Europe/Berlin')).toEqual({
      gained: 3,
      lost: 2,
      days: [
        { date: '2026-03-02', gained: 2, lost: 1 },
        { date: '2026-03-03', gained: 0, lost: 1 },
        { date: '2026-03-04', gained: 1, lost: 0 },
      ],
    });
  });

  it('finds nothing between equal offers, and all of the one that stands alone', () => {
    const offer = slots('2026-03-02T08:00Z', '2026-03-02T08:30Z');
    expect(compareOffers(offer, offer, 'UTC')).toEqual({ gained: 0, lost: 0, days: [] });
    expect(compareOffers([], offer, 'UTC')).toMatchObject({ gained: 2, lost: 0 });
    expect(compareOffers(offer, [], 'UTC')).toMatchObject({ gained: 0, lost: 2 });
    expect(compareOffers([], [], 'UTC').days).toEqual([]);
  });

  it('[SL11] puts a start on its date in the zone, also around a change of the clocks', () => {
    // Half past eleven in the evening before and of the day that lasts 23 hours, and its midnight.
    const offer = slots('2026-03-28T22:30Z', '2026-03-28T23:00Z', '2026-03-29T21:30Z', '2026-03-29T22:00Z');
    expect(compareOffers([], offer, 'Europe/Berlin').days).toEqual([
      { date: '2026-03-28', gained: 1, lost: 0 },
      { date: '2026-03-29', gained: 2, lost: 0 },
      { date: '2026-03-30', gained: 1, lost: 0 },
    ]);
  });
});
