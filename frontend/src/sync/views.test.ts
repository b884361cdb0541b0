import { expect, test } from 'vitest';
import { initialState, type SyncState } from './core/state.ts';
import { createViews } from './views.ts';

function hearing(numbers: Readonly<Record<string, number | null>>): SyncState['doctors'] {
  const doctor = {
    known: 0,
    profileSeq: null,
    watch: 'acked' as const,
    catchingUp: false,
    doubt: false,
    doubtedSince: false,
    failures: 0,
    writes: 0,
    ownSeqs: [],
    waitingToasts: [],
  };
  return Object.fromEntries(
    Object.entries(numbers).map(([doctorId, heard]) => [doctorId, { ...doctor, doctorId, heard }]),
  );
}

test('the last heard number of each doctor is published, and nothing is while it stays the same', () => {
  const views = createViews();
  const before = views({ ...initialState(), doctors: hearing({ a: null, b: 3 }) });
  expect(before.heard).toEqual({ b: 3 });
  const state = { ...initialState(), doctors: hearing({ a: 1, b: 3 }) };
  const after = views(state);
  expect(after.heard).toEqual({ a: 1, b: 3 });
  expect(views({ ...state, doctors: hearing({ a: 1, b: 3 }) })).toBe(after);
});
