import { describe, expect, it } from 'vitest';
import { queryKey } from './query.ts';
import {
  BUSY,
  CoreDriver,
  DOCTOR,
  hoursChanged,
  START,
  settled,
  slot,
  slotBooked,
  slotsQuery,
} from './testing/core-driver.ts';

const KEY = queryKey(slotsQuery());

describe('what makes a query due', () => {
  it('[RT1] the first ack begins the chain and asks again for what is older', () => {
    const older = new CoreDriver()
      .send({ type: 'socket-up' })
      .watching()
      .answer(4, [slot('09:00')])
      .forget();
    older.ack(6);
    expect(older.heard).toBe(6);
    expect(older.asked('fetch')).toHaveLength(1);

    const asNew = new CoreDriver()
      .send({ type: 'socket-up' })
      .watching()
      .answer(6, [slot('09:00')])
      .forget();
    asNew.ack(6);
    expect(asNew.asked('fetch')).toEqual([]);
  });

  it('[RT1] an answer on its way at the first ack must be as new as the ack', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).watching().ack(6).forget();
    core.answer(5, [slot('09:00')]);
    expect(core.asked('fetch')).toHaveLength(1);
    core.forget().answer(6, [slot('09:00')]);
    expect(core.asked('fetch')).toEqual([]);
  });

  it('[RT1] a chain that begins with a catch-up asks again for what is older than its beginning', () => {
    const next = slotsQuery({ from: '2026-03-03', to: '2026-03-03' });
    const core = new CoreDriver()
      .watching()
      .answer(5, [slot('09:00')])
      .send({ type: 'socket-down' });
    core.timer('poll').watching(next).answer(3, [], next).forget();
    expect(core.caughtUp(5, 5).heard).toBe(5);
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([queryKey(next)]);
  });

  it('[RT2] a change that was heard before is ignored', () => {
    const core = settled(5).hear(hoursChanged(5)).hear(hoursChanged(3));
    expect(core.heard).toBe(5);
    expect(core.asked('fetch')).toEqual([]);
    expect(core.asked('catch-up')).toEqual([]);
  });

  it('[RT3] the next change of the chain is taken, and what it touches is read again', () => {
    const core = settled(5).hear(hoursChanged(6));
    expect(core.heard).toBe(6);
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([KEY]);
  });

  it('[RT3] a change elsewhere moves the chain and leaves the query alone; an open end touches all that follows', () => {
    const core = settled(5);
    core.hear(hoursChanged(6, { from: '2026-05-01T00:00:00.000Z', to: '2026-05-02T00:00:00.000Z' }));
    expect(core.heard).toBe(6);
    expect(core.asked('fetch')).toEqual([]);
    core.hear(hoursChanged(7, { from: '2026-05-01T00:00:00.000Z', to: null }));
    expect(core.asked('fetch')).toEqual([]);
    core.hear(hoursChanged(8, { from: '2026-01-01T00:00:00.000Z', to: null }));
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT3] half-open: a change that ends where the query begins does not touch it', () => {
    const from = new Date(settled().query().fromMs).toISOString();
    const core = settled(5).hear(hoursChanged(6, { from: '2026-01-01T00:00:00.000Z', to: from }));
    expect(core.asked('fetch')).toEqual([]);
  });

  it('[RT3] an answer that already includes the change is not read again', () => {
    const core = settled(5)
      .send({ type: 'refresh', key: KEY })
      .answer(7, [slot('09:00')])
      .forget();
    core.hear(hoursChanged(6)).hear(hoursChanged(7));
    expect(core.heard).toBe(7);
    expect(core.asked('fetch')).toEqual([]);
  });

  it('[RT4] a gap leaves the chain where it is and asks for what is missing, once', () => {
    const core = settled(5).hear(hoursChanged(7)).hear(hoursChanged(8));
    expect(core.heard).toBe(5);
    expect(core.asked('catch-up')).toEqual([{ type: 'catch-up', doctorId: DOCTOR, since: 5, limitMs: 5000 }]);
    expect(core.status).toBe('catching-up');
  });

  it('[RT4] a later ack above the chain asks for what is missing; one below or equal does not', () => {
    const core = settled(5).send({ type: 'socket-down' }).send({ type: 'socket-up' }).forget();
    core.ack(5);
    expect(core.asked('catch-up')).toEqual([]);
    core.send({ type: 'socket-down' }).send({ type: 'socket-up' }).forget().ack(9);
    expect(core.heard).toBe(5);
    expect(core.asked('catch-up')[0]).toMatchObject({ since: 5 });
  });

  it('[RT4] a change heard before the first ack is not lost', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).watching().hear(hoursChanged(8)).forget();
    core.ack(7);
    expect(core.asked('catch-up')[0]).toMatchObject({ since: 7 });
  });

  it('[RT5] a catch-up takes its changes in order and moves the chain to its number', () => {
    const core = settled(5).hear(hoursChanged(8)).forget();
    core.caughtUp(5, 8, [
      hoursChanged(6, { from: '2026-05-01T00:00:00.000Z' }),
      hoursChanged(7),
      slotBooked(8, '10:00'),
    ]);
    expect(core.heard).toBe(8);
    expect(core.asked('fetch')).toHaveLength(1);
    expect(core.query().doctors[DOCTOR]?.needSeq).toBe(8);
  });

  it('[RT5] after a reset everything is read again, even what looks new enough', () => {
    const core = settled(5).hear(hoursChanged(900)).forget().caughtUp(5, 900, [], true);
    expect(core.heard).toBe(900);
    expect(core.asked('fetch')).toHaveLength(1);
    expect(core.status).toBe('catching-up');
  });

  it('[RT5] numbers that went back are followed: answers of the restored clinic are shown', () => {
    const core = settled(50).timer('check').forget().caughtUp(50, 40, [], true);
    expect(core.heard).toBe(40);
    core.answer(40, [slot('11:00')]);
    expect(core.shown).toEqual(['11:00']);
    expect(core.query().doctors[DOCTOR]?.needSeq).toBeLessThanOrEqual(40);
  });

  it('[RT5] an answer from before the numbers went back is not taken for the newest', () => {
    const core = settled(50).timer('check').send({ type: 'refresh', key: KEY });
    const before = core.query().fetching?.id ?? -1;
    core.caughtUp(50, 40, [], true);
    expect(core.query().fetching?.id).not.toBe(before);
    core.answer(40, [slot('11:00')]);
    expect([core.shown, core.status]).toEqual([['11:00'], 'live']);
  });

  it('[RT5] a catch-up that is answered after the room was given up begins no chain', () => {
    const core = settled(5).hear(hoursChanged(7)).send({ type: 'query-released', key: KEY });
    core.timer(`linger:${DOCTOR}`).caughtUp(5, 7, [hoursChanged(6), hoursChanged(7)]);
    expect(core.heard).toBe(null);
  });

  it('[RT5] a gap is closed also while a page that was just left may come back', () => {
    const core = settled(5).hear(hoursChanged(7)).send({ type: 'query-released', key: KEY }).forget();
    core.send({ type: 'catch-up-failed', doctorId: DOCTOR, problem: BUSY }).timer(`catch-up:${DOCTOR}`);
    expect(core.asked('catch-up')).toMatchObject([{ since: 5 }]);
  });

  it('[RT5] a hole in what the catch-up tells is treated as a reset', () => {
    const core = settled(5).hear(hoursChanged(8)).forget();
    core.caughtUp(5, 8, [hoursChanged(6, { from: '2026-05-01T00:00:00.000Z' }), slotBooked(8, '10:00')]);
    expect(core.heard).toBe(8);
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT5] what became known while the catch-up was on its way is asked for again', () => {
    const core = settled(5).hear(hoursChanged(7)).hear(hoursChanged(9)).forget();
    core.caughtUp(5, 7, [hoursChanged(6), hoursChanged(7)]);
    expect(core.heard).toBe(7);
    core.timer(`catch-up:${DOCTOR}`);
    expect(core.asked('catch-up')[0]).toMatchObject({ since: 7 });
  });

  it('[RT5] a number nobody can confirm is dropped after some tries', () => {
    const core = settled(5).send({ type: 'tab-news', doctorId: DOCTOR, seq: 99 }).timer(`news:${DOCTOR}`);
    for (let round = 0; round < 10 && core.status !== 'live'; round++) {
      core.caughtUp(5, 5).timer(`catch-up:${DOCTOR}`);
    }
    expect(core.status).toBe('live');
    expect(core.heard).toBe(5);
  });

  it('[RT6] an answer never moves the chain', () => {
    const core = settled(5)
      .send({ type: 'refresh', key: KEY })
      .answer(9, [slot('09:00')]);
    expect(core.heard).toBe(5);
  });

  it('[RT7] an older answer never replaces a newer one', () => {
    const core = settled(5)
      .send({ type: 'refresh', key: KEY })
      .answer(4, [slot('18:00')]);
    expect(core.shown).toEqual(['09:00', '09:30']);
    core.send({ type: 'refresh', key: KEY }).answer(5, [slot('10:00')]);
    expect(core.shown).toEqual(['10:00']);
  });

  it('[RT7] an older answer to a read that had to be is not the last word', () => {
    const core = settled(5).timer(`fresh:${KEY}`).forget();
    core.answer(4, [slot('18:00')]);
    expect(core.asked('fetch')).toHaveLength(1);
    expect(core.status).toBe('catching-up');
    core.forget().answer(5, []);
    expect([core.asked('fetch'), core.status]).toEqual([[], 'live']);
  });

  it('[RT8] an answer overtaken by a heard change is shown, stays due, and is read again', () => {
    const core = settled(5).hear(hoursChanged(6)).hear(slotBooked(7, '09:00')).forget();
    core.answer(6, [slot('09:00')]);
    expect(core.shown).toEqual(['09:00']);
    expect(core.asked('fetch')).toHaveLength(1);
    core.forget().answer(7, []);
    expect(core.asked('fetch')).toEqual([]);
    expect(core.status).toBe('live');
  });

  it('[RT8] a server that keeps answering from the past is not asked in a tight loop', () => {
    const core = settled(5)
      .hear(hoursChanged(9))
      .caughtUp(
        5,
        9,
        [6, 7, 8, 9].map((seq) => hoursChanged(seq)),
      );
    for (let round = 0; round < 3; round++) {
      core.answer(5, [slot('09:00')]);
    }
    expect(core.query().fetching).toBeNull();
    expect(core.timerSet(`fetch:${KEY}`)?.delayMs).toBeGreaterThan(0);
    core.forget().timer(`fetch:${KEY}`);
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT9] news during a read leads to one more read after it', () => {
    const core = settled(5).hear(hoursChanged(6)).hear(hoursChanged(7)).hear(hoursChanged(8));
    expect(core.asked('fetch')).toHaveLength(1);
    core.forget().answer(6, [slot('09:00')]);
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT9] an answer to a read that is no longer waited for is ignored', () => {
    const core = settled(5).hear(hoursChanged(6));
    const before = core.query();
    core.send({
      type: 'fetch-failed',
      key: KEY,
      id: 999,
      problem: { code: 'offline', status: 0, title: '' },
    });
    expect(core.query()).toBe(before);
  });

  it('[RT10] reads again when the clinic says that time has outdated the answer', () => {
    const core = settled(5).send({ type: 'refresh', key: KEY }).later(400);
    // The clinic's clock is a minute ahead; the answer was made half a round trip ago.
    const asOf = new Date(core.now + 60_000).toISOString();
    const freshUntil = new Date(core.now + 60_000 + 30_000).toISOString();
    core.forget().answer(5, [slot('09:00')], slotsQuery(), { asOf, freshUntil });
    expect(core.state.clockOffsetMs).toBe(60_200);
    expect(core.timerSet(`fresh:${KEY}`)).toMatchObject({ delayMs: 29_800, spreadMs: 1500 });
    core.forget().timer(`fresh:${KEY}`);
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT10] a clock that is hours wrong, and then put right, changes nothing of that', () => {
    const hour = 3_600_000;
    const core = settled(5).send({ type: 'refresh', key: KEY }).forget();
    const wrong = core.now + 5 * hour;
    const freshIn = (ms: number, clinic: number) => ({
      asOf: new Date(clinic).toISOString(),
      freshUntil: new Date(clinic + ms).toISOString(),
    });
    core.answer(5, [slot('09:00')], slotsQuery(), freshIn(30_000, wrong));
    expect(core.timerSet(`fresh:${KEY}`)?.delayMs).toBe(30_000);
    // Put right by five hours: by the old correction the answer seems long outdated, and is read again too often at worst.
    core
      .later(5 * hour)
      .send({ type: 'visibility', visible: false })
      .forget();
    core.send({ type: 'visibility', visible: true });
    expect(core.asked('fetch')).toHaveLength(1);
    core.forget().answer(5, [slot('09:00')], slotsQuery(), freshIn(30_000, core.now));
    expect(core.state.clockOffsetMs).toBe(0);
    expect(core.timerSet(`fresh:${KEY}`)?.delayMs).toBe(30_000);
  });

  it('[RT10] a moment that is over already does not make it ask without a pause', () => {
    const core = settled(5).send({ type: 'refresh', key: KEY }).forget();
    core.answer(5, [slot('09:00')], slotsQuery(), { freshUntil: new Date(START - 1).toISOString() });
    expect(core.timerSet(`fresh:${KEY}`)?.delayMs).toBe(1000);
  });

  it('[RT11] waits a random part of the spread before it reads', () => {
    const core = settled(5).hear(hoursChanged(6, { spreadMs: 200 }));
    expect(core.asked('fetch')).toEqual([]);
    expect(core.timerSet(`fetch:${KEY}`)).toMatchObject({ delayMs: 0, spreadMs: 200 });
    core
      .hear(hoursChanged(7, { spreadMs: 200 }))
      .forget()
      .timer(`fetch:${KEY}`);
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT12] a resync catches up every watched doctor and takes the word Live until then', () => {
    const core = settled(5).send({ type: 'resync' });
    expect(core.asked('catch-up')[0]).toMatchObject({ doctorId: DOCTOR, since: 5 });
    expect(core.status).toBe('catching-up');
    core.caughtUp(5, 5);
    expect(core.status).toBe('live');
  });

  it('[RT12] a resync during a catch-up is not answered by it', () => {
    const core = settled(5).timer('check').send({ type: 'resync' }).forget();
    core.caughtUp(5, 5);
    expect([core.asked('catch-up').length, core.status]).toEqual([1, 'catching-up']);
    expect(core.caughtUp(5, 5).status).toBe('live');
    expect(core.asked('catch-up')).toHaveLength(1);
  });

  it('[RT12] a resync doubts a doctor whose page was just left, too', () => {
    const core = settled(5).send({ type: 'query-released', key: KEY }).send({ type: 'resync' });
    expect(core.asked('catch-up')).toHaveLength(1);
    expect(core.watching().status).toBe('catching-up');
    expect(core.caughtUp(5, 5).status).toBe('live');
  });

  it('a query that appears later must be as new as what was heard before it', () => {
    const core = settled(5)
      .hear(hoursChanged(6))
      .answer(6, [slot('09:00')]);
    const next = slotsQuery({ from: '2026-03-03', to: '2026-03-03' });
    core.watching(next).answer(5, [], next);
    expect(core.query(next).doctors[DOCTOR]?.needSeq).toBe(6);
    expect(core.query(next).fetching).not.toBeNull();
  });
});
