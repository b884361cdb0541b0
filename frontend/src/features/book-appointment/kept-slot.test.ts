import type { Hold } from '@openslot/shared/contracts/holds';
import { describe, expect, it } from 'vitest';
import { type HoldState, NOTHING_HELD } from '../../sync/hold-state.ts';
import { keptWith, withOwnSlot } from './kept-slot.ts';
import type { SlotEntry } from './offered-slots.ts';

const [DOCTOR, TYPE] = ['d'.repeat(24), 'c'.repeat(24)];
const NINE = '2026-03-12T09:00:00.000Z';
const TEN = '2026-03-12T10:00:00.000Z';

const hold: Hold = {
  id: '1'.repeat(24),
  doctorId: DOCTOR,
  visitTypeId: TYPE,
  // The same moment, written otherwise.
  startsAt: '2026-03-12T09:00:00Z',
  endsAt: '2026-03-12T09:30:00.000Z',
  expiresAt: '2026-03-12T08:05:00.000Z',
  renewalsLeft: 2,
};
const target = { doctorId: DOCTOR, visitTypeId: TYPE, startsAt: TEN, timeZone: 'UTC' };
const held: HoldState = { ...NOTHING_HELD, hold };

const entry = (startsAt: string, state: SlotEntry['state']): SlotEntry => ({
  startsAt,
  endsAt: startsAt,
  state,
  doctorIds: [],
});

describe('a kept slot', () => {
  it('is the one that is held, for its kind of visit only', () => {
    expect(keptWith(held, TYPE, NINE)).toBe(DOCTOR);
    expect(keptWith(held, 'e'.repeat(24), NINE)).toBeNull();
    expect(keptWith(held, TYPE, TEN)).toBeNull();
  });

  it('is also the one that is being asked for, and not one that was refused', () => {
    expect(keptWith({ ...NOTHING_HELD, phase: 'asking', target }, TYPE, TEN)).toBe(DOCTOR);
    expect(keptWith({ ...NOTHING_HELD, phase: 'refused', target }, TYPE, TEN)).toBeNull();
  });

  it('is shown as one’s own whatever others see of it, unless it is gone', () => {
    const shown = (state: SlotEntry['state']) =>
      withOwnSlot([entry(NINE, state), entry(TEN, 'held')], held, TYPE)?.map((one) => one.state);
    expect(shown('held')).toEqual(['own', 'held']);
    expect(shown('free')).toEqual(['own', 'held']);
    expect(shown('removed')).toEqual(['removed', 'held']);
    expect(withOwnSlot(undefined, held, TYPE)).toBeUndefined();
  });
});
