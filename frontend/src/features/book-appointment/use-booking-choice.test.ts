import { describe, expect, it } from 'vitest';
import { readChoice } from './use-booking-choice.ts';

const read = (query: string) => readChoice(new URLSearchParams(query));

describe('the choice in the address', () => {
  it('is read back', () => {
    expect(read('visit=v1&date=2026-03-02&slot=2026-03-02T09:00:00.000Z&zone=Europe/Berlin')).toEqual({
      visitTypeId: 'v1',
      date: '2026-03-02',
      slot: '2026-03-02T09:00:00.000Z',
      zone: 'Europe/Berlin',
    });
  });

  it('ignores what is no date, no instant and no zone', () => {
    expect(read('date=2026-02-30&slot=tomorrow&zone=Mars/Base')).toEqual({
      visitTypeId: null,
      date: null,
      slot: null,
      zone: null,
    });
  });
});
