import path from 'node:path';
import { NOTHING } from './tally.mjs';

/** More files than these that fail are a broken product, not a slow machine. */
const FEW = 2;

/** @typedef {import('./tally.mjs').VitestReport} VitestReport */

/** @param {VitestReport} report */
function failedFiles(report) {
  return report.testResults.filter(({ status }) => status === 'failed');
}

/**
 * The journeys worth a second drive: a few files in which tests failed. A browser on a machine that does other work
 * may lose a race that no person would notice; what fails twice in a row is wrong. A file that cannot be loaded is wrong at once.
 *
 * @param {VitestReport | null} report
 * @returns {string[]} names of files, without their folders
 */
export function filesToDriveAgain(report) {
  const failed = report === null ? [] : failedFiles(report);
  const worthIt = failed.length <= FEW && failed.every((file) => file.assertionResults.length > 0);
  return worthIt ? failed.map(({ name }) => path.basename(name)) : [];
}

/**
 * Counts the tests of the failed files as the second drive found them.
 *
 * @param {VitestReport} first
 * @param {import('./tally.mjs').Tally} second
 * @returns {import('./tally.mjs').Tally}
 */
export function withSecondDrive(first, second) {
  const kept = first.testResults
    .filter(({ status }) => status !== 'failed')
    .flatMap(({ assertionResults }) => assertionResults);
  const passed = kept.filter(({ status }) => status === 'passed').length;
  return {
    ...NOTHING,
    passed: passed + second.passed,
    failed: second.failed,
    skipped: kept.length - passed + second.skipped,
  };
}
