import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { tokenOf } from './session-cookie.ts';

const SECRET = 'a secret of the tests, long enough for all';
const signatureOf = (token: string, secret = SECRET) =>
  createHmac('sha256', secret).update(token).digest('base64');
const cookie = (value: string) => `openslot_session=${encodeURIComponent(value)}`;

describe('the token of a session cookie', () => {
  it('is what stands before our signature, dots included', () => {
    expect(tokenOf(cookie(`abc.${signatureOf('abc')}`), SECRET)).toBe('abc');
    expect(tokenOf(cookie(`a.b.${signatureOf('a.b')}`), SECRET)).toBe('a.b');
  });

  it.each([
    ['another secret', `abc.${signatureOf('abc', 'another secret of the tests')}`],
    ['the signature of another token', `abd.${signatureOf('abc')}`],
    ['a signature cut short', `abc.${signatureOf('abc').slice(0, -1)}`],
    ['nothing behind the dot', 'abc.'],
    ['no token', `.${signatureOf('')}`],
    ['no dot', 'abc'],
    ['nothing', ''],
  ])('is none with %s', (_case, value) => {
    expect(tokenOf(cookie(value), SECRET)).toBeNull();
  });

  it('is none of what cannot be decoded', () => {
    expect(tokenOf('openslot_session=%E0%A4%A', SECRET)).toBeNull();
  });
});
