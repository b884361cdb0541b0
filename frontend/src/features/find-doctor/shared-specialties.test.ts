import { expect, test } from 'vitest';
import { sharedSpecialties } from './shared-specialties.ts';

const items = ['Skin', 'Heart', 'Skin'].map((specialty) => ({ specialty }));

test('any doctor is offered where there is a choice, and everywhere while not all doctors are known', () => {
  const specialties = ['Eyes', 'Heart', 'Skin'];
  expect(sharedSpecialties({ items, total: 3, specialties })).toEqual(['Skin']);
  expect(sharedSpecialties({ items, total: 30, specialties })).toEqual(specialties);
});
