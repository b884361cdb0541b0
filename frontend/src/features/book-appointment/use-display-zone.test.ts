import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { VisitMode, VisitType } from '@openslot/shared/contracts/visit-types';
import { describe, expect, it } from 'vitest';
import { displayZone } from './use-display-zone.ts';

const doctor = { timeZone: 'Europe/Berlin' } as Doctor;
const visit = (mode: VisitMode) => ({ mode }) as VisitType;

describe('the zone of the times', () => {
  it('in person it is the place of the visit, whatever was picked, with the device beside it', () => {
    expect(displayZone(doctor, visit('in_person'), 'Asia/Tokyo', 'America/New_York')).toEqual({
      timeZone: 'Europe/Berlin',
      locked: true,
      doctors: null,
      elsewhere: 'America/New_York',
    });
    expect(displayZone(doctor, visit('in_person'), null, 'Europe/Berlin').elsewhere).toBeNull();
  });

  it('by video it is the one picked, else that of the device, with the doctor beside it', () => {
    expect(displayZone(doctor, visit('video'), null, 'America/New_York')).toMatchObject({
      timeZone: 'America/New_York',
      locked: false,
      doctors: 'Europe/Berlin',
      elsewhere: null,
    });
    expect(displayZone(doctor, visit('phone'), 'Asia/Tokyo', 'America/New_York')).toMatchObject({
      timeZone: 'Asia/Tokyo',
      elsewhere: 'America/New_York',
    });
  });

  it('a device that names no zone is taken to be at the clinic', () => {
    expect(displayZone(doctor, visit('video'), null, '+02:00').timeZone).toBe('Europe/Berlin');
  });
});
