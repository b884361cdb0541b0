import { Change } from '@openslot/shared/contracts/changes';
import type { AvailabilityLogRecord } from '../database/models/log.model.ts';

/** The wire form of a log row; `spreadMs` says how far a crowd should spread its refetch. */
export function toChange(row: AvailabilityLogRecord, spreadMs: number): Change {
  return Change.parse({
    name: row.event.name,
    payload: {
      ...row.event.payload,
      doctorId: String(row.doctorId),
      seq: row.seq,
      changedAt: row.changedAt.toISOString(),
      spreadMs,
    },
  });
}
