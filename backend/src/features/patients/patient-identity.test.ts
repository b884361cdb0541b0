import { describe, expect, it, test } from 'vitest';
import { foldedName, identityOf, recordToClaim, requireBorn } from './patient-identity.ts';

test('[PT2] names are compared without case, accents and surplus spaces', () => {
  expect(foldedName('  José   Novák ')).toBe('jose novak');
  expect(identityOf({ name: 'JOSÉ NOVÁK', birthDate: '1961-05-23' })).toBe(
    identityOf({ name: 'Jose Novak', birthDate: '1961-05-23' }),
  );
  expect(identityOf({ name: 'Jose Novak', birthDate: null })).toBeNull();
});

test('a date of birth may be today, wherever that is, but not later', () => {
  const now = new Date('2026-01-12T23:00:00Z');
  expect(() => requireBorn('2026-01-13', now)).not.toThrow();
  expect(() => requireBorn('2026-01-14', now)).toThrow('lies in the future');
  expect(() => requireBorn(null, now)).not.toThrow();
});

describe('[PT4] the record that a sign-in may take over', () => {
  const me = { email: 'Karl.Lang@example.org', emailVerified: true, birthDate: '1949-01-08' };
  const mine = { email: 'karl.lang@example.org', birthDate: '1949-01-08', userId: null };
  const others = [
    { ...mine, email: 'k.lang@example.org' },
    { ...mine, birthDate: '1949-01-09' },
    { ...mine, email: null },
  ];

  it('has the same e-mail, in any case, and the same date of birth', () => {
    expect(recordToClaim(me, [...others, mine])).toBe(mine);
    expect(recordToClaim(me, others)).toBeNull();
  });

  it('is none without a verified e-mail or a date of birth', () => {
    expect(recordToClaim({ ...me, emailVerified: false }, [mine])).toBeNull();
    expect(recordToClaim({ ...me, birthDate: null }, [{ ...mine, birthDate: null }])).toBeNull();
  });

  it('is none when two would do', () => {
    expect(recordToClaim(me, [mine, { ...mine }])).toBeNull();
  });
});
