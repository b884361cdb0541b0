import { describe, expect, it } from 'vitest';
import { queryKey } from './query.ts';
import {
  CoreDriver,
  DOCTOR,
  FORBIDDEN,
  hoursChanged,
  OFFLINE,
  settled,
  slot,
  slotBooked,
  slotsQuery,
} from './testing/core-driver.ts';

const KEY = queryKey(slotsQuery());
const NEXT = slotsQuery({ from: '2026-03-03', to: '2026-03-03' });
const ONE_LESS = [slot('09:30')];

const left = (core: CoreDriver) =>
  core.send({ type: 'query-released', key: KEY }).timer(`linger:${DOCTOR}`).forget();
const refused = (core: CoreDriver) => core.send({ type: 'watch-failed', doctorId: DOCTOR, refused: true });
const catchUpFails = (core: CoreDriver, problem = OFFLINE) =>
  core.send({ type: 'catch-up-failed', doctorId: DOCTOR, problem });
const started = () => new CoreDriver().send({ type: 'socket-up' }).watching();

describe('a catch-up', () => {
  const ended = (core: CoreDriver) => core.asked('cancel-timer').map(({ id }) => id);

  it('[RT5] that succeeds leaves no try of the one that failed before it', () => {
    const core = catchUpFails(settled().hear(hoursChanged(7)))
      .timer('check')
      .forget();
    core.caughtUp(5, 7, [hoursChanged(6), hoursChanged(7)]);
    expect(ended(core)).toContain(`catch-up:${DOCTOR}`);
    expect(ended(settled().timer('check').forget().caughtUp(5, 5))).toEqual([]);
  });
});

describe('rooms', () => {
  it('[RT13] are not asked for without a socket, and a refused one is asked for again', () => {
    const down = started().send({ type: 'watch-failed', doctorId: DOCTOR, refused: false });
    down.send({ type: 'socket-down' }).forget().timer(`watch:${DOCTOR}`);
    expect(down.asked('watch')).toEqual([]);
    expect(refused(started()).forget().timer(`watch:${DOCTOR}`).asked('watch')).toHaveLength(1);
  });

  it('[RT13] are not given up by a timer that comes late, nor without a socket, nor where nobody was', () => {
    expect(settled().timer(`linger:${DOCTOR}`)).toMatchObject({ heard: 5, commands: [] });
    const down = settled().send({ type: 'query-released', key: KEY }).send({ type: 'socket-down' });
    expect(down.timer(`linger:${DOCTOR}`).asked('unwatch')).toEqual([]);
    const early = new CoreDriver().watching().send({ type: 'query-released', key: KEY });
    expect(early.send({ type: 'socket-up' }).timer(`linger:${DOCTOR}`).asked('unwatch')).toEqual([]);
  });

  it('[RT13] that were given up leave no gap and no doubt behind, and what still comes of them is nothing', () => {
    const gap = left(catchUpFails(settled().hear(hoursChanged(9))));
    expect(gap.watching().ack(5).asked('catch-up')).toEqual([]);
    const doubt = left(catchUpFails(settled().send({ type: 'resync' }), FORBIDDEN));
    expect(doubt.watching().ack(5).status).toBe('live');
    const late = left(settled()).ack(9).hear(hoursChanged(10));
    expect(late.heard).toBe(null);
    expect(late.watching().ack(5).asked('catch-up')).toEqual([]);
  });

  it('[RT21] that are refused do not take the word Live', () => {
    expect(refused(started().answer(5, [])).status).toBe('live');
  });

  it('[RT21] an ack, a change, a catch-up that find all well move the as-of time', () => {
    const elsewhere = { from: '2026-06-01T00:00:00.000Z', to: '2026-06-02T00:00:00.000Z' };
    for (const news of [
      (core: CoreDriver) => core.ack(5),
      (core: CoreDriver) => core.hear(hoursChanged(6, elsewhere)),
      (core: CoreDriver) => core.timer('check').caughtUp(5, 5),
    ]) {
      const core = settled();
      const before = core.state.asOf ?? 0;
      expect(news(core.later(1000)).state.asOf).toBe(before + 1000);
    }
  });
});

describe('catching up', () => {
  it('[RT4] waits for a chain; without one it begins with the oldest answer, if there is any', () => {
    const early = started().answer(4, []).hear(hoursChanged(8));
    expect(early.asked('catch-up')).toEqual([]);
    const nothing = new CoreDriver().watching().send({ type: 'socket-down' }).timer('poll');
    expect([nothing.asked('catch-up'), nothing.asked('ping').length]).toEqual([[], 1]);
    const core = new CoreDriver().watching().answer(5, []).watching(NEXT).send({ type: 'socket-down' });
    expect(core.timer('poll').asked('catch-up')).toMatchObject([{ since: 5 }]);
    const two = new CoreDriver().watching().answer(5, []).watching(NEXT).answer(3, [], NEXT);
    expect(two.send({ type: 'socket-down' }).timer('poll').asked('catch-up')).toMatchObject([{ since: 3 }]);
  });

  it('[RT4] that fails is tried again later each time, not when refused, not without a socket, not for nobody', () => {
    const core = catchUpFails(settled().hear(hoursChanged(7)));
    expect([core.timerSet(`catch-up:${DOCTOR}`)?.delayMs, core.status]).toEqual([1000, 'offline']);
    catchUpFails(core.timer(`catch-up:${DOCTOR}`));
    expect(core.timerSet(`catch-up:${DOCTOR}`)?.delayMs).toBe(2000);
    core
      .timer(`catch-up:${DOCTOR}`)
      .caughtUp(5, 7, [hoursChanged(6), hoursChanged(7)])
      .answer(7, []);
    catchUpFails(core.forget().timer('check'));
    expect(core.timerSet(`catch-up:${DOCTOR}`)?.delayMs).toBe(1000);

    const no = catchUpFails(settled().hear(hoursChanged(7)), FORBIDDEN);
    expect([no.timerSet(`catch-up:${DOCTOR}`), no.status]).toEqual([undefined, 'catching-up']);
    const down = catchUpFails(settled().send({ type: 'socket-down' }).timer('poll'));
    expect(down.timerSet(`catch-up:${DOCTOR}`)).toBe(undefined);
    expect(left(settled()).timer(`catch-up:${DOCTOR}`).asked('catch-up')).toEqual([]);
  });

  it('[RT5] shows that the clinic is reached, and is taken only when it was asked for', () => {
    const core = catchUpFails(settled().timer('check')).timer(`catch-up:${DOCTOR}`);
    expect(core.caughtUp(5, 5).status).toBe('live');
    expect(settled().caughtUp(5, 6, [hoursChanged(6)]).heard).toBe(5);
  });

  it('[RT12] that failed after a resync is asked for once more and no more', () => {
    const core = catchUpFails(settled().timer('check').send({ type: 'resync' })).timer(`catch-up:${DOCTOR}`);
    expect(core.forget().caughtUp(5, 5).status).toBe('live');
    expect(core.asked('catch-up')).toEqual([]);
  });

  it('[RT5] does not go back to what was heard meanwhile, nor does a reset', () => {
    const later = () =>
      settled().timer('check').hear(hoursChanged(6)).hear(hoursChanged(7)).hear(hoursChanged(8));
    expect(later().caughtUp(5, 7, [hoursChanged(6), hoursChanged(7)]).heard).toBe(8);
    expect(later().caughtUp(5, 7, [], true).heard).toBe(8);
    const gap = settled().hear(hoursChanged(9)).caughtUp(5, 7, [], true);
    expect([gap.heard, gap.status]).toEqual([7, 'catching-up']);
    expect(gap.timerSet(`catch-up:${DOCTOR}`)).toMatchObject({ delayMs: 100 });
  });

  it('[RT5] a reset leaves the read on its way, needs its number, sits out no spread and explains nothing', () => {
    const core = settled().send({ type: 'refresh', key: KEY }).hear(hoursChanged(9));
    const reading = core.query().fetching?.id;
    expect(core.caughtUp(5, 9, [], true).query().fetching?.id).toBe(reading);
    core.answer(8, ONE_LESS).forget();
    core.answer(8, ONE_LESS);
    expect(core.asked('fetch')).toHaveLength(1);
    core.answer(9, ONE_LESS);
    expect([core.asked('toast'), core.status]).toEqual([[], 'live']);

    const spread = settled()
      .hear(hoursChanged(6, { spreadMs: 200 }))
      .hear(hoursChanged(9));
    expect(spread.caughtUp(6, 9, [], true).asked('fetch')).toHaveLength(1);
    expect(spread.answer(9, ONE_LESS).asked('toast')).toEqual([]);

    const ahead = settled().send({ type: 'refresh', key: KEY }).answer(9, ONE_LESS).hear(hoursChanged(7));
    ahead.caughtUp(5, 7, [], true).hear(hoursChanged(8));
    expect(ahead.asked('toast')).toEqual([]);
  });

  it('[RT8] what is needed does not fall with a new chain', () => {
    const core = left(settled().hear(hoursChanged(6)))
      .watching()
      .ack(5);
    expect(core.query().doctors[DOCTOR]?.needSeq).toBe(6);
  });
});

describe('news that come late', () => {
  const ahead = (slots = ONE_LESS) => settled().send({ type: 'refresh', key: KEY }).answer(6, slots);

  it('[RT19] make no toast where nobody looks, where nothing was seen to change, and after what explained it', () => {
    const unseen = ahead().send({ type: 'query-released', key: KEY }).hear(hoursChanged(6));
    expect(unseen.asked('toast')).toEqual([]);
    expect(
      ahead([slot('09:00'), slot('09:30')])
        .hear(hoursChanged(6))
        .asked('toast'),
    ).toEqual([]);
    const next = ahead().hear(slotBooked(6, '09:00')).send({ type: 'refresh', key: KEY }).answer(7, ONE_LESS);
    expect(next.hear(hoursChanged(7)).asked('toast')).toEqual([]);
  });
});
