import type { Models } from '../database/models.ts';
import { checkAudit } from './check-audit.ts';
import { checkHistory } from './check-history.ts';
import { checkHolds } from './check-holds.ts';
import { checkIndexes } from './check-indexes.ts';
import { checkKeys } from './check-keys.ts';
import { checkLog } from './check-log.ts';
import { checkOverlaps } from './check-overlaps.ts';
import { checkReferences } from './check-references.ts';
import { checkVisits } from './check-visits.ts';
import { readSnapshot } from './read-snapshot.ts';
import type { Check, Violation } from './snapshot.ts';

const CHECKS: readonly Check[] = [
  checkIndexes,
  checkOverlaps,
  checkKeys,
  checkVisits,
  checkHolds,
  checkLog,
  checkHistory,
  checkAudit,
  checkReferences,
];

export interface Findings {
  readonly violations: readonly Violation[];
  /** How much was looked at. */
  readonly counts: { readonly appointments: number; readonly occupancy: number; readonly log: number };
}

/**
 * Whether everything that must be true of a clinic's visits is. Reads one moment of the database, as it was at one
 * single point in time, and writes nothing: it may run beside the servers.
 *
 * @param now epoch milliseconds, for what must not lie too far ahead.
 */
export async function checkDatabase(models: Models, now: number): Promise<Findings> {
  const snapshot = await readSnapshot(models, now);
  return {
    violations: CHECKS.flatMap((check) => check(snapshot)),
    counts: {
      appointments: snapshot.visits.length,
      occupancy: snapshot.occupancy.length,
      log: snapshot.log.length,
    },
  };
}
