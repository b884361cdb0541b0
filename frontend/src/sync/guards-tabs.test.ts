import { describe, expect, it } from 'vitest';
import { turnWish } from './core/turns.ts';
import { queryKey } from './query.ts';
import {
  CoreDriver,
  DOCTOR,
  hoursChanged,
  monthsQuery,
  OFFLINE,
  settled,
  slot,
  slotBooked,
  slotsQuery,
} from './testing/core-driver.ts';

const KEY = queryKey(slotsQuery());
const NEXT = slotsQuery({ from: '2026-03-03', to: '2026-03-03' });
const BOTH = [slot('09:00'), slot('09:30')];
const ONE_LESS = [slot('09:30')];

const begun = (core = settled()) => core.send({ type: 'write-started', doctorId: DOCTOR });
const ended = (core: CoreDriver, seq: number | null) =>
  core.send({ type: 'write-ended', doctorId: DOCTOR, seq });
const news = (core: CoreDriver, seq: number, doctorId = DOCTOR) =>
  core.forget().send({ type: 'tab-news', doctorId, seq });
const turn = (core: CoreDriver, polls: boolean) => core.forget().send({ type: 'turn', polls });
const down = () => settled().send({ type: 'socket-down' }).forget();
const idOf = (index: number) => index.toString(16).padStart(24, '0');

describe('own changes', () => {
  it('[RT18] are known to exist and told; one that failed is neither', () => {
    expect(ended(begun(), 6).timerSet(`news:${DOCTOR}`)).toMatchObject({ delayMs: 200 });
    expect(ended(begun(), null).asked('tell-tabs')).toEqual([]);
  });

  it('[RT15] keep toasts waiting, all of them, until the last is over, and are counted from none', () => {
    const core = begun().hear(hoursChanged(6)).answer(6, ONE_LESS).hear(hoursChanged(7)).answer(7, []);
    expect(ended(core, 7).asked('toast')).toHaveLength(1);
    const unbegun = begun(ended(ended(settled(), null), null))
      .hear(hoursChanged(6))
      .answer(6, ONE_LESS);
    expect(unbegun.asked('toast')).toEqual([]);
  });

  it('[RT15] are remembered for a while, not for ever', () => {
    const core = settled();
    for (let seq = 6; seq < 100; seq += 1) {
      ended(begun(core), seq);
    }
    expect(core.state.doctors[DOCTOR]?.ownSeqs).toHaveLength(50);
  });
});

describe('other tabs', () => {
  it('[RT18] tell something only of a doctor one knows, and only what is new', () => {
    expect(news(settled(), 9, idOf(1)).state.doctors[idOf(1)]).toBe(undefined);
    expect(news(settled(), 5).timerSet(`news:${DOCTOR}`)).toBe(undefined);
    expect(news(settled(), 6).timerSet(`news:${DOCTOR}`)).toMatchObject({ delayMs: 200 });
  });

  it('[RT18] are enough to ask since the oldest answer where there is no chain yet', () => {
    const core = news(new CoreDriver().watching().answer(5, []), 6).timer(`news:${DOCTOR}`);
    expect(core.asked('catch-up')).toMatchObject([{ since: 5 }]);
  });

  it('[RT29] have no rival in a tab that is hidden, without a network, or connected', () => {
    expect(turnWish(down().state)).toBe('active');
    expect(turnWish(settled().state)).toBe('none');
    expect(turnWish(down().send({ type: 'visibility', visible: false }).state)).toBe('none');
    expect(turnWish(down().send({ type: 'network', online: false }).state)).toBe('none');
  });

  it('[RT29] a turn one has already, or loses, asks nothing; a page that comes asks nothing beside a socket', () => {
    expect(turn(down(), true).timerSet('poll')).toBe(undefined);
    expect(turn(down(), false).timerSet('poll')).toBe(undefined);
    expect(turn(settled(), false).watching(NEXT).timerSet('poll')).toBe(undefined);
  });

  it('[RT30] are told of 50 doctors, and ask for 50', () => {
    const core = turn(new CoreDriver(), false).send({ type: 'socket-down' });
    for (let index = 0; index < 60; index += 1) {
      const query = slotsQuery({}, { doctorId: idOf(index) });
      core.watching(query).answer(1, [], query, { doctorId: idOf(index) });
    }
    expect(core.send({ type: 'tab-reached' }).timer('poll').asked('tell-shown')[0]?.doctors).toHaveLength(50);
    const doctors = Array.from({ length: 60 }, (_, index) => ({ doctorId: idOf(index), seq: 1 }));
    expect(Object.keys(down().send({ type: 'tab-shows', doctors }).state.elsewhere)).toHaveLength(50);
  });

  it('[RT30] hear that the clinic is reached from the tab whose turn it is, without a socket', () => {
    const pinged = { type: 'pinged', reached: true } as const;
    expect(turn(down(), false).send(pinged).asked('tell-reached')).toEqual([]);
    expect(settled().send(pinged).asked('tell-reached')).toEqual([]);
  });

  it('[RT30] confirm no more than they say, and nothing beside a socket', () => {
    const failed = settled()
      .timer('check')
      .send({ type: 'catch-up-failed', doctorId: DOCTOR, problem: OFFLINE });
    expect(failed.send({ type: 'tab-reached' }).status).toBe('offline');
    const told = turn(down(), false).later(1000);
    const before = told.state.asOf;
    expect(told.send({ type: 'tab-reached' }).state.asOf).toBe(before);
    expect(news(told, 5).state.asOf).toBe((before ?? 0) + 1000);
    const connected = settled().later(1000);
    expect(news(connected, 5).state.asOf).toBe(connected.now - 1000);
  });
});

describe('what is seen', () => {
  it('[RT19] that nothing can be booked any more, and another next free date, can be told apart', () => {
    const core = settled().hear(hoursChanged(6)).answer(6, BOTH, slotsQuery(), { bookable: false });
    expect(core.asked('toast')).toHaveLength(1);
    const months = settled().watching(monthsQuery).answerMonths(5, 2).hear(hoursChanged(6)).answer(6, BOTH);
    expect(months.answerMonths(6, 2, { nextFree: '2026-03-09' }).asked('toast')).toHaveLength(1);
  });

  it('[RT20] a booking takes what it meets and nothing beside it, also when told late', () => {
    const core = settled().hear(hoursChanged(6)).hear(slotBooked(7, '09:30')).answer(7, []);
    expect(core.query().gone.map(({ reason }) => reason)).toEqual(['removed', 'taken']);
    const late = settled().send({ type: 'refresh', key: KEY }).answer(6, []).hear(slotBooked(6, '09:00'));
    expect(late.query().gone.map(({ reason }) => reason)).toEqual(['taken', 'removed']);
  });

  it('[RT13] rooms are asked for with a socket, and kept while another page shows the doctor', () => {
    expect(new CoreDriver().watching().asked('watch')).toEqual([]);
    const core = settled().watching(NEXT).send({ type: 'query-released', key: KEY });
    expect(core.timerSet(`linger:${DOCTOR}`)).toBe(undefined);
  });

  it('[RT40] a device that slept reads what time outdated, connects anew, and doubts', () => {
    const core = settled().later(3_700_000).send({ type: 'woken' });
    expect(core.asked('reconnect')).toHaveLength(1);
    expect(core.asked('fetch')).toHaveLength(1);
    expect(core.asked('catch-up')).toHaveLength(1);
  });
});
