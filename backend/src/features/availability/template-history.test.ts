import { Types } from 'mongoose';
import { describe, expect, it } from 'vitest';
import type { TemplateRecord } from '../../database/models/doctor.model.ts';
import { withEdit, withoutTemplate } from './template-history.ts';

const TODAY = '2026-03-10';
const MONDAY = [{ dayOfWeek: 1, start: '09:00', end: '12:00' }];
const FRIDAY = [{ dayOfWeek: 5, start: '13:00', end: '17:00' }];

function template(effectiveFrom: string): TemplateRecord {
  return { _id: new Types.ObjectId(), version: 3, effectiveFrom, effectiveTo: null, windows: MONDAY };
}

describe('[SL4] editing weekly hours', () => {
  it('splits hours that have begun: the past as it was until yesterday, the new from today under the same id', () => {
    const before = template('2026-01-01');
    const [past, now] = withEdit(
      [before],
      String(before._id),
      { effectiveFrom: '2026-01-01', windows: FRIDAY },
      TODAY,
    );
    expect(past).toMatchObject({ effectiveFrom: '2026-01-01', effectiveTo: '2026-03-09', windows: MONDAY });
    expect(now).toMatchObject({
      _id: before._id,
      effectiveFrom: TODAY,
      effectiveTo: null,
      windows: FRIDAY,
      version: 4,
    });
    expect(String(past?._id)).not.toBe(String(before._id));
  });

  it('keeps the old hours until a later first date', () => {
    const before = template('2026-01-01');
    const edit = { effectiveFrom: '2026-04-01', windows: FRIDAY };
    const [past, later] = withEdit([before], String(before._id), edit, TODAY);
    expect(past).toMatchObject({ effectiveTo: '2026-03-31', windows: MONDAY });
    expect(later).toMatchObject({ effectiveFrom: '2026-04-01', windows: FRIDAY });
  });

  it('changes hours that have not begun, or begin today, in place, and leaves others alone', () => {
    const [today, future] = [template(TODAY), template('2026-05-01')];
    const edit = { effectiveFrom: '2026-05-02', windows: FRIDAY };
    expect(withEdit([today, future], String(future._id), edit, TODAY)).toEqual([
      today,
      { ...future, version: 4, ...edit },
    ]);
    const same = withEdit([today], String(today._id), { effectiveFrom: TODAY, windows: FRIDAY }, TODAY);
    expect(same).toHaveLength(1);
  });
});

describe('[SL4] removing weekly hours', () => {
  it('ends what has begun yesterday and forgets what has not', () => {
    const [begun, future] = [template('2026-01-01'), template('2026-05-01')];
    expect(withoutTemplate([begun, future], String(begun._id), TODAY)).toEqual([
      { ...begun, version: 4, effectiveTo: '2026-03-09' },
      future,
    ]);
    expect(withoutTemplate([begun, future], String(future._id), TODAY)).toEqual([begun]);
  });
});
