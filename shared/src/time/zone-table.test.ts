import { fromEpochMilliseconds } from 'temporal-polyfill/fns/Instant';
import { describe, expect, it, vi } from 'vitest';
import { instantToLocal, wallClockToInstant } from './zone.ts';
import { DAY_MS, offsetAt, zoneTable } from './zone-table.ts';

vi.mock('temporal-polyfill/fns/Instant', { spy: true });

describe('the table of offsets', () => {
  it('reads Temporal once for a day and then answers from memory, also on a day with a clock change', () => {
    const reads = vi.mocked(fromEpochMilliseconds);
    reads.mockClear();
    const ask = () => [
      wallClockToInstant('Europe/Vienna', '2031-03-30', '02:30'),
      instantToLocal('Europe/Vienna', Date.UTC(2031, 2, 30, 12)).time,
    ];
    const first = ask();
    expect(reads).toHaveBeenCalled();
    reads.mockClear();
    expect(ask()).toEqual(first);
    expect(reads).not.toHaveBeenCalled();
  });

  it('stays bounded and right when asked about more days than it keeps', () => {
    const table = zoneTable('Europe/Vienna');
    const summer = Date.UTC(2026, 6, 1);
    for (let day = 0; day < 9_000; day++) {
      offsetAt(table, day * DAY_MS);
    }
    expect(table.utcDays.size).toBeLessThan(9_000);
    expect(offsetAt(table, summer)).toBe(2 * 3_600_000);
    expect(offsetAt(table, 0)).toBe(3_600_000);
  });

  it('[SL3] knows historic offsets with seconds and a change to the second', () => {
    const monrovia = zoneTable('Africa/Monrovia');
    const change = Date.UTC(1972, 0, 7, 0, 44, 30);
    expect(offsetAt(monrovia, change - 1)).toBe(-(44 * 60 + 30) * 1000);
    expect(offsetAt(monrovia, change)).toBe(0);
  });
});
