import { describe, expect, it } from 'vitest';
import { queryKey } from './query.ts';
import { DAY, DOCTOR, monthsQuery, settled, slot, slotBooked, slotsQuery } from './testing/core-driver.ts';

const KEY = queryKey(slotsQuery());
const HOLD = { doctorId: DOCTOR, holdId: '1'.repeat(24) };
const OTHER = { doctorId: 'e'.repeat(24), holdId: '2'.repeat(24) };

describe('a hold of one’s own', () => {
  it('[RT26] makes the free times of its doctor due, which are then asked for with it, and without it after its end', () => {
    const core = settled().send({ type: 'own-hold', ownHold: HOLD });
    expect(core.asked('fetch').map(({ key, holdId }) => [key, holdId])).toEqual([[KEY, HOLD.holdId]]);
    core.answer(6, [slot('09:00'), slot('09:30')]).forget();
    core.send({ type: 'own-hold', ownHold: null });
    expect(core.asked('fetch').map(({ holdId }) => holdId)).toEqual([null]);
  });

  it('[RT26] leaves counts and other doctors alone, and says nothing when it is the same one', () => {
    const core = settled().watching(monthsQuery).answerMonths(5, 2).forget();
    core.send({ type: 'own-hold', ownHold: OTHER });
    expect(core.asked('fetch')).toEqual([]);
    core
      .send({ type: 'own-hold', ownHold: HOLD })
      .answer(6, [slot('09:00')])
      .forget();
    core.send({ type: 'own-hold', ownHold: { ...HOLD } });
    expect(core.asked('fetch')).toEqual([]);
  });

  it('[RT26] that begins during a read leads to one more, whose answer with the same number is shown', () => {
    const core = settled().hear(slotBooked(6, '09:00'));
    core.send({ type: 'own-hold', ownHold: HOLD });
    expect(core.asked('fetch').map(({ holdId }) => holdId)).toEqual([null]);
    core.answer(6, [slot('09:00', 'held'), slot('09:30')]);
    expect(core.asked('fetch').map(({ holdId }) => holdId)).toEqual([null, HOLD.holdId]);
    core.answer(6, [slot('09:00'), slot('09:30')]);
    const { shown } = core.query();
    expect(shown?.kind === 'slots' && shown.value.days[0]?.slots[0]?.status).toBe('free');
  });
});

describe('a day that a refusal tells', () => {
  const told = (seq: number, times: string[]) => ({
    type: 'day-told' as const,
    key: KEY,
    told: { doctorId: DOCTOR, seq, day: { date: DAY, slots: times.map((time) => slot(time)) } },
  });

  it('[RT27] is shown at once; the rest is due, and an answer from before it is not shown', () => {
    const core = settled().send(told(7, ['09:30']));
    expect(core.shown).toEqual(['09:30']);
    expect(core.query().gone.map(({ startsAt }) => startsAt.slice(11, 16))).toEqual(['09:00']);
    expect(core.asked('fetch')).toHaveLength(1);
    core.answer(6, [slot('09:00'), slot('09:30')]);
    expect(core.shown).toEqual(['09:30']);
    expect(core.asked('fetch')).toHaveLength(2);
    expect(core.status).not.toBe('live');
    core.answer(7, [slot('09:30')]).forget();
    expect(core.status).toBe('live');
    core.hear(slotBooked(6, '10:00')).hear(slotBooked(7, '09:00'));
    expect(core.asked('fetch')).toEqual([]);
  });

  it('[RT27] is not shown when it is older than what is', () => {
    const core = settled(8).send(told(7, []));
    expect(core.shown).toEqual(['09:00', '09:30']);
  });
});
