import { describe, expect, it } from 'vitest';
import { queryKey } from './query.ts';
import {
  CoreDriver,
  DOCTOR,
  hoursChanged,
  OFFLINE,
  settled,
  slot,
  slotsQuery,
} from './testing/core-driver.ts';

const OTHER = 'e'.repeat(24);
const KEY = queryKey(slotsQuery());

/** Settled at 5, without a socket, while another tab has the turn. */
const follower = (): CoreDriver =>
  settled(5).send({ type: 'turn', polls: false }).send({ type: 'socket-down' }).forget();

/** Settled at 5, without a socket, and it is this tab that asks. */
const leader = (): CoreDriver => settled(5).send({ type: 'socket-down' }).forget();

describe('the turn to ask', () => {
  it('[RT29] who does not have it asks for nothing, and says what is shown', () => {
    const core = follower().timer('poll');
    expect(core.asked('catch-up')).toEqual([]);
    expect(core.asked('ping')).toEqual([]);
    expect(core.asked('read-appointments')).toEqual([]);
    expect(core.asked('tell-shown')).toEqual([
      { type: 'tell-shown', doctors: [{ doctorId: DOCTOR, seq: 5 }] },
    ]);
    expect(core.timerSet('poll')?.delayMs).toBe(15_000);
  });

  it('[RT29] who gets it asks soon; beside a socket it means nothing', () => {
    const core = follower().send({ type: 'turn', polls: true });
    expect(core.timerSet('poll')?.delayMs).toBe(500);
    expect(core.timer('poll').asked('catch-up')).toHaveLength(1);
    const connected = settled(5).send({ type: 'turn', polls: false }).send({ type: 'turn', polls: true });
    expect(connected.timerSet('poll')).toBeUndefined();
  });

  it('[RT29] a tab that is seen again asks at once, whoever has the turn', () => {
    const core = follower().send({ type: 'visibility', visible: false }).forget();
    core.send({ type: 'visibility', visible: true });
    expect(core.asked('catch-up')).toHaveLength(1);
  });

  it('[RT30] asks for what other tabs show, too, from the number they know, until nobody has said so for long', () => {
    const core = leader().send({ type: 'tab-shows', doctors: [{ doctorId: OTHER, seq: 3 }] });
    core.timer('poll');
    expect(core.asked('catch-up').map(({ doctorId, since }) => [doctorId, since])).toEqual([
      [DOCTOR, 5],
      [OTHER, 3],
    ]);
    core.forget().later(150_000).caughtUp(5, 5).timer('poll');
    expect(core.asked('catch-up').map(({ doctorId }) => doctorId)).toEqual([DOCTOR]);
  });

  it('[RT30] a doctor two tabs show is asked for once', () => {
    const core = leader().send({ type: 'tab-shows', doctors: [{ doctorId: DOCTOR, seq: 5 }] });
    expect(core.timer('poll').asked('catch-up')).toHaveLength(1);
  });

  it('[RT30] tells every number it is answered with, also an old one, and goes on from it', () => {
    const core = leader().send({ type: 'tab-shows', doctors: [{ doctorId: OTHER, seq: 3 }] });
    core.timer('poll').caughtUp(5, 5).caughtUp(3, 4, [], false, OTHER);
    expect(core.asked('tell-tabs')).toEqual([
      { type: 'tell-tabs', doctorId: DOCTOR, seq: 5 },
      { type: 'tell-tabs', doctorId: OTHER, seq: 4 },
    ]);
    core.forget().timer('poll');
    expect(core.asked('catch-up')).toContainEqual(expect.objectContaining({ doctorId: OTHER, since: 4 }));
    // Another tab's doctor is nothing this tab must know.
    expect(core.state.doctors[OTHER]).toBeUndefined();
    core.send({ type: 'catch-up-failed', doctorId: OTHER, problem: OFFLINE });
    expect(core.state.doctors[OTHER]).toBeUndefined();
    expect(core.status).toBe('offline');
  });

  it('[RT30] with no doctor anywhere it tells that the clinic was reached', () => {
    const core = new CoreDriver()
      .send({ type: 'socket-down' })
      .timer('poll')
      .send({ type: 'pinged', reached: true });
    expect(core.asked('tell-reached')).toHaveLength(1);
    const other = new CoreDriver().send({ type: 'turn', polls: false }).send({ type: 'socket-down' });
    other.later(1000).send({ type: 'tab-reached' });
    expect(other.state.asOf).toBe(other.now);
  });

  it('[RT30] does not tell others what it heard while its own socket is up, nor what it is not its turn to ask', () => {
    expect(settled(5).timer('check').caughtUp(5, 5).asked('tell-tabs')).toEqual([]);
    const core = follower().send({ type: 'tab-news', doctorId: DOCTOR, seq: 6 }).timer(`news:${DOCTOR}`);
    expect(core.caughtUp(5, 6, [hoursChanged(6)]).asked('tell-tabs')).toEqual([]);
  });

  it('[RT30] being told of the number it knows confirms what is shown', () => {
    const core = follower().later(10_000);
    core.send({ type: 'tab-news', doctorId: DOCTOR, seq: 5 });
    expect(core.state.asOf).toBe(core.now);
    expect(core.asked('catch-up')).toEqual([]);
    const before = core.now;
    core.later(5000).send({ type: 'tab-news', doctorId: DOCTOR, seq: 6 });
    expect(core.state.asOf).toBe(before);
  });

  it('[RT30] a lower number than the one it knows is a reason to ask', () => {
    const core = follower().send({ type: 'tab-news', doctorId: DOCTOR, seq: 2 });
    expect(core.asked('catch-up')[0]).toMatchObject({ doctorId: DOCTOR, since: 5 });
  });

  it('[RT30] asks by itself when nobody told anything for two periods', () => {
    const core = follower().later(15_000).timer('poll').forget();
    core.later(14_999).timer('poll');
    expect(core.asked('catch-up')).toEqual([]);
    core.later(1).timer('poll');
    expect(core.asked('catch-up')).toHaveLength(1);
    core
      .caughtUp(5, 5)
      .send({ type: 'tab-news', doctorId: OTHER, seq: 1 })
      .forget()
      .later(15_000)
      .timer('poll');
    expect(core.asked('catch-up')).toEqual([]);
  });

  it('[RT30] what is shown from now on is said soon', () => {
    const next = slotsQuery({}, { doctorId: OTHER });
    const core = follower().watching(next);
    expect(core.timerSet('poll')?.delayMs).toBe(500);
    core.answer(9, [slot('10:00')], next, { doctorId: OTHER }).timer('poll');
    expect(core.asked('tell-shown')[0]?.doctors).toContainEqual({ doctorId: OTHER, seq: 9 });
    expect(leader().watching(next).timerSet('poll')).toBeUndefined();
    expect(core.query().key).toBe(KEY);
  });
});
