import type { Doctor } from '@openslot/shared/contracts/doctors';
import type { SlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import { describe, expect, it } from 'vitest';
import { type Bookable, doctorBookable, freeDoctors, whoIs } from './bookable.ts';
import { visitDoctor } from './use-visit-doctor.ts';

const doctor = (id: string, name: string) => ({ id, name, timeZone: 'Europe/Berlin' }) as Doctor;
const [ada, bea, cora, dov] = [
  doctor('a', 'Dr Ada'),
  doctor('b', 'Dr Bea'),
  doctor('c', 'Dr Cora'),
  doctor('d', 'Dr Dov'),
];
const any: Bookable = {
  whose: { specialty: 'Skin' },
  timeZone: 'Europe/Berlin',
  doctors: [ada, bea, cora, dov],
};
const NINE = '2026-03-02T09:00:00.000Z';
const TEN = '2026-03-02T10:00:00.000Z';

const answer: SlotsOfSpecialty = {
  doctors: any.doctors.map(({ id, name, timeZone }) => ({
    doctorId: id,
    name,
    timeZone,
    durationMinutes: id === 'b' ? 45 : 30,
    seq: 1,
  })),
  asOf: NINE,
  freshUntil: TEN,
  bookable: true,
  days: [
    {
      date: '2026-03-02',
      slots: [
        { startsAt: NINE, endsAt: TEN, status: 'free', doctorIds: ['a', 'b'] },
        { startsAt: TEN, endsAt: TEN, status: 'held', doctorIds: ['a'] },
      ],
    },
  ],
};

describe('who is free', () => {
  it('is told in the order of the answer, nobody where a time is held or not there', () => {
    const kept = freeDoctors(answer, NINE, 'b').map(({ doctorId }) => doctorId);
    expect(kept).toEqual(['a', 'b']);
    expect(freeDoctors(answer, '2026-03-02T09:00:00Z').map(({ name }) => name)).toEqual(['Dr Ada', 'Dr Bea']);
    expect([freeDoctors(answer, TEN), freeDoctors(undefined, NINE)]).toEqual([[], []]);
  });

  it('is the name alone, two or three names, or a number of doctors', () => {
    expect(whoIs(any, answer, ['b'])).toEqual({ spoken: 'Dr Bea', short: 'Dr Bea' });
    expect(whoIs(any, answer, ['a', 'b'])).toEqual({ spoken: 'Dr Ada or Dr Bea', short: '2 doctors' });
    expect(whoIs(any, answer, ['a', 'b', 'c']).spoken).toBe('Dr Ada, Dr Bea or Dr Cora');
    expect(whoIs(any, answer, ['a', 'b', 'c', 'd'])).toEqual({
      spoken: 'any of 4 doctors',
      short: '4 doctors',
    });
    expect(whoIs(any, answer, [])).toEqual({ spoken: 'any doctor', short: null });
    expect(whoIs(doctorBookable(ada), undefined, [])).toEqual({ spoken: 'Dr Ada', short: null });
  });
});

describe('whom the visit is with', () => {
  const free = freeDoctors(answer, NINE);
  const [first = null] = free;

  it('is the first who is free, or the one picked, with that one’s duration', () => {
    expect(visitDoctor(any, free, first, null)).toMatchObject({ doctor: { id: 'a' }, isFree: true });
    expect(visitDoctor(any, free, first, 'b')).toMatchObject({
      doctor: { id: 'b', name: 'Dr Bea' },
      durationMinutes: 45,
      isFree: true,
      others: [{ doctorId: 'a' }],
    });
  });

  it('never becomes somebody else by itself', () => {
    const left = free.filter(({ doctorId }) => doctorId !== 'a');
    expect(visitDoctor(any, left, first, null)).toMatchObject({
      doctor: { id: 'a', name: 'Dr Ada' },
      isFree: false,
      others: [{ doctorId: 'b' }],
    });
    expect(visitDoctor(any, left, first, 'c')).toMatchObject({ doctor: { name: 'Dr Cora' }, isFree: false });
  });
});
