import type { VisitType } from '@openslot/shared/contracts/visit-types';
import { describe, expect, it } from 'vitest';
import { offeredChoice, readChoice } from './use-booking-choice.ts';

const read = (query: string) => readChoice(new URLSearchParams(query));

const doctorId = 'd'.repeat(24);

describe('the choice in the address', () => {
  it('is read back', () => {
    expect(
      read(`visit=v1&date=2026-03-02&slot=2026-03-02T09:00:00.000Z&zone=Europe/Berlin&with=${doctorId}`),
    ).toEqual({
      visitTypeId: 'v1',
      date: '2026-03-02',
      slot: '2026-03-02T09:00:00.000Z',
      zone: 'Europe/Berlin',
      doctorId,
    });
  });

  it('ignores what is no date, no instant, no zone and no doctor', () => {
    expect(read('date=2026-02-30&slot=tomorrow&zone=Mars/Base&with=somebody')).toEqual({
      visitTypeId: null,
      date: null,
      slot: null,
      zone: null,
      doctorId: null,
    });
  });
});

describe('the kind of visit that is booked', () => {
  const types = [{ id: 'v1' } as VisitType, { id: 'v2' } as VisitType] as const;
  const slot = 'slot=2026-03-02T09:00:00.000Z';

  it('is the one asked for, else the first, with the time that was chosen', () => {
    expect(offeredChoice(read(`visit=v2&${slot}`), types)).toMatchObject({
      visitType: { id: 'v2' },
      choice: { slot: '2026-03-02T09:00:00.000Z' },
    });
    expect(offeredChoice(read(slot), types)).toMatchObject({
      visitType: { id: 'v1' },
      choice: { slot: '2026-03-02T09:00:00.000Z' },
    });
  });

  it('never takes the place of one that is gone with the time chosen for that', () => {
    expect(offeredChoice(read(`visit=v9&${slot}`), types)).toMatchObject({
      visitType: { id: 'v1' },
      choice: { slot: null },
    });
  });
});
