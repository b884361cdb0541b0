/**
 * What the checks look at: plain values as they lie in the database, ids as hex, instants as epoch milliseconds. Read
 * without the schemas of the application, so that a schema that is wrong hides nothing.
 */
export interface Snapshot {
  /** When it was read. */
  readonly now: number;
  readonly doctors: readonly Doctor[];
  readonly visits: readonly Visit[];
  readonly occupancy: readonly Occupancy[];
  readonly log: readonly LogRow[];
  readonly audit: readonly AuditRow[];
  /** Names of the unique indexes there are, as `collection.index`. */
  readonly uniqueIndexes: readonly string[];
  /** Ids that are there, by collection. */
  readonly ids: Readonly<Record<'patients' | 'users' | 'visitTypes', ReadonlySet<string>>>;
  readonly clinicRevisions: ReadonlySet<number>;
  /** References to doctors, patients and users from everything else. */
  readonly references: readonly Reference[];
}

export interface Doctor {
  readonly id: string;
  readonly seq: number;
  readonly clinicRev: number;
}

/** An appointment, whatever its state. */
export interface Visit {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly doctorId: string;
  readonly patientId: string;
  readonly bookedBy: string;
  readonly visitTypeId: string;
  readonly start: number;
  readonly end: number;
  readonly durationMinutes: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
}

export interface Occupancy {
  readonly id: string;
  readonly kind: string;
  readonly doctorId: string;
  /** 0 unless it overbooks deliberately. */
  readonly lane: number;
  readonly patientId: string | null;
  readonly appointmentId: string | null;
  readonly start: number;
  readonly end: number;
  readonly bufferBeforeMinutes: number;
  readonly bufferAfterMinutes: number;
  readonly keys: readonly string[];
  /** Since when it is held; null for visits, and for holds from before this was kept. */
  readonly heldAt: number | null;
  readonly expiresAt: number | null;
  readonly heldBy: string | null;
  readonly purpose: string | null;
  readonly renewals: number;
}

export interface LogRow {
  readonly doctorId: string;
  readonly seq: number;
  readonly name: string;
  /** Times that changed hands; empty for any other change. */
  readonly changes: readonly SlotChange[];
}

export interface SlotChange {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly previousStatus: string;
  readonly newStatus: string;
}

export interface AuditRow {
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly doctorId: string | null;
  readonly seq: number | null;
}

export interface Reference {
  /** For people: what refers. */
  readonly from: string;
  readonly to: 'doctors' | 'patients' | 'users';
  readonly id: string;
}

/** One thing that must never be, and is. `rule` is one of a few words; `text` names the documents. */
export interface Violation {
  readonly rule: string;
  readonly text: string;
}

/** One check over all that was read. */
export type Check = (snapshot: Snapshot) => Violation[];

/** Every status but `cancelled` keeps its time. */
export const isLive = (visit: Visit) => visit.status !== 'cancelled';

/** `[start, end)` for people. */
export const timeText = ({ start, end }: { readonly start: number; readonly end: number }) =>
  `${new Date(start).toISOString()}–${new Date(end).toISOString()}`;

/** The items of each key, in the order given. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [item]);
    } else {
      group.push(item);
    }
  }
  return groups;
}
