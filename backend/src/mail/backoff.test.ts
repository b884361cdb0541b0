import { expect, it } from 'vitest';
import { attemptAfter, isLastAttempt } from './backoff.ts';

it('[ML4] waits twice as long after each failure, at most an hour, and gives up after twelve', () => {
  const attempts = Array.from({ length: 12 }, (_, index) => index + 1);
  expect(attempts.map((count) => attemptAfter(count, 0) / 1_000)).toEqual([
    10, 20, 40, 80, 160, 320, 640, 1_280, 2_560, 3_600, 3_600, 3_600,
  ]);
  expect(attempts.filter(isLastAttempt)).toEqual([12]);
});
