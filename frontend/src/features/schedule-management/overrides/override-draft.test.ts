import { expect, test } from 'vitest';
import { inputOfOverride, overrideDraft, overrideInputs, versionsOf } from './override-draft.ts';

const evening = {
  id: 'a'.repeat(24),
  version: 4,
  date: '2026-12-24',
  windows: [{ start: '20:00', end: '24:00', maxSessions: null }],
  reason: 'Late evening',
};

test('one date opens with what it has and is saved over the version that was seen', () => {
  const draft = overrideDraft(['2026-12-24'], [evening]);
  expect(draft).toMatchObject({ closed: false, reason: 'Late evening' });
  expect(overrideInputs(draft, versionsOf([evening]))).toEqual([{ ...inputOfOverride(evening), version: 4 }]);
});

test('several dates open as closed; only those with an override name a version', () => {
  const draft = overrideDraft(['2026-12-25', '2026-12-24'], [evening]);
  expect(draft).toMatchObject({ dates: ['2026-12-24', '2026-12-25'], closed: true, reason: '' });
  expect(overrideInputs(draft, versionsOf([evening]))).toEqual([
    { date: '2026-12-24', windows: [], reason: null, version: 4 },
    { date: '2026-12-25', windows: [], reason: null },
  ]);
});

test('"closed" keeps the windows in the form but does not send them', () => {
  const draft = { ...overrideDraft(['2026-12-24'], [evening]), closed: true };
  expect(draft.rows).toHaveLength(1);
  expect(overrideInputs(draft, new Map())[0]?.windows).toEqual([]);
});
