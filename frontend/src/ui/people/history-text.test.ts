import { describe, expect, it } from 'vitest';
import { historyText } from './history-text.ts';

describe('what is said of a patient before', () => {
  it.each([
    [0, 0, null],
    [1, 0, 'cancelled late once'],
    [0, 2, 'did not come twice'],
    [3, 1, 'cancelled late 3 times, did not come once'],
  ] as const)('%i late, %i no-shows: %s', (lateCancellations, noShows, text) => {
    expect(historyText({ lateCancellations, noShows })).toBe(text);
  });
});
