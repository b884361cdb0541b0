import { describe, expect, it } from 'vitest';
import { queryKey } from './query.ts';
import { DOCTOR, hoursChanged, settled, slot, slotBooked, slotsQuery } from './testing/core-driver.ts';

const KEY = queryKey(slotsQuery());
const ONE_LESS = [slot('09:30')];

describe('what people are told', () => {
  it('[RT19] hours that changed the shown list make one toast', () => {
    const core = settled(5).hear(hoursChanged(6)).answer(6, ONE_LESS);
    expect(core.asked('toast')).toEqual([{ type: 'toast', kind: 'slots' }]);
  });

  it('[RT19] a change that cannot be seen makes none', () => {
    const core = settled(5)
      .hear(hoursChanged(6))
      .answer(6, [slot('09:00'), slot('09:30')]);
    expect(core.asked('toast')).toEqual([]);
  });

  it('[RT19] a booking makes none', () => {
    const core = settled(5).hear(slotBooked(6, '09:00')).answer(6, ONE_LESS);
    expect(core.asked('toast')).toEqual([]);
  });

  it('[RT19] a burst makes one toast, at its first change; the next burst makes its own', () => {
    const core = settled(5).hear(hoursChanged(6)).answer(6, ONE_LESS);
    core.later(1500).hear(hoursChanged(7)).answer(7, []);
    core.later(1500).hear(hoursChanged(8)).answer(8, ONE_LESS);
    expect(core.asked('toast')).toHaveLength(1);
    core.later(2000).hear(hoursChanged(9)).answer(9, []);
    expect(core.asked('toast')).toHaveLength(2);
  });

  it('[RT19] the list may change before the news of it arrives', () => {
    const core = settled(5).send({ type: 'refresh', key: KEY }).answer(6, ONE_LESS);
    expect(core.asked('toast')).toEqual([]);
    core.hear(hoursChanged(6));
    expect(core.asked('toast')).toHaveLength(1);
    expect(core.query().fetching).toBeNull();
  });

  it('[RT19] what changed while nobody looked is no news to who comes to look', () => {
    const core = settled(5).send({ type: 'query-released', key: KEY }).hear(hoursChanged(6));
    core.watching().answer(6, ONE_LESS);
    expect(core.asked('toast')).toEqual([]);
  });

  it('[RT15] its own change is silent, whether the news or the answer of the write comes first', () => {
    const newsFirst = settled(5).send({ type: 'write-started', doctorId: DOCTOR });
    newsFirst.hear(hoursChanged(6)).answer(6, ONE_LESS);
    newsFirst.send({ type: 'write-ended', doctorId: DOCTOR, seq: 6 });
    expect(newsFirst.asked('toast')).toEqual([]);

    const answerFirst = settled(5).send({ type: 'write-started', doctorId: DOCTOR });
    answerFirst.send({ type: 'write-ended', doctorId: DOCTOR, seq: 6 });
    answerFirst.hear(hoursChanged(6)).answer(6, ONE_LESS);
    expect(answerFirst.asked('toast')).toEqual([]);
  });

  it("[RT15] somebody else's change during a write is told when the write is over", () => {
    const core = settled(5).send({ type: 'write-started', doctorId: DOCTOR });
    core.hear(hoursChanged(6)).answer(6, ONE_LESS);
    expect(core.asked('toast')).toEqual([]);
    core.send({ type: 'write-ended', doctorId: DOCTOR, seq: null });
    expect(core.asked('toast')).toHaveLength(1);
  });

  it('[RT15] with two writes in flight toasts wait for both', () => {
    const core = settled(5).send({ type: 'write-started', doctorId: DOCTOR });
    core.send({ type: 'write-started', doctorId: DOCTOR }).hear(hoursChanged(6)).answer(6, ONE_LESS);
    core.send({ type: 'write-ended', doctorId: DOCTOR, seq: 7 });
    expect(core.asked('toast')).toEqual([]);
    core.send({ type: 'write-ended', doctorId: DOCTOR, seq: 6 });
    expect(core.asked('toast')).toEqual([]);
  });

  it('[RT20] a slot that somebody got stays for 3 s as just taken', () => {
    const core = settled(5).hear(slotBooked(6, '09:00')).answer(6, ONE_LESS);
    expect(core.query().gone).toMatchObject([{ startsAt: slot('09:00').startsAt, reason: 'taken' }]);
    expect(core.timerSet(`gone:${KEY}`)?.delayMs).toBe(3000);
    core.later(3000).timer(`gone:${KEY}`);
    expect(core.query().gone).toEqual([]);
  });

  it('[RT20] a slot that the clinic took back is no longer offered', () => {
    const core = settled(5).hear(hoursChanged(6)).answer(6, ONE_LESS);
    expect(core.query().gone).toMatchObject([{ reason: 'removed' }]);
  });

  it('[RT20] of two changes at once, the one that hit the slot explains it', () => {
    const core = settled(5).hear(hoursChanged(6)).hear(slotBooked(7, '09:00')).answer(7, []);
    expect(core.query().gone.map(({ reason }) => reason)).toEqual(['taken', 'removed']);
  });

  it('[RT20] neighbours hidden by a buffer went because somebody got the time', () => {
    const core = settled(5).hear(slotBooked(6, '09:00')).answer(6, []);
    expect(core.query().gone.map(({ reason }) => reason)).toEqual(['taken', 'taken']);
  });

  it('[RT20] news that come late still explain', () => {
    const core = settled(5).send({ type: 'refresh', key: KEY }).answer(6, ONE_LESS);
    expect(core.query().gone).toMatchObject([{ reason: 'removed' }]);
    core.hear(slotBooked(6, '09:00'));
    expect(core.query().gone).toMatchObject([{ reason: 'taken' }]);
  });

  it('[RT20] a held slot has not gone, and one that comes back is simply there', () => {
    const core = settled(5)
      .hear(slotBooked(6, '09:00'))
      .answer(6, [slot('09:00', 'held'), slot('09:30')]);
    expect(core.query().gone).toEqual([]);
    core.hear(slotBooked(7, '09:30')).answer(7, [slot('09:00', 'held')]);
    expect(core.query().gone).toHaveLength(1);
    core.hear(slotBooked(8, '09:30')).answer(8, [slot('09:00', 'held'), slot('09:30')]);
    expect(core.query().gone).toEqual([]);
  });
});
