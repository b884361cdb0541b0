import { beforeEach, describe, expect, it } from 'vitest';
import { SignInBrake } from './sign-in-brake.ts';

describe('sign-in brake', () => {
  let now: number;
  let brake: SignInBrake;

  beforeEach(() => {
    now = 1_000_000;
    brake = new SignInBrake({ now: () => now });
  });

  const fail = (times: number, email = 'a@example.org') => {
    for (let count = 0; count < times; count++) {
      brake.failed(email);
    }
  };

  it.each([
    [0, 0],
    [4, 0],
    [5, 1_000],
    [6, 2_000],
    [8, 8_000],
    [11, 60_000],
    [40, 60_000],
  ])('after %i failures in a row makes wait %i ms', (failures, wait) => {
    fail(failures);
    expect(brake.waitFor('a@example.org')).toBe(wait);
  });

  it('lets time pass, and starts anew after a success or half an hour', () => {
    fail(7);
    now += 1_500;
    expect(brake.waitFor('a@example.org')).toBe(2_500);
    brake.succeeded('a@example.org');
    fail(1);
    expect(brake.waitFor('a@example.org')).toBe(0);
    fail(9);
    now += 30 * 60_000;
    fail(1);
    expect(brake.waitFor('a@example.org')).toBe(0);
  });

  it('keeps accounts apart', () => {
    fail(9);
    expect(brake.waitFor('b@example.org')).toBe(0);
  });

  it('remembers the ten thousand accounts that failed last', () => {
    fail(9);
    for (let other = 0; other < 9_999; other++) {
      brake.failed(`${other}@example.org`);
    }
    expect(brake.waitFor('a@example.org')).toBeGreaterThan(0);
    brake.failed('one-more@example.org');
    expect(brake.waitFor('a@example.org')).toBe(0);
  });
});
