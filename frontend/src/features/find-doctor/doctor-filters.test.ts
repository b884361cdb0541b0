import { describe, expect, it } from 'vitest';
import { readFilters, writeFilters } from './doctor-filters.ts';

describe('filters in the address', () => {
  it('come back as they were written', () => {
    const filters = { search: 'weber & co', specialty: 'Ear, nose', page: 3 };
    expect(readFilters(writeFilters(filters))).toEqual(filters);
  });

  it('leave nothing behind when there are none', () => {
    expect(writeFilters({ search: '  ', specialty: '', page: 1 }).toString()).toBe('');
  });

  it.each(['0', '-1', 'x', '1.5', '99999999'])('read page %s as the first', (page) => {
    expect(readFilters(new URLSearchParams({ page })).page).toBe(1);
  });
});
