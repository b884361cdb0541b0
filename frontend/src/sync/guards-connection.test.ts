import { describe, expect, it } from 'vitest';
import { initialState, isCaughtUp } from './core/state.ts';
import { queryKey } from './query.ts';
import { calendarAnswer } from './testing/calendar-answer.ts';
import {
  CoreDriver,
  DOCTOR,
  hoursChanged,
  OFFLINE,
  settled,
  slot,
  slotsQuery,
} from './testing/core-driver.ts';

const KEY = queryKey(slotsQuery());
const NEXT = slotsQuery({ from: '2026-03-03', to: '2026-03-03' });
const CALENDAR = { kind: 'calendar' as const, doctorId: DOCTOR, from: '2026-03-02', to: '2026-03-08' };

const down = (core = settled()) => core.send({ type: 'socket-down' }).forget();
const up = (core: CoreDriver) => core.forget().send({ type: 'socket-up' });
const seen = (core: CoreDriver, visible: boolean) => core.forget().send({ type: 'visibility', visible });
const left = (core: CoreDriver) =>
  core.send({ type: 'query-released', key: KEY }).timer(`linger:${DOCTOR}`).forget();

function withCalendar(core = settled()): CoreDriver {
  const { fetching } = core.watching(CALENDAR).query(CALENDAR);
  const value = calendarAnswer({ asOf: new Date(core.now).toISOString() });
  const answer = { kind: 'calendar' as const, value };
  core.send({ type: 'answered', key: queryKey(CALENDAR), id: fetching?.id ?? -1, answer });
  return core.forget();
}

/** The clinic's clock is an hour ahead, and what is shown is fresh for half a minute. */
function anHourAhead(): CoreDriver {
  const core = settled().send({ type: 'refresh', key: KEY });
  const clinic = core.now + 3_600_000;
  const [asOf, freshUntil] = [new Date(clinic).toISOString(), new Date(clinic + 30_000).toISOString()];
  return core.answer(5, [slot('09:00')], slotsQuery(), { asOf, freshUntil }).forget();
}

describe('a connection', () => {
  it('[RT13] asks for the rooms of what is followed, ends the questions, and is checked', () => {
    const core = up(down());
    expect(core.asked('cancel-timer')).toContainEqual({ type: 'cancel-timer', id: 'poll' });
    expect(core.timerSet('check')?.delayMs).toBe(23_000);
    expect(core.asked('ping')).toEqual([]);
    expect(up(down(left(settled()))).asked('watch')).toEqual([]);
  });

  it('[RT21] finds out whether the clinic is reached, and reads what failed at once', () => {
    const core = up(down().send({ type: 'refresh', key: KEY }).failRead(OFFLINE));
    expect(core.asked('ping')).toHaveLength(1);
    expect(core.asked('fetch')).toHaveLength(1);
    const early = new CoreDriver().watching().failRead(OFFLINE);
    expect(early.status).toBe('catching-up');
  });

  it('[RT22] reads the schedules that are seen, and no slots', () => {
    expect(
      up(down(withCalendar()))
        .asked('fetch')
        .map(({ key }) => key),
    ).toEqual([queryKey(CALENDAR)]);
    const hidden = withCalendar().send({ type: 'query-released', key: queryKey(CALENDAR) });
    expect(up(down(hidden)).query(CALENDAR).forced).toBe(false);
    const told = hidden.send({ type: 'appointment-updated' }).later(150).timer('appointments');
    expect(told.query(CALENDAR).forced).toBe(false);
  });

  it('[RT16] that is lost ends the checks, and is asked beside soon, also when connecting fails again', () => {
    const core = settled().send({ type: 'socket-down' });
    expect(core.asked('cancel-timer')).toContainEqual({ type: 'cancel-timer', id: 'check' });
    expect(core.timerSet('poll')).toMatchObject({ delayMs: 500 });
    expect(core.forget().send({ type: 'socket-down' }).commands).toEqual([]);
    expect(core.timer('check').commands).toEqual([]);
    expect(core.timer('poll').asked('read-appointments')).toHaveLength(1);
  });
});

describe('news of a visit', () => {
  const CALENDAR_KEY = queryKey(CALENDAR);
  const told = (core: CoreDriver) => core.forget().send({ type: 'appointment-updated' });

  it('[RT22] leaves a moment for the other news of the same visit', () => {
    expect(told(withCalendar()).timerSet('appointments')?.delayMs).toBe(150);
  });

  it('[RT22] needs no read of a schedule that is being read since', () => {
    const core = told(withCalendar()).later(50).send({ type: 'refresh', key: CALENDAR_KEY });
    expect(core.later(100).timer('appointments').query(CALENDAR).forced).toBe(false);
  });

  it('[RT22] trusts no read that began before it', () => {
    const core = withCalendar().send({ type: 'refresh', key: CALENDAR_KEY }).later(50);
    expect(told(core).later(150).timer('appointments').query(CALENDAR).forced).toBe(true);
  });
});

describe('questions', () => {
  it('[RT17] a check is one request, also where no doctor is shown, and none while hidden', () => {
    expect(settled().timer('check').asked('ping')).toEqual([]);
    expect(new CoreDriver().send({ type: 'socket-up' }).forget().timer('check').asked('ping')).toHaveLength(
      1,
    );
    expect(seen(settled(), false).timer('check').commands).toEqual([]);
  });

  it('[RT16] are not asked without a network; a touch moves the next one, not of a hidden page', () => {
    expect(down().send({ type: 'network', online: false }).timer('poll').commands).toEqual([]);
    const core = down().timer('poll').later(5000).forget().send({ type: 'activity', active: true });
    expect(core.timerSet('poll')?.delayMs).toBe(10_000);
    core.later(100_000).forget().send({ type: 'activity', active: true });
    expect(core.timerSet('poll')?.delayMs).toBe(0);
    expect(seen(down(), false).send({ type: 'activity', active: true }).commands).toEqual([]);
  });

  it('[RT17] are asked when a page is seen again, and go on', () => {
    const core = seen(seen(settled(), false), true);
    expect(core.asked('catch-up')).toMatchObject([{ since: 5 }]);
    expect(core.timerSet('check')?.delayMs).toBe(23_000);
  });

  it('[RT16] a network that is back, and a person who tries again, get a connection', () => {
    const core = settled().send({ type: 'refresh', key: KEY }).failRead(OFFLINE);
    core.send({ type: 'network', online: false }).forget().send({ type: 'network', online: true });
    expect([core.asked('reconnect').length, core.status]).toEqual([1, 'catching-up']);
    expect(down().send({ type: 'retry' }).asked('reconnect')).toHaveLength(1);
    const again = settled().send({ type: 'retry' });
    expect([again.asked('reconnect').length, again.asked('catch-up').length]).toEqual([0, 1]);
    expect(again.asked('read-appointments')).toHaveLength(1);
    const failed = settled().send({ type: 'refresh', key: KEY }).failRead(OFFLINE).forget();
    expect(failed.send({ type: 'retry' }).asked('fetch')).toMatchObject([{ key: KEY }]);
    expect(settled().send({ type: 'network', online: true }).commands).toEqual([]);
    expect(settled().send({ type: 'activity', active: true }).commands).toEqual([]);
  });

  it('[RT16] a network that is back reads what failed also where another tab asks what changed', () => {
    const core = down(settled().send({ type: 'turn', polls: false })).send({ type: 'refresh', key: KEY });
    core.failRead(OFFLINE).send({ type: 'network', online: false }).forget();
    core.send({ type: 'network', online: true });
    expect([core.asked('catch-up').length, core.asked('fetch').length]).toEqual([0, 1]);
  });

  it('[RT17][RT21] a ping says whether the clinic is reached, and up to when nothing is in doubt', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).send({ type: 'pinged', reached: false });
    expect([core.status, core.state.asOf]).toEqual(['offline', null]);
    expect(core.timerSet('check')?.delayMs).toBe(5000);
    core.forget().send({ type: 'pinged', reached: true });
    expect([core.status, core.state.asOf]).toEqual(['live', core.now]);
    expect(core.timerSet('check')).toBe(undefined);
    expect(down().send({ type: 'pinged', reached: false }).commands).toEqual([]);
  });

  it('[RT29] a tab that is spoken for says nothing beside a socket, and says it a period from now', () => {
    const turned = () => settled().send({ type: 'turn', polls: false });
    expect(turned().send({ type: 'tab-reached' }).forget().timer('poll').commands).toEqual([]);
    const core = down(turned()).send({ type: 'activity', active: true });
    expect(core.timerSet('poll')?.delayMs).toBe(15_000);
  });
});

describe('a page', () => {
  it('[RT16] that becomes hidden, or stays as it was, asks nothing', () => {
    expect(seen(settled(), false).commands).toEqual([]);
    expect(seen(settled(), true).commands).toEqual([]);
  });

  it('[RT22] that is seen again reads visits, and of the rest only what time outdated by the clinic’s clock', () => {
    const core = seen(seen(settled(), false), true);
    expect([core.asked('read-appointments').length, core.asked('fetch')]).toEqual([1, []]);
    const outdated = seen(seen(anHourAhead(), false).later(31_000), true);
    expect(outdated.asked('fetch')).toHaveLength(1);
  });

  it('[RT10] that comes back reads what time outdated meanwhile by the clinic’s clock', () => {
    const core = anHourAhead().send({ type: 'query-released', key: KEY });
    expect(core.later(29_000).watching().asked('fetch')).toEqual([]);
    core.send({ type: 'query-released', key: KEY }).later(2000).watching();
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT12] hears of a resync for whom it follows alone, and reads visits', () => {
    expect(left(settled()).send({ type: 'resync' }).asked('catch-up')).toEqual([]);
    expect(settled().send({ type: 'resync' }).asked('read-appointments')).toHaveLength(1);
  });

  it('[RT21] has an as-of time by the clinic’s clock, which nothing but news moves', () => {
    const core = anHourAhead();
    expect(core.state.asOf).toBe(core.now + 3_600_000);
    expect(core.later(1000).send({ type: 'activity', active: true }).state.asOf).toBe(
      core.now - 1000 + 3_600_000,
    );
  });

  it('[RT21] is not held up by what nobody looks at', () => {
    const core = settled()
      .watching(NEXT)
      .send({ type: 'query-released', key: queryKey(NEXT) });
    core.answer(5, [], NEXT).hear(hoursChanged(6)).answer(6, []);
    expect([core.status, isCaughtUp(core.state, DOCTOR)]).toEqual(['live', true]);
    expect(core.query(NEXT).doctors[DOCTOR]).toMatchObject({ shownSeq: 5, needSeq: 6 });
  });

  it('[RT21] knows how it stands with a doctor before the first ack, and with one it does not know', () => {
    const early = new CoreDriver().send({ type: 'socket-up' }).watching().answer(5, []);
    expect(isCaughtUp(early.state, DOCTOR)).toBe(false);
    expect(isCaughtUp(initialState(), DOCTOR)).toBe(true);
  });
});
