import { describe, expect, it } from 'vitest';
import { nextPage, withNext } from './next-page.ts';

const next = (value: string) => nextPage(new URLSearchParams({ next: value }), '/home');

describe('after signing in', () => {
  it('goes back to where the person came from', () => {
    const place = '/book/1?slot=2026-03-02T09:00:00Z&visit=2';
    expect(next(place)).toBe(place);
    expect(nextPage(new URLSearchParams(), '/home')).toBe('/home');
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'mailto:a@b.example', ''])(
    'never leaves this site: %s',
    (value) => {
      expect(next(value)).toBe('/home');
    },
  );

  it('keeps the way back between the two forms', () => {
    const path = withNext('/sign-up', new URLSearchParams({ next: '/book/1?a=b&c=d' }));
    expect(new URL(path, 'http://x').searchParams.get('next')).toBe('/book/1?a=b&c=d');
  });
});
