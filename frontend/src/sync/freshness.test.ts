import { type FreshnessSample, reportFreshness } from '@openslot/shared/contracts/freshness';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Api } from '../lib/api-client.ts';
import { clientError } from '../lib/api-error.ts';
import type { Input } from './core/messages.ts';
import { createFreshness, reportTo } from './freshness.ts';
import { queryKey } from './query.ts';
import {
  CoreDriver,
  DOCTOR,
  hoursChanged,
  monthsQuery,
  START,
  slot,
  slotsQuery,
} from './testing/core-driver.ts';

const iso = (ms: number) => new Date(ms).toISOString();

/** A page that shows a doctor's day, live, at number 1; frames come when the test says so. */
function rig() {
  const driver = new CoreDriver();
  const frames: (() => void)[] = [];
  const sent: FreshnessSample[][] = [];
  const freshness = createFreshness({
    now: () => driver.now,
    send: (samples) => sent.push([...samples]),
    nextFrame: (then) => frames.push(then),
  });
  const send = (input: Input) => freshness(input, driver.send(input).state);
  const answer = (seq: number) => {
    driver.answer(seq, [slot('09:00')]);
    freshness({ type: 'retry' }, driver.state);
  };
  /** The next frame begins, and `ms` after it the one after that. */
  const paint = (ms = 0) => {
    for (const _ of [1, 2]) {
      for (const then of frames.splice(0)) {
        then();
      }
      driver.later(ms);
    }
  };
  const pass = (ms: number) => {
    driver.later(ms);
    vi.advanceTimersByTime(ms);
  };
  send({ type: 'visibility', visible: true });
  send({ type: 'socket-up' });
  send({ type: 'query-watched', query: slotsQuery() });
  send({ type: 'watch-acked', doctorId: DOCTOR, seq: 1 });
  answer(1);
  const hear = (seq: number, changedAt = driver.now) =>
    send({ type: 'change', change: hoursChanged(seq, { changedAt: iso(changedAt) }) });
  return { driver, sent, send, answer, paint, pass, hear };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('[RT50] how long a change took to the screen', () => {
  it('is from its log time until the frame after the one that shows it, by the clinic’s clock', () => {
    const { driver, sent, answer, paint, pass, hear } = rig();
    hear(2);
    driver.later(40);
    answer(2);
    expect(sent).toEqual([]);
    paint(10);
    pass(10_000);
    // The second frame began 10 ms after the first one.
    expect(sent).toEqual([[{ kind: 'push-lag', page: 'slots', connection: 'live', ms: 50 }]]);
  });

  it('is right on a device whose clock is wrong', () => {
    const { driver, sent, send, paint, pass } = rig();
    const HOUR = 3_600_000;
    // The clinic's clock says an hour more than this device.
    const change = hoursChanged(2, { changedAt: iso(driver.now + HOUR) });
    send({ type: 'change', change });
    driver.answer(2, [slot('09:00')], slotsQuery(), { asOf: iso(driver.now + HOUR) });
    send({ type: 'retry' });
    driver.later(70);
    paint();
    pass(10_000);
    expect(sent.flat()).toEqual([{ kind: 'push-lag', page: 'slots', connection: 'live', ms: 70 }]);
  });

  it('does not count the time in which the device slept', () => {
    const { driver, sent, send, answer, paint, pass, hear } = rig();
    const changedAt = driver.now;
    driver.later(3_600_000);
    send({ type: 'woken' });
    driver.later(300);
    hear(2, changedAt);
    answer(2);
    paint();
    pass(10_000);
    expect(sent.flat()).toMatchObject([{ kind: 'push-lag', ms: 300 }]);
  });

  it('says when a change was learnt of without a socket, or repaired', () => {
    const { driver, sent, send, answer, paint, pass } = rig();
    const told = (seq: number) => ({
      type: 'caught-up' as const,
      since: seq - 1,
      answer: {
        doctorId: DOCTOR,
        seq,
        asOf: iso(driver.now),
        reset: false,
        changes: [hoursChanged(seq, { changedAt: iso(driver.now) })],
      },
    });
    send({ type: 'change', change: hoursChanged(3, { changedAt: iso(driver.now) }) });
    send(told(2));
    answer(3);
    send({ type: 'socket-down' });
    driver.later(20_000);
    send({ type: 'timer', id: 'poll' });
    send(told(4));
    answer(4);
    paint();
    pass(10_000);
    expect(sent.flat().map(({ connection }) => connection)).toEqual(['catching-up', 'polling']);
  });

  it('is not told of what is not shown: another day, a page that was left, an answer that is still awaited', () => {
    const { driver, sent, send, answer, paint, pass, hear } = rig();
    send({
      type: 'change',
      change: hoursChanged(2, { from: '2027-01-01T00:00:00.000Z', to: '2027-01-02T00:00:00.000Z' }),
    });
    hear(3);
    paint();
    send({ type: 'query-released', key: queryKey(slotsQuery()) });
    driver.later(10);
    answer(3);
    paint();
    pass(60_000);
    expect(sent).toEqual([]);
  });
});

describe('[RT51] how old what was clicked was', () => {
  it('is the time since it was last known to be right', () => {
    const { driver, sent, send, pass } = rig();
    driver.later(7_000);
    send({ type: 'write-started', doctorId: DOCTOR });
    pass(10_000);
    expect(sent).toEqual([[{ kind: 'click-age', page: 'slots', connection: 'live', ms: 7_000 }]]);
  });

  it('begins anew with each confirmation, though nothing was read again', () => {
    const { driver, sent, send, pass } = rig();
    driver.later(29_000);
    // The cheap look of every 30 seconds: nothing was missed.
    send({ type: 'timer', id: 'check' });
    const answer = { doctorId: DOCTOR, seq: 1, asOf: iso(driver.now), reset: false, changes: [] };
    send({ type: 'caught-up', answer, since: 1 });
    driver.later(2_000);
    send({ type: 'write-started', doctorId: DOCTOR });
    pass(10_000);
    expect(sent.flat()).toMatchObject([{ kind: 'click-age', ms: 2_000 }]);
  });

  it('is of the times where a month is shown beside them, and of nothing for a doctor who is not shown', () => {
    const { driver, sent, send, pass } = rig();
    send({ type: 'query-watched', query: monthsQuery });
    driver.answerMonths(1, 3);
    send({ type: 'write-started', doctorId: DOCTOR });
    send({ type: 'write-started', doctorId: 'e'.repeat(24) });
    pass(10_000);
    expect(sent.flat().map(({ page }) => page)).toEqual(['slots']);
  });
});

describe('[RT52] reports', () => {
  it('are at most one in 10 seconds, with at most 40 measurements of at most ten minutes', () => {
    const { driver, sent, send, answer, paint, pass, hear } = rig();
    hear(2, START - 3_600_000);
    answer(2);
    paint();
    for (let n = 0; n < 100; n += 1) {
      send({ type: 'write-started', doctorId: DOCTOR });
    }
    pass(9_999);
    expect(sent).toEqual([]);
    pass(1);
    expect(sent.map((samples) => samples.length)).toEqual([40]);
    send({ type: 'write-started', doctorId: DOCTOR });
    pass(9_999);
    expect(sent).toHaveLength(1);
    pass(1);
    expect(sent).toHaveLength(2);
    driver.later(3_600_000);
    send({ type: 'write-started', doctorId: DOCTOR });
    pass(10_000);
    expect(sent[2]).toMatchObject([{ ms: 600_000 }]);
  });

  it('tell nothing of a page that nobody looks at, and count from when somebody looks again', () => {
    const { driver, sent, send, answer, paint, pass, hear } = rig();
    send({ type: 'visibility', visible: false });
    hear(2);
    answer(2);
    paint();
    pass(60_000);
    // Heard while seen, painted while hidden.
    send({ type: 'visibility', visible: true });
    hear(3);
    answer(3);
    send({ type: 'visibility', visible: false });
    paint();
    pass(60_000);
    expect(sent).toEqual([]);
    send({ type: 'visibility', visible: true });
    const before = driver.now - 30_000;
    driver.later(200);
    hear(4, before);
    answer(4);
    paint();
    pass(10_000);
    expect(sent.flat()).toMatchObject([{ ms: 200 }]);
  });

  it('leave at once when the page goes out of sight, if the last one is long enough ago, and wait otherwise', () => {
    const { sent, send, pass } = rig();
    send({ type: 'write-started', doctorId: DOCTOR });
    send({ type: 'visibility', visible: false });
    expect(sent).toHaveLength(1);
    send({ type: 'visibility', visible: true });
    send({ type: 'write-started', doctorId: DOCTOR });
    send({ type: 'visibility', visible: false });
    pass(60_000);
    expect(sent).toHaveLength(1);
    send({ type: 'visibility', visible: true });
    pass(10_000);
    expect(sent).toHaveLength(2);
  });
  it('go without cookies, outlive the page, and are lost in silence', async () => {
    const call = vi.fn(async () => {
      throw clientError('offline');
    });
    const sample: FreshnessSample = { kind: 'push-lag', page: 'slots', connection: 'live', ms: 1 };
    reportTo({ call } as unknown as Api)([sample]);
    await vi.advanceTimersByTimeAsync(0);
    const expected = { body: { samples: [sample] }, anonymous: true, keepalive: true };
    expect(call.mock.calls).toEqual([[reportFreshness, expected]]);
  });
});
