import { describe, expect, it } from 'vitest';
import { filesToDriveAgain, withSecondDrive } from './second-drive.mjs';

const file = (name: string, ...statuses: string[]) => ({
  name: `/clinic/frontend/journeys/${name}`,
  status: statuses.includes('failed') || statuses.length === 0 ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});

const report = (...testResults: ReturnType<typeof file>[]) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults,
});

describe('filesToDriveAgain', () => {
  it('names the few files in which a test failed', () => {
    const found = report(file('a.journey.ts', 'passed'), file('b.journey.ts', 'passed', 'failed'));
    expect(filesToDriveAgain(found)).toEqual(['b.journey.ts']);
  });

  it('names none where all passed, or nothing was reported', () => {
    expect(filesToDriveAgain(report(file('a.journey.ts', 'passed')))).toEqual([]);
    expect(filesToDriveAgain(null)).toEqual([]);
  });

  it('names none where many failed: that is no accident', () => {
    const found = report(...['a', 'b', 'c'].map((name) => file(`${name}.journey.ts`, 'failed')));
    expect(filesToDriveAgain(found)).toEqual([]);
  });

  it('names none where a file cannot even be loaded', () => {
    expect(filesToDriveAgain(report(file('a.journey.ts')))).toEqual([]);
  });
});

describe('withSecondDrive', () => {
  it('takes what passed at first, and the failed files as they were found the second time', () => {
    const first = report(file('a.journey.ts', 'passed', 'skipped'), file('b.journey.ts', 'passed', 'failed'));
    const again = { passed: 2, failed: 0, skipped: 0 };
    expect(withSecondDrive(first, again)).toEqual({ passed: 3, failed: 0, skipped: 1 });
  });
});
