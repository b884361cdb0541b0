import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followPage } from './page-activity.ts';

const page = { visibilityState: 'visible', addEventListener: () => undefined };
const told: string[] = [];
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', { addEventListener: () => undefined });
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { onLine: true });
  page.visibilityState = 'visible';
  told.length = 0;
  stop = followPage({
    visibility: () => undefined,
    activity: () => undefined,
    network: () => undefined,
    woken: () => void told.push('woken'),
  });
});
afterEach(() => {
  stop();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The clock goes on, and no timer does. */
const sleep = (ms: number) => vi.setSystemTime(Date.now() + ms);

describe('a device that sleeps', () => {
  it('[RT40] is noticed soon after it woke, once', () => {
    vi.advanceTimersByTime(12_000);
    sleep(3_600_000);
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual(['woken']);
    vi.advanceTimersByTime(60_000);
    expect(told).toEqual(['woken']);
  });

  it('[RT40] is not confused with a page that is busy for some seconds, or hidden', () => {
    vi.advanceTimersByTime(7_000);
    sleep(6_000);
    vi.advanceTimersByTime(10_000);
    page.visibilityState = 'hidden';
    vi.advanceTimersByTime(10_000);
    sleep(60_000);
    vi.advanceTimersByTime(10_000);
    page.visibilityState = 'visible';
    vi.advanceTimersByTime(10_000);
    expect(told).toEqual([]);
  });
});
