import { describe, expect, it } from 'vitest';
import { lastLine, sum, tallyVitest } from './tally.mjs';

const report = (counts: { passed?: number; failed?: number; pending?: number; unloadable?: number }) => ({
  numPassedTests: counts.passed ?? 0,
  numFailedTests: counts.failed ?? 0,
  numPendingTests: counts.pending ?? 0,
  numTodoTests: 0,
  testResults: Array.from({ length: counts.unloadable ?? 0 }, () => ({
    name: 'some.test.ts',
    status: 'failed',
    assertionResults: [],
  })),
});

describe('tallyVitest', () => {
  it('takes the numbers of the report', () => {
    expect(tallyVitest(report({ passed: 7, pending: 2 }), 0)).toEqual({ passed: 7, failed: 0, skipped: 2 });
    expect(tallyVitest(report({ passed: 7, failed: 2 }), 1)).toEqual({ passed: 7, failed: 2, skipped: 0 });
  });

  it('counts a file that could not be loaded', () => {
    expect(tallyVitest(report({ passed: 7, unloadable: 1 }), 1)).toEqual({
      passed: 7,
      failed: 1,
      skipped: 0,
    });
  });

  it('counts a run that failed without a failed test', () => {
    expect(tallyVitest(report({ passed: 7 }), 1)).toEqual({ passed: 7, failed: 1, skipped: 0 });
  });

  it('counts a run without a report, and one in which nothing ran', () => {
    expect(tallyVitest(null, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(tallyVitest(report({}), 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('sum', () => {
  const tallies = [
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 2, failed: 0, skipped: 4 },
  ];

  it('keeps skipped tests apart on a person’s machine', () => {
    expect(lastLine(sum(tallies, { skippingFails: false }))).toBe('5 passed, 0 failed, 4 skipped');
  });

  it('counts them as failed on a build server', () => {
    expect(lastLine(sum(tallies, { skippingFails: true }))).toBe('5 passed, 4 failed');
  });
});
