import { describe, expect, it } from 'vitest';
import { queryKey } from './query.ts';
import {
  CoreDriver,
  DAY,
  hoursChanged,
  monthsQuery,
  settled,
  slot,
  slotBooked,
} from './testing/core-driver.ts';
import { createViews } from './views.ts';

const KEY = queryKey(monthsQuery);
const FAR = { from: '2026-08-01T00:00:00.000Z', to: '2026-08-02T00:00:00.000Z', dates: ['2026-08-01'] };

/** A month picker on screen, answered at 5 with two free times on the day. */
const picker = (): CoreDriver =>
  new CoreDriver().send({ type: 'socket-up' }).watching(monthsQuery).ack(5).answerMonths(5, 2).forget();

const counts = (core: CoreDriver) => {
  const { months } = createViews()(core.state);
  return months[KEY]?.answer?.days.map(({ count }) => count);
};

describe('the counts of a month picker', () => {
  it('[RT3] are due when a booking or changed hours meet their range, and not twice for one number', () => {
    const core = picker().hear(slotBooked(6, '09:00'));
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([KEY]);
    core.answerMonths(6, 1).forget();
    expect(counts(core)).toEqual([1]);
    core.hear(hoursChanged(6));
    expect(core.asked('fetch')).toEqual([]);
    core.hear(hoursChanged(7));
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT3] are due for a change after their last date, which may move the next free date, not for one before', () => {
    const past = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-02T00:00:00.000Z', dates: ['2026-01-01'] };
    const core = picker().hear(hoursChanged(6, past));
    expect(core.asked('fetch')).toEqual([]);
    core.hear(hoursChanged(7, FAR));
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([KEY]);
    core.answerMonths(7, 0, { nextFree: '2026-08-01' });
    expect(createViews()(core.state).months[KEY]?.answer?.nextFree).toBe('2026-08-01');
  });

  it('[RT7] [RT8] never go back to an older answer, and are read again after one', () => {
    const core = picker().hear(slotBooked(6, '09:00'));
    core.answerMonths(4, 9);
    expect(counts(core)).toEqual([2]);
    expect(core.asked('fetch')).toHaveLength(2);
    core.answerMonths(6, 1);
    expect(counts(core)).toEqual([1]);
  });

  it('[RT10] are read again when time alone may have outdated them', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).watching(monthsQuery).ack(5);
    core.answerMonths(5, 2, { freshUntil: new Date(core.now + 60_000).toISOString() });
    expect(core.timerSet(`fresh:${KEY}`)?.delayMs).toBe(60_000);
    core.forget().later(60_000).timer(`fresh:${KEY}`);
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([KEY]);
  });

  it('[RT19] make one toast together with the times beside them', () => {
    const core = settled(5).watching(monthsQuery).answerMonths(5, 2).forget();
    core.hear(hoursChanged(6));
    expect(core.asked('fetch')).toHaveLength(2);
    core.answerMonths(6, 1).answer(6, [slot('09:30')]);
    expect(core.asked('toast')).toHaveLength(1);
  });

  it('stay unknown while they are read: a month that is loading is not a full one', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).watching(monthsQuery);
    expect(createViews()(core.state).months[KEY]).toMatchObject({ status: 'loading', answer: undefined });
    core.ack(5).answerMonths(5, 0);
    expect(createViews()(core.state).months[KEY]).toMatchObject({
      status: 'ready',
      answer: { days: [{ date: DAY, count: 0 }], nextFree: null },
    });
  });
});
