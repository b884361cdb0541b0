import { describe, expect, it } from 'vitest';
import { newDraft, sameHours, type TemplateDraft } from './template-draft.ts';
import { mineOnTheirs } from './template-merge.ts';

const window = (dayOfWeek: number, start: string) => ({ dayOfWeek, start, end: '17:00', maxSessions: null });
const draft = (
  effectiveFrom: string,
  version: number,
  ...windows: ReturnType<typeof window>[]
): TemplateDraft => ({
  ...newDraft(effectiveFrom, windows),
  id: 't',
  version,
});

const BASE = draft('2026-03-02', 1, window(1, '09:00'), window(2, '09:00'), window(3, '09:00'));

describe('two edits of the same weekly hours', () => {
  it('[RT33] go together where they are about different days', () => {
    const mine = draft('2026-03-02', 1, window(1, '08:00'), window(2, '09:00'));
    const theirs = draft('2026-03-09', 2, window(1, '09:00'), window(2, '10:00'), window(3, '09:00'));
    const both = mineOnTheirs(BASE, mine, theirs);
    // Wednesday was taken out by me, Tuesday and the first date were moved by them.
    expect(sameHours(both, draft('2026-03-09', 2, window(1, '08:00'), window(2, '10:00')))).toBe(true);
    expect(both.version).toBe(2);
  });

  it('[RT33] are mine where both changed the same', () => {
    const mine = draft('2026-03-16', 1, window(1, '08:00'), window(2, '09:00'), window(3, '09:00'));
    const theirs = draft('2026-03-09', 2, window(1, '07:00'), window(2, '09:00'), window(3, '09:00'));
    expect(sameHours(mineOnTheirs(BASE, mine, theirs), { ...mine, version: 2 })).toBe(true);
  });
});
