import { describe, expect, it } from 'vitest';
import { queryKey } from './query.ts';
import { calendarAnswer } from './testing/calendar-answer.ts';
import {
  BUSY,
  CoreDriver,
  DOCTOR,
  FORBIDDEN,
  hoursChanged,
  OFFLINE,
  settled,
  slot,
  slotsQuery,
} from './testing/core-driver.ts';

const KEY = queryKey(slotsQuery());

describe('the connection', () => {
  it('[RT13] every connection watches anew what is watched', () => {
    const core = settled(5).send({ type: 'socket-down' }).forget().send({ type: 'socket-up' });
    expect(core.asked('watch')).toEqual([{ type: 'watch', doctorId: DOCTOR }]);
    expect(core.status).toBe('catching-up');
    core.ack(5);
    expect(core.status).toBe('live');
  });

  it('[RT13] keeps the room for a page that comes back at once', () => {
    const core = settled(5).send({ type: 'query-released', key: KEY });
    expect(core.asked('unwatch')).toEqual([]);
    expect(core.timerSet(`linger:${DOCTOR}`)?.delayMs).toBe(10_000);
    core.forget().watching();
    expect(core.asked('cancel-timer')).toContainEqual({ type: 'cancel-timer', id: `linger:${DOCTOR}` });
    expect(core.asked('watch')).toEqual([]);
    expect(core.heard).toBe(5);
  });

  it('[RT13] a doctor whose page was just left is watched anew by a new connection, too', () => {
    const core = settled(5).send({ type: 'query-released', key: KEY });
    core.send({ type: 'socket-down' }).send({ type: 'socket-up' }).watching().ack(5);
    expect(core.asked('watch')).toHaveLength(1);
    expect(core.status).toBe('live');
  });

  it('[RT13] gives the room up later; the next watch begins a new chain and asks again for what is older', () => {
    const core = settled(5).send({ type: 'query-released', key: KEY }).timer(`linger:${DOCTOR}`);
    expect(core.asked('unwatch')).toEqual([{ type: 'unwatch', doctorId: DOCTOR }]);
    core.hear(hoursChanged(6)).forget().watching();
    expect(core.asked('watch')).toHaveLength(1);
    expect(core.asked('fetch')).toEqual([]);
    core.ack(7);
    expect(core.heard).toBe(7);
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT13] two pages on one query: the room stays until both have left', () => {
    const core = settled(5).watching().send({ type: 'query-released', key: KEY });
    expect(core.timerSet(`linger:${DOCTOR}`)).toBeUndefined();
    core.send({ type: 'query-released', key: KEY }).send({ type: 'query-released', key: KEY });
    expect(core.timerSet(`linger:${DOCTOR}`)).toBeDefined();
    expect(core.query().watchers).toBe(0);
  });

  it('[RT13] asks again when the watch was not acknowledged', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).watching().forget();
    core.send({ type: 'watch-failed', doctorId: DOCTOR, refused: false });
    expect(core.timerSet(`watch:${DOCTOR}`)).toBeDefined();
    core.timer(`watch:${DOCTOR}`);
    expect(core.asked('watch')).toHaveLength(1);
  });

  it('[RT13] asks again also when the page was left meanwhile, for it may come back', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).watching();
    core.send({ type: 'query-released', key: KEY });
    core.send({ type: 'watch-failed', doctorId: DOCTOR, refused: false }).forget().timer(`watch:${DOCTOR}`);
    expect(core.asked('watch')).toHaveLength(1);
  });

  it('[RT13] a failure that comes after the room was given up asks for nothing', () => {
    const core = settled(5).send({ type: 'query-released', key: KEY }).timer(`linger:${DOCTOR}`).forget();
    core.send({ type: 'watch-failed', doctorId: DOCTOR, refused: false });
    expect(core.commands).toEqual([]);
    expect(core.watching().asked('watch')).toHaveLength(1);
  });

  it('[RT13] what failed before a room was joined anew asks for nothing', () => {
    const core = settled(5).send({ type: 'watch-failed', doctorId: DOCTOR, refused: false });
    expect(core.timer(`watch:${DOCTOR}`).asked('watch')).toEqual([]);
    expect(core.status).toBe('live');
  });

  it('[RT4] a second ack tells how far the clinic is, too', () => {
    const core = settled(5).ack(7);
    expect(core.asked('catch-up')).toMatchObject([{ since: 5 }]);
  });

  it('[RT13] a room that is refused leaves no gap open, and is asked for again later', () => {
    const core = settled(5).send({ type: 'socket-down' }).send({ type: 'socket-up' });
    core.send({ type: 'tab-news', doctorId: DOCTOR, seq: 6 }).forget();
    core.send({ type: 'watch-failed', doctorId: DOCTOR, refused: true });
    expect(core.asked('catch-up')).toMatchObject([{ since: 5 }]);
    expect(core.timerSet(`watch:${DOCTOR}`)?.delayMs).toBe(30_000);
  });

  it('[RT14] tries a failed read again, later each time, and keeps the old answer as stale', () => {
    const core = settled(5).hear(hoursChanged(6)).forget().failRead(OFFLINE);
    const first = core.timerSet(`fetch:${KEY}`)?.delayMs ?? 0;
    expect(core.shown).toEqual(['09:00', '09:30']);
    core.forget().timer(`fetch:${KEY}`);
    expect(core.asked('fetch')).toHaveLength(1);
    core.failRead(BUSY);
    expect(core.timerSet(`fetch:${KEY}`)?.delayMs).toBeGreaterThan(first);
    core.timer(`fetch:${KEY}`).answer(6, []);
    expect(core.query()).toMatchObject({ error: null, attempts: 0 });
  });

  it('[RT14] does not repeat by itself what would be refused again', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).watching().forget().failRead(FORBIDDEN);
    expect(core.query().error).toEqual(FORBIDDEN);
    expect(core.timerSet(`fetch:${KEY}`)).toBeUndefined();
    core.send({ type: 'refresh', key: KEY });
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT16] asks for changes while the socket is down: every 15 s, or 60 s when nobody touches the page', () => {
    const core = settled(5).send({ type: 'socket-down' }).timer('poll');
    expect(core.status).toBe('polling');
    expect(core.asked('catch-up')).toHaveLength(1);
    expect(core.timerSet('poll')?.delayMs).toBe(15_000);
    core.send({ type: 'activity', active: false });
    expect(core.timerSet('poll')?.delayMs).toBe(60_000);
    core
      .caughtUp(5, 6, [hoursChanged(6)])
      .forget()
      .later(60_000)
      .timer('poll');
    expect(core.asked('catch-up')[0]).toMatchObject({ since: 6 });
  });

  it('[RT16] not while hidden, at once when seen again, and never beside a socket', () => {
    const core = settled(5)
      .send({ type: 'socket-down' })
      .send({ type: 'visibility', visible: false })
      .forget();
    core.timer('poll');
    expect(core.commands).toEqual([]);
    core.send({ type: 'visibility', visible: true });
    expect(core.asked('catch-up')).toHaveLength(1);
    core.caughtUp(5, 5).send({ type: 'socket-up' }).forget().timer('poll');
    expect(core.commands).toEqual([]);
  });

  it('[RT16] without any chain it asks since the oldest answer shown', () => {
    const core = new CoreDriver()
      .watching()
      .answer(5, [slot('09:00')])
      .send({ type: 'socket-down' });
    core.forget().timer('poll');
    expect(core.asked('catch-up')[0]).toMatchObject({ since: 5 });
    core.caughtUp(5, 6, [hoursChanged(6)]);
    expect(core.heard).toBe(6);
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT17] checks the number every 23 s while connected; a failure takes the word Live', () => {
    const core = settled(5).timer('check');
    expect(core.asked('catch-up')[0]).toMatchObject({ since: 5, limitMs: 5000 });
    expect(core.timerSet('check')?.delayMs).toBe(23_000);
    expect(core.status).toBe('live');
    core.send({ type: 'catch-up-failed', doctorId: DOCTOR, problem: OFFLINE });
    expect(core.status).toBe('offline');
    core
      .timer(`catch-up:${DOCTOR}`)
      .caughtUp(5, 6, [hoursChanged(6)])
      .answer(6, []);
    expect(core.status).toBe('live');
  });

  it('[RT40] after a sleep nothing is called live before it was asked for, and the dead connection is left', () => {
    const core = settled(5).later(3_600_000).forget().send({ type: 'woken' });
    expect(core.asked('reconnect')).toHaveLength(1);
    expect(core.asked('catch-up')[0]).toMatchObject({ since: 5 });
    expect(core.status).not.toBe('live');
    core
      .send({ type: 'socket-down' })
      .send({ type: 'socket-up' })
      .ack(6)
      .caughtUp(5, 6, [hoursChanged(6)]);
    expect(core.status).not.toBe('live');
    core.answer(6, []);
    expect([core.status, core.shown]).toEqual(['live', []]);
  });

  it('[RT18] tells the other tabs the number of its own change', () => {
    const core = settled(5).send({ type: 'write-started', doctorId: DOCTOR });
    core.send({ type: 'write-ended', doctorId: DOCTOR, seq: 6 });
    expect(core.asked('tell-tabs')).toEqual([{ type: 'tell-tabs', doctorId: DOCTOR, seq: 6 }]);
  });

  it('[RT18] a tab that hears of a number asks for it unless the news came by itself', () => {
    const heard = settled(5)
      .send({ type: 'tab-news', doctorId: DOCTOR, seq: 6 })
      .hear(hoursChanged(6))
      .forget();
    heard.timer(`news:${DOCTOR}`);
    expect(heard.asked('catch-up')).toEqual([]);

    const silent = settled(5).send({ type: 'tab-news', doctorId: DOCTOR, seq: 6 }).timer(`news:${DOCTOR}`);
    expect(silent.asked('catch-up')[0]).toMatchObject({ since: 5 });
  });

  it('[RT18] nobody asks for a doctor whose page is long left', () => {
    const core = settled(5).send({ type: 'query-released', key: KEY }).timer(`linger:${DOCTOR}`).forget();
    core.send({ type: 'tab-news', doctorId: DOCTOR, seq: 6 }).timer(`news:${DOCTOR}`);
    expect(core.asked('catch-up')).toEqual([]);
  });

  it('[RT21] says how far what is shown can be trusted', () => {
    const core = new CoreDriver();
    expect(core.status).toBe('catching-up');
    core.send({ type: 'socket-up' });
    expect(core.status).toBe('live');
    core.watching();
    expect(core.status).toBe('catching-up');
    core.ack(5).answer(5, []);
    expect(core.status).toBe('live');
    core.send({ type: 'network', online: false });
    expect(core.status).toBe('offline');
    core.send({ type: 'network', online: true }).send({ type: 'socket-down' });
    expect(core.status).toBe('polling');
    core.timer('poll').send({ type: 'catch-up-failed', doctorId: DOCTOR, problem: OFFLINE });
    expect(core.status).toBe('offline');
  });

  it('[RT21] the as-of time stands still while something shown is in doubt', () => {
    const core = settled(5);
    const before = core.state.asOf;
    core.later(5000).hear(hoursChanged(6));
    expect(core.state.asOf).toBe(before);
    core.later(100).answer(6, []);
    expect(core.state.asOf).toBeGreaterThan(before ?? 0);
  });

  it('[RT22] news of a visit leads to reading visits and the schedules shown, unless they were read since', () => {
    const calendar = { kind: 'calendar' as const, doctorId: DOCTOR, from: '2026-03-02', to: '2026-03-08' };
    const core = settled(5).send({ type: 'query-watched', query: calendar });
    const id = core.state.queries[queryKey(calendar)]?.fetching?.id ?? 0;
    const value = calendarAnswer();
    core.send({ type: 'answered', key: queryKey(calendar), id, answer: { kind: 'calendar', value } });
    expect(core.timerSet(`fresh:${queryKey(calendar)}`)?.delayMs).toBe(60_000);
    core.forget().send({ type: 'appointment-updated' });
    expect(core.asked('read-appointments')).toHaveLength(1);
    core.later(150).timer('appointments');
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([queryKey(calendar)]);

    const next = core.asked('fetch')[0]?.id ?? 0;
    const older = { kind: 'calendar' as const, value: { ...value, rev: 8, timeZone: 'Europe/Berlin' } };
    core.send({ type: 'answered', key: queryKey(calendar), id: next, answer: older });
    expect(core.state.queries[queryKey(calendar)]?.shown?.value).toMatchObject({ timeZone: 'UTC' });
  });

  it('[RT22] every connection reads visits again', () => {
    const core = settled(5).send({ type: 'socket-down' }).forget().send({ type: 'socket-up' });
    expect(core.asked('read-appointments')).toHaveLength(1);
  });

  it('a prefetched query is read once and not kept fresh', () => {
    const next = slotsQuery({ from: '2026-04-01', to: '2026-04-30' });
    const core = settled(5).send({ type: 'query-prefetched', query: next });
    expect(core.asked('fetch')).toHaveLength(1);
    core.answer(5, [], next).forget();
    core.hear(hoursChanged(6, { to: null })).send({ type: 'query-prefetched', query: next });
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([KEY]);
    core.forget().watching(next);
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([queryKey(next)]);
  });

  it('answers that nobody watches are kept in small number', () => {
    const core = settled(5);
    for (let month = 1; month <= 30; month++) {
      const from = `${2027 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
      const query = slotsQuery({ from, to: from });
      core
        .watching(query)
        .answer(5, [], query)
        .send({ type: 'query-released', key: queryKey(query) });
    }
    expect(Object.keys(core.state.queries)).toHaveLength(13);
    expect(core.state.queries[KEY]).toBeDefined();
  });
});
