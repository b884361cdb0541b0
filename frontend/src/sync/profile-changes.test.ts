import { describe, expect, it } from 'vitest';
import { DOCTOR, hoursChanged, settled, slot, slotBooked, slotsQuery } from './testing/core-driver.ts';
import { createViews } from './views.ts';

const profile = (core: ReturnType<typeof settled>) => core.state.doctors[DOCTOR]?.profileSeq;

describe('[RT25] what a doctor is and offers', () => {
  it.each(['clinic_rules_updated', 'doctor_updated', 'doctor_deactivated', 'doctor_reactivated'] as const)(
    'is to be read again after %s',
    (action) => {
      expect(profile(settled(5).hear(hoursChanged(6, { action })))).toBe(6);
    },
  );

  it('is not after changes of times', () => {
    expect(profile(settled(5).hear(hoursChanged(6)).hear(slotBooked(7, '09:00')))).toBe(null);
  });

  it('is when the change was missed and caught up, and when what was missed cannot be told', () => {
    const missed = [hoursChanged(6, { action: 'doctor_deactivated' }), hoursChanged(7)];
    const caughtUp = settled(5)
      .hear(hoursChanged(8))
      .caughtUp(5, 8, [...missed, hoursChanged(8)]);
    expect([profile(caughtUp), caughtUp.heard]).toEqual([6, 8]);
    expect(profile(settled(5).hear(hoursChanged(8)).caughtUp(5, 8, [], true))).toBe(8);
  });

  it('[RT36] deactivated and back: what is shown is due each time, and the chain goes on', () => {
    const core = settled(5).hear(hoursChanged(6, { action: 'doctor_deactivated', to: null }));
    core.answer(6, [], slotsQuery(), { bookable: false });
    expect([core.shown, core.status, core.heard]).toEqual([[], 'live', 6]);
    core.forget().hear(hoursChanged(7, { action: 'doctor_reactivated', to: null }));
    expect(core.asked('fetch')).toHaveLength(1);
    expect(core.answer(7, [slot('09:00')]).status).toBe('live');
  });

  it('is published by doctor, as the same object while nothing of it changes', () => {
    const views = createViews();
    const core = settled(5);
    expect(views(core.state).profiles).toEqual({});
    const { profiles } = views(core.hear(hoursChanged(6, { action: 'doctor_updated' })).state);
    expect(profiles).toEqual({ [DOCTOR]: 6 });
    expect(views(core.hear(hoursChanged(7)).state).profiles).toBe(profiles);
  });
});
