import type { SlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import { describe, expect, it } from 'vitest';
import { queryKey } from './query.ts';
import {
  CoreDriver,
  DAY,
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
const BOTH = [slot('09:00'), slot('09:30')];
const ONE_LESS = [slot('09:30')];
const OWN = { doctorId: DOCTOR, holdId: '1'.repeat(24) };
const ANY = slotsQuery({}, { specialty: 'Cardiology' });

const released = (core: CoreDriver) => core.send({ type: 'query-released', key: KEY });
const refreshed = (core: CoreDriver) => core.send({ type: 'refresh', key: KEY });
const reasons = (core: CoreDriver) => core.query().gone.map(({ reason }) => reason);
const told = (seq: number, times: string[], key = KEY, date = DAY) => ({
  type: 'day-told' as const,
  key,
  told: { doctorId: DOCTOR, seq, day: { date, slots: times.map((time) => slot(time)) } },
});

/** A specialty of the one doctor, on screen. */
function specialty(freshForMs = 3_600_000): CoreDriver {
  const core = new CoreDriver().send({ type: 'socket-up' }).watching(ANY);
  const doctor = { doctorId: DOCTOR, seq: 5, name: 'Ada', timeZone: 'UTC', durationMinutes: 30 };
  const value: SlotsOfSpecialty = {
    doctors: [doctor],
    asOf: new Date(core.now).toISOString(),
    freshUntil: new Date(core.now + freshForMs).toISOString(),
    bookable: true,
    days: [{ date: DAY, slots: [{ ...slot('09:00'), doctorIds: [DOCTOR] }] }],
  };
  const id = core.query(ANY).fetching?.id ?? -1;
  core.send({ type: 'answered', key: queryKey(ANY), id, answer: { kind: 'slots', value } });
  return core.ack(5);
}

describe('what is told', () => {
  it('[RT19] a booking after hours that changed nothing seen makes no toast, nor does a first answer', () => {
    const core = settled()
      .hear(hoursChanged(6))
      .answer(6, BOTH)
      .hear(slotBooked(7, '09:00'))
      .answer(7, ONE_LESS);
    expect(core.asked('toast')).toEqual([]);
    const first = new CoreDriver().send({ type: 'socket-up' }).watching().ack(5).hear(hoursChanged(6));
    expect(first.answer(6, BOTH).asked('toast')).toEqual([]);
  });

  it('[RT19] a second page takes nothing away from the first; who comes back hears of nothing old', () => {
    expect(settled().hear(hoursChanged(6)).watching().answer(6, ONE_LESS).asked('toast')).toHaveLength(1);
    const core = released(refreshed(settled()).answer(6, ONE_LESS)).watching().hear(hoursChanged(6));
    expect(core.asked('toast')).toEqual([]);
  });

  it('[RT20] is explained by what the answer includes, and by nothing before or after it', () => {
    const later = settled().hear(hoursChanged(6)).hear(slotBooked(7, '09:00')).answer(6, ONE_LESS);
    expect(reasons(later)).toEqual(['removed']);
    const before = settled().hear(hoursChanged(6)).answer(6, BOTH).hear(slotBooked(7, '10:00'));
    expect(reasons(before.answer(7, ONE_LESS))).toEqual(['taken']);
  });

  it('[RT20] stays for its 3 s also when another answer comes, and no timer runs for nothing', () => {
    const core = settled().hear(slotBooked(6, '09:00')).answer(6, ONE_LESS).later(1000);
    expect(refreshed(core).answer(6, ONE_LESS).query().gone).toHaveLength(1);
    expect(refreshed(settled()).answer(5, BOTH).timerSet(`gone:${KEY}`)).toBe(undefined);
    const other = slotBooked(6, '09:30');
    const late = refreshed(settled()).answer(6, ONE_LESS).hear(other);
    expect(reasons(late)).toEqual(['removed']);
  });
});

describe('reads', () => {
  it('[RT8] of a server that answers from the past have a pause that nothing shortens and nothing stretches', () => {
    const core = settled().hear(hoursChanged(6));
    for (let round = 0; round < 3; round += 1) {
      core.answer(5, BOTH);
    }
    core.forget().hear(hoursChanged(7));
    expect(core.asked('fetch')).toEqual([]);
    for (let round = 0; round < 8; round += 1) {
      core.timer(`fetch:${KEY}`).answer(5, BOTH);
    }
    expect(core.timerSet(`fetch:${KEY}`)?.delayMs).toBe(5000);
  });

  it('[RT14] that fail often are tried every half minute', () => {
    const core = refreshed(settled()).failRead(OFFLINE);
    for (let round = 0; round < 8; round += 1) {
      core.timer(`fetch:${KEY}`).failRead(OFFLINE);
    }
    expect(core.timerSet(`fetch:${KEY}`)?.delayMs).toBe(30_000);
  });

  it('[RT24] of a specialty come sooner when time alone outdates it', () => {
    expect(specialty(20_000).timerSet(`fresh:${queryKey(ANY)}`)?.delayMs).toBe(20_000);
  });

  it('[RT3] reach to the end of the last date in the farthest west, and from the first in the farthest east', () => {
    const on = (from: string, to: string) =>
      settled().hear(hoursChanged(6, { from, to })).asked('fetch').length;
    expect(on('2026-03-03T11:00:00.000Z', '2026-03-03T11:30:00.000Z')).toBe(1);
    expect(on('2026-03-03T12:00:00.000Z', '2026-03-03T12:30:00.000Z')).toBe(0);
    expect(on('2026-03-01T10:00:00.000Z', '2026-03-01T10:30:00.000Z')).toBe(1);
  });

  it('[RT14] that were wished for while nobody looked are made for who comes; nobody knows others', () => {
    expect(refreshed(released(settled())).watching().asked('fetch')).toHaveLength(1);
    expect(refreshed(new CoreDriver()).state.queries).toEqual({});
  });

  it('[RT13] ahead of time ask for no room', () => {
    const other = slotsQuery({}, { doctorId: 'e'.repeat(24) });
    const core = settled().send({ type: 'query-prefetched', query: other });
    expect(core.answer(1, [], other, { doctorId: 'e'.repeat(24) }).asked('watch')).toEqual([]);
  });

  it('the newest of those that nobody watches are kept', () => {
    const core = settled();
    const queries = Array.from({ length: 20 }, (_, index) => {
      const date = `2027-01-${String(index + 1).padStart(2, '0')}`;
      return slotsQuery({ from: date, to: date });
    });
    for (const query of queries) {
      core
        .watching(query)
        .answer(5, [], query)
        .send({ type: 'query-released', key: queryKey(query) });
    }
    const kept = Object.keys(core.state.queries);
    expect(kept).toEqual([KEY, ...queries.slice(-12).map(queryKey)]);
    const [forgotten = expect.unreachable()] = queries.map(queryKey);
    const ended = core.asked('cancel-timer').map(({ id }) => id);
    expect(ended).toEqual(
      expect.arrayContaining([`fetch:${forgotten}`, `fresh:${forgotten}`, `gone:${forgotten}`]),
    );
  });

  it('what is still being read is kept as well', () => {
    const core = settled();
    const dates = Array.from({ length: 14 }, (_, index) => `2027-01-${String(index + 1).padStart(2, '0')}`);
    const [first = expect.unreachable(), ...others] = dates.map((date) =>
      slotsQuery({ from: date, to: date }),
    );
    core.watching(first).send({ type: 'query-released', key: queryKey(first) });
    for (const query of others) {
      core
        .watching(query)
        .answer(5, [], query)
        .send({ type: 'query-released', key: queryKey(query) });
    }
    expect(core.query(first).fetching).not.toBeNull();
    expect(core.answer(5, BOTH, first).query(first).shown?.value).toMatchObject({ seq: 5 });
  });
});

describe('holds and told days', () => {
  it('[RT26] leave counts alone', () => {
    const core = settled()
      .watching(monthsQuery)
      .answerMonths(5, 2)
      .forget()
      .send({ type: 'own-hold', ownHold: OWN });
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([KEY]);
  });

  it('[RT27] are for one date, as new as what is shown or newer, and go as everything goes', () => {
    const two = slotsQuery({ to: '2026-03-03' });
    const days = [
      { date: DAY, slots: BOTH },
      { date: '2026-03-03', slots: ONE_LESS },
    ];
    const core = settled().watching(two).answer(5, [], two, { days });
    core.send(told(5, ['10:00'], queryKey(two)));
    const { shown } = core.query(two);
    expect(shown?.kind === 'slots' && shown.value.days.map(({ date }) => date)).toEqual([DAY, '2026-03-03']);
    expect(core.timerSet(`gone:${queryKey(two)}`)?.delayMs).toBe(3000);
  });

  it('[RT27] make a specialty due and show nothing of it', () => {
    const core = specialty().forget();
    const { shown } = core.query(ANY);
    core.send(told(9, [], queryKey(ANY)));
    expect([core.query(ANY).shown === shown, core.asked('fetch').length]).toEqual([true, 1]);
  });
});
