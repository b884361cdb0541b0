import { expect, test } from 'vitest';
import { templateChanges } from './template-changes.ts';
import { draftOfTemplate, newDraft, sameHours, sentRows, windowsToSend } from './template-draft.ts';
import { addWindow, changeWindow, copyDay, removeWindow } from './template-edits.ts';
import { templateTimeline } from './template-timeline.ts';

const template = {
  id: 'a'.repeat(24),
  version: 3,
  effectiveFrom: '2026-01-01',
  effectiveTo: null,
  windows: [
    { dayOfWeek: 0, start: '20:00', end: '24:00', maxSessions: null },
    { dayOfWeek: 1, start: '09:00', end: '12:00', maxSessions: null },
  ],
};

test('a template goes into the form and out again unchanged, Monday first', () => {
  const draft = draftOfTemplate(template, '2026-03-02');
  expect(draft).toMatchObject({ id: template.id, version: 3, effectiveFrom: '2026-03-02' });
  expect(windowsToSend(draft)).toEqual([
    { dayOfWeek: 1, start: '09:00', end: '12:00', maxSessions: null },
    { dayOfWeek: 0, start: '20:00', end: '24:00', maxSessions: null },
  ]);
});

test('the order of the rows is no difference, a time is', () => {
  const draft = newDraft('2026-03-02', template.windows);
  const turned = newDraft('2026-03-02', [...template.windows].reverse());
  expect(sameHours(draft, turned)).toBe(true);
  const key = draft.windows[1]?.key ?? '';
  expect(sameHours(draft, changeWindow(draft, key, { end: '13:00' }))).toBe(false);
});

test('SL12 a cap is sent, copied, told as a change and taken away again', () => {
  const draft = newDraft('2026-03-02', [{ dayOfWeek: 1, start: '09:00', end: '12:00', maxSessions: 4 }]);
  expect(windowsToSend(copyDay(draft, 1, [2])).map((window) => window.maxSessions)).toEqual([4, 4]);
  const without = changeWindow(draft, draft.windows[0]?.key ?? '', { maxSessions: null });
  expect(sameHours(draft, without)).toBe(false);
  const [monday] = templateChanges(draft, without, []);
  expect([monday?.before, monday?.after]).toEqual([
    expect.stringMatching(/at most 4 visits/),
    expect.not.stringMatching(/at most/),
  ]);
});

test('adding, removing and copying windows', () => {
  let draft = newDraft('2026-03-02', [{ dayOfWeek: 1, start: '09:00', end: '12:00', maxSessions: null }]);
  draft = addWindow(draft, 1);
  expect(windowsToSend(draft)[1]).toEqual({ dayOfWeek: 1, start: '13:00', end: '16:00', maxSessions: null });
  draft = addWindow(copyDay(draft, 1, [1, 2, 3]), 4);
  expect(windowsToSend(draft).map((window) => window.dayOfWeek)).toEqual([1, 1, 2, 2, 3, 3, 4]);
  expect(new Set(draft.windows.map((window) => window.key)).size).toBe(7);
  draft = removeWindow(draft, sentRows(draft)[0]?.key ?? '');
  expect(windowsToSend(draft)[0]).toEqual({ dayOfWeek: 1, start: '13:00', end: '16:00', maxSessions: null });
});

test('copying a closed day closes the others', () => {
  const draft = newDraft('2026-03-02', [{ dayOfWeek: 2, start: '09:00', end: '12:00', maxSessions: null }]);
  expect(copyDay(draft, 0, [2]).windows).toEqual([]);
});

test('a suggested window stays within the day', () => {
  let draft = newDraft('2026-03-02', [{ dayOfWeek: 1, start: '18:00', end: '22:30', maxSessions: null }]);
  draft = addWindow(draft, 1);
  expect(windowsToSend(draft)[1]).toEqual({ dayOfWeek: 1, start: '23:00', end: '24:00', maxSessions: null });
});

test('changes are told day by day', () => {
  const mine = newDraft('2026-03-02', template.windows);
  const theirs = newDraft('2026-03-02', [{ dayOfWeek: 1, start: '09:00', end: '13:00', maxSessions: null }]);
  const [monday, sunday, ...others] = templateChanges(mine, theirs, []);
  expect([monday?.day, monday?.before, monday?.after]).toEqual([
    'Monday',
    expect.stringMatching(/9:00.*–12:00/),
    expect.stringMatching(/9:00.*–(13|1):00/),
  ]);
  expect([sunday?.day, sunday?.after]).toEqual(['Sunday', 'closed']);
  expect(others).toEqual([]);
});

test('SL4 the latest template that has begun is in force, until it ends', () => {
  const at = (id: string, effectiveFrom: string, effectiveTo: string | null = null) => ({
    ...template,
    id,
    effectiveFrom,
    effectiveTo,
  });
  const [old, now, next] = [
    at('1', '2025-01-01'),
    at('2', '2026-01-01', '2026-03-31'),
    at('3', '2026-04-01'),
  ];
  expect(templateTimeline([next, old, now], '2026-03-31')).toEqual({
    current: now,
    future: [next],
    past: [old],
  });
  expect(templateTimeline([old, now], '2026-04-01').current).toBeNull();
});
