import type { Override, OverrideInput } from '@openslot/shared/contracts/overrides';
import { newKey } from '../windows/row-key.ts';
import type { WindowRow } from '../windows/window-checks.ts';
import { rowOf, windowOf } from '../windows/window-rows.ts';

/** The form of a date override, for one date or several at once. The windows are kept while "closed" is chosen. */
export interface OverrideDraft {
  readonly dates: readonly string[];
  readonly closed: boolean;
  readonly rows: readonly WindowRow[];
  readonly reason: string;
}

function usualRow(): WindowRow {
  return { key: newKey(), start: '09:00', end: '17:00', maxSessions: null };
}

/** Opens with what the dates have when they agree, otherwise as a closed day. */
export function overrideDraft(dates: readonly string[], present: readonly Override[]): OverrideDraft {
  const [first] = present;
  const isSame = first !== undefined && dates.length === 1;
  const rows = isSame && first.windows.length > 0 ? first.windows.map(rowOf) : [usualRow()];
  return {
    dates: [...dates].sort(),
    closed: isSame ? first.windows.length === 0 : true,
    rows,
    reason: isSame ? (first.reason ?? '') : '',
  };
}

/** The body for every date; `versions` are those seen of the dates that have an override already. */
export function overrideInputs(draft: OverrideDraft, versions: ReadonlyMap<string, number>): OverrideInput[] {
  const reason = draft.reason.trim();
  return draft.dates.map((date) => {
    const version = versions.get(date);
    return {
      date,
      windows: draft.closed ? [] : draft.rows.map(windowOf),
      reason: reason === '' ? null : reason,
      ...(version === undefined ? {} : { version }),
    };
  });
}

/** The same override once more, for undoing a removal. */
export function inputOfOverride({ date, windows, reason }: Override): OverrideInput {
  return { date, windows, reason };
}

/** The versions seen, by date. */
export function versionsOf(overrides: readonly Override[]): Map<string, number> {
  return new Map(overrides.map((override) => [override.date, override.version]));
}
