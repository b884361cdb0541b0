import { describe, expect, it, vi } from 'vitest';
import type { ApiProblem } from '../../../lib/api-error.ts';
import { notRemoved } from './not-removed.ts';

const STALE: ApiProblem = {
  code: 'stale_version',
  status: 409,
  title: 'This was changed by someone else meanwhile',
};

describe('a removal that was refused', () => {
  it('[RT33] says what is there now, and removes that only when asked again', () => {
    const removeAnyway = vi.fn();
    const toast = notRemoved(STALE, 'Mon 2 March, 9:00–11:00, Training', removeAnyway);
    expect(toast.text).toBe('It is now: Mon 2 March, 9:00–11:00, Training. It was kept.');
    expect(removeAnyway).not.toHaveBeenCalled();
    toast.action?.run();
    expect(removeAnyway).toHaveBeenCalledTimes(1);
  });

  it('for another reason says the reason, and offers nothing', () => {
    const problem: ApiProblem = { code: 'offline', status: 0, title: 'No connection to the clinic' };
    expect(notRemoved(problem, undefined, vi.fn())).toEqual({
      tone: 'error',
      title: 'Not removed',
      text: 'No connection to the clinic.',
    });
  });
});
