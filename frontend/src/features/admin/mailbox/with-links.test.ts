import { expect, it } from 'vitest';
import { withLinks } from './with-links.ts';

it('finds the addresses in a text and loses nothing of it', () => {
  const text = 'https://a.example/x?token=1\n\nHello,\nsee http://b.example\njavascript:alert(1)';
  const parts = withLinks(text);
  expect(parts.map(({ part }) => part).join('')).toBe(text);
  expect(parts.filter(({ isLink }) => isLink).map(({ part }) => part)).toEqual([
    'https://a.example/x?token=1',
    'http://b.example',
  ]);
});
