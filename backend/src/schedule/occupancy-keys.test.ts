import { describe, expect, it } from 'vitest';
import {
  doctorKeys,
  holderKey,
  holdPlaces,
  isHolderKey,
  isPatientKey,
  patientKeys,
} from './occupancy-keys.ts';

const at = (time: string) => Date.parse(`2026-01-13T${time}:00Z`);
const keys = (start: string, end: string) => new Set(doctorKeys('d', at(start), at(end)));
const shared = (a: Set<string>, b: Set<string>) => [...a].filter((key) => b.has(key));

describe('occupancy keys', () => {
  it('name every 5-minute cell once for the doctor and once for the patient', () => {
    const minutes = Array.from({ length: 6 }, (_, index) => at('09:00') / 60_000 + 5 * index);
    expect(doctorKeys('d', at('09:00'), at('09:30'))).toEqual(minutes.map((minute) => `d|${minute}`));
    expect(patientKeys('x', at('09:00'), at('09:30'))).toEqual(minutes.map((minute) => `p:x|${minute}`));
  });

  it('[SL1] meet for any overlap and never for times that only touch', () => {
    expect(shared(keys('09:00', '09:30'), keys('09:25', '09:40'))).not.toEqual([]);
    expect(shared(keys('09:00', '10:00'), keys('09:15', '09:20'))).not.toEqual([]);
    expect(shared(keys('09:00', '09:30'), keys('09:30', '09:45'))).toEqual([]);
  });

  it('of two lanes never meet', () => {
    const lane = new Set(doctorKeys('d', at('09:00'), at('09:30'), 1));
    expect(shared(keys('09:00', '09:30'), lane)).toEqual([]);
    expect(lane.size).toBe(6);
  });

  it('tell patients and holders from doctors', () => {
    const [time] = [...keys('09:00', '09:05'), ...patientKeys('x', at('09:00'), at('09:05'))];
    const made = [
      time,
      ...patientKeys('x', at('09:00'), at('09:05')),
      holderKey('u', 'd'),
      ...holdPlaces('u'),
    ];
    expect(made.map(isPatientKey)).toEqual([false, true, false, false, false]);
    expect(made.map(isHolderKey)).toEqual([false, false, true, true, true]);
    expect(new Set(made).size).toBe(5);
  });

  it('cover the whole cell of a time that lies off the raster', () => {
    expect(shared(keys('09:02', '09:03'), keys('09:00', '09:05'))).not.toEqual([]);
  });
});
