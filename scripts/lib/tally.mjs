/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 *
 * @typedef {object} VitestReport what vitest's JSON reporter writes, as far as it is read here
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {readonly VitestFile[]} testResults
 *
 * @typedef {{ name: string, status: string, assertionResults: readonly { status: string }[] }} VitestFile
 */

/** @type {Tally} */
export const NOTHING = { passed: 0, failed: 0, skipped: 0 };

/** @param {boolean} ok @returns {Tally} */
export function oneCheck(ok) {
  return ok ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

/**
 * Counts a vitest run. A file that could not be loaded has no tests to fail, a broken set-up has no report, and
 * an unhandled rejection fails the run without failing a test: each counts as one failure, and so does a run
 * in which nothing ran.
 *
 * @param {VitestReport | null} report null when none was written
 * @param {number} exitCode
 * @returns {Tally}
 */
export function tallyVitest(report, exitCode) {
  if (report === null) {
    return oneCheck(false);
  }
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const passed = report.numPassedTests;
  const skipped = report.numPendingTests + report.numTodoTests;
  const failed = report.numFailedTests + unloadable;
  const brokenOtherwise = failed === 0 && (exitCode !== 0 || passed + skipped === 0);
  return { passed, skipped, failed: failed + (brokenOtherwise ? 1 : 0) };
}

/**
 * @param {readonly Tally[]} tallies
 * @param {{ skippingFails: boolean }} rules on a build server a skipped test is one that nobody ran
 * @returns {Tally}
 */
export function sum(tallies, rules) {
  const total = { ...NOTHING };
  for (const tally of tallies) {
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  return rules.skippingFails
    ? { passed: total.passed, failed: total.failed + total.skipped, skipped: 0 }
    : total;
}

/** The last line of a test run, in the form that tools look for. @param {Tally} tally */
export function lastLine(tally) {
  const line = `${tally.passed} passed, ${tally.failed} failed`;
  return tally.skipped === 0 ? line : `${line}, ${tally.skipped} skipped`;
}
