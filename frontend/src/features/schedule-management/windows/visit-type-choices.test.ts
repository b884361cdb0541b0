import { expect, test } from 'vitest';
import { typesText, withGoneTypes } from './visit-type-choices.ts';

const CHOICES = [
  { id: 'a', name: 'Check-up' },
  { id: 'b', name: 'Consultation' },
];

test('a window is for all visit types unless some are chosen, in the order of the list', () => {
  expect(typesText(CHOICES, undefined)).toBe('All visit types');
  expect(typesText(CHOICES, ['b', 'a'])).toBe('Only Check-up, Consultation');
  expect(typesText(CHOICES, [])).toBe('Only …');
});

test('a type that is not offered any more stays visible, so that it can be taken away', () => {
  expect(withGoneTypes(CHOICES, ['b', 'z']).map(({ id }) => id)).toEqual(['a', 'b', 'z']);
  expect(typesText(CHOICES, ['z'])).toBe('Only Not offered any more');
  expect(withGoneTypes(CHOICES, undefined)).toEqual(CHOICES);
});
