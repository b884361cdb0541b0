import { describe, expect, it } from 'vitest';
import { isPatientKey, occupancyKeys } from './occupancy-keys.ts';

const at = (time: string) => Date.parse(`2026-01-13T${time}:00Z`);
const keys = (start: string, end: string) => new Set(occupancyKeys('d', 'p', at(start), at(end)));
const shared = (a: Set<string>, b: Set<string>) => [...a].filter((key) => b.has(key));

describe('occupancy keys', () => {
  it('name every 5-minute cell once for the doctor and once for the patient', () => {
    const made = [...keys('09:00', '09:30')];
    expect(made).toHaveLength(12);
    expect(made.filter(isPatientKey)).toHaveLength(6);
    expect(made[0]).toBe(`d|${at('09:00') / 60_000}`);
  });

  it('[SL1] meet for any overlap and never for times that only touch', () => {
    expect(shared(keys('09:00', '09:30'), keys('09:25', '09:40'))).not.toEqual([]);
    expect(shared(keys('09:00', '10:00'), keys('09:15', '09:20'))).not.toEqual([]);
    expect(shared(keys('09:00', '09:30'), keys('09:30', '09:45'))).toEqual([]);
  });

  it('cover the whole cell of a time that lies off the raster', () => {
    expect(shared(keys('09:02', '09:03'), keys('09:00', '09:05'))).not.toEqual([]);
  });
});
