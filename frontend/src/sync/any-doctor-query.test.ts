import type { SlotsOfSpecialty } from '@openslot/shared/contracts/slots-of-specialty';
import { describe, expect, it } from 'vitest';
import { isCaughtUp } from './core/state.ts';
import { queryKey } from './query.ts';
import {
  CoreDriver,
  DAY,
  DOCTOR,
  hoursChanged,
  slot,
  slotBooked,
  slotsQuery,
} from './testing/core-driver.ts';

const ADA = DOCTOR;
const BEA = 'e'.repeat(24);
const CORA = 'f'.repeat(24);
const ANY = slotsQuery({}, { specialty: 'Cardiology' });
const KEY = queryKey(ANY);

type Times = Readonly<Record<string, readonly string[]>>;

/** Answers the read that is on its way: the number of each doctor, and who is free at each time. */
function answer(core: CoreDriver, seqs: Readonly<Record<string, number>>, times: Times): CoreDriver {
  const id = core.query(ANY).fetching?.id ?? -1;
  const value: SlotsOfSpecialty = {
    doctors: Object.entries(seqs).map(([doctorId, seq]) => ({
      doctorId,
      seq,
      name: doctorId,
      timeZone: 'UTC',
      durationMinutes: 30,
    })),
    asOf: new Date(core.now).toISOString(),
    freshUntil: new Date(core.now + 3_600_000).toISOString(),
    bookable: true,
    days: [
      {
        date: DAY,
        slots: Object.entries(times).map(([time, ids]) => ({ ...slot(time), doctorIds: [...ids] })),
      },
    ],
  };
  return core.send({ type: 'answered', key: KEY, id, answer: { kind: 'slots', value } });
}

/** Ada at 5 and Bea at 8, both acknowledged, on screen. */
function settled(times: Times = { '09:00': [ADA, BEA], '09:30': [BEA] }): CoreDriver {
  const core = new CoreDriver().send({ type: 'socket-up' }).watching(ANY);
  answer(core, { [ADA]: 5, [BEA]: 8 }, times);
  return core.ack(5, ADA).ack(8, BEA).forget();
}

const ofBea = (change: ReturnType<typeof slotBooked>) =>
  ({ ...change, payload: { ...change.payload, doctorId: BEA } }) as typeof change;

function free(core: CoreDriver): Times {
  const { shown } = core.query(ANY);
  const slots = shown?.kind === 'slots' ? shown.value.days.flatMap((day) => day.slots) : [];
  return Object.fromEntries(
    slots.map((each) => [
      each.startsAt.slice(11, 16),
      'doctorIds' in each ? (each.doctorIds as string[]) : [],
    ]),
  );
}

describe('a query of several doctors', () => {
  it('[RT23] watches everybody the answer names, and is live when all have acknowledged', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).watching(ANY);
    expect(core.asked('watch')).toEqual([]);
    expect(core.status).toBe('catching-up');
    answer(core, { [ADA]: 5, [BEA]: 8 }, {});
    expect(core.asked('watch').map(({ doctorId }) => doctorId)).toEqual([ADA, BEA]);
    expect(core.ack(5, ADA).status).toBe('catching-up');
    expect(core.ack(8, BEA).status).toBe('live');
  });

  it('[RT1][RT23] is read again when the ack of one of them is newer than the answer', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).watching(ANY);
    answer(core, { [ADA]: 5, [BEA]: 8 }, {})
      .ack(5, ADA)
      .forget();
    expect(core.ack(9, BEA).asked('fetch')).toHaveLength(1);
  });

  it.each([
    ['the first', hoursChanged(6)],
    ['the second', ofBea(slotBooked(9, '09:00'))],
  ])('[RT3][RT23] is read again when %s of them changes within its dates', (_who, change) => {
    const core = settled().hear(change);
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([KEY]);
    expect([isCaughtUp(core.state, ADA), core.status]).toEqual([false, 'catching-up']);
  });

  it('[RT3][RT23] is left alone by a change outside its dates, and by doctors it does not name', () => {
    const elsewhere = { from: '2026-04-02T00:00:00.000Z', to: '2026-04-03T00:00:00.000Z' };
    const core = settled()
      .hear(hoursChanged(6, elsewhere))
      .hear(hoursChanged(3, { doctorId: CORA }));
    expect(core.asked('fetch')).toEqual([]);
  });

  it('[RT4][RT23] mends the chain of the one doctor that has a gap', () => {
    const core = settled().hear(hoursChanged(11, { doctorId: BEA }));
    expect(core.asked('catch-up')).toMatchObject([{ doctorId: BEA, since: 8 }]);
  });

  it('[RT7][RT23] does not show an answer that is older for any of them, and asks again while it must', () => {
    const core = settled().hear(hoursChanged(6));
    answer(core, { [ADA]: 6, [BEA]: 7 }, { '10:00': [ADA] });
    expect(free(core)).toEqual({ '09:00': [ADA, BEA], '09:30': [BEA] });
    expect(core.query(ANY).fetching).not.toBeNull();
    answer(core, { [ADA]: 6, [BEA]: 8 }, { '09:30': [BEA] });
    expect(free(core)).toEqual({ '09:30': [BEA] });
    expect(core.query(ANY).fetching).toBeNull();
  });

  it('[RT8][RT23] stays due until the answer includes what was heard of each', () => {
    const core = settled()
      .hear(hoursChanged(6))
      .hear(hoursChanged(9, { doctorId: BEA }));
    answer(core, { [ADA]: 6, [BEA]: 8 }, {});
    expect(core.query(ANY).fetching).not.toBeNull();
    answer(core, { [ADA]: 6, [BEA]: 9 }, {});
    expect([core.query(ANY).fetching, core.status]).toEqual([null, 'live']);
  });

  it('[RT5][RT23] is read again after the numbers of one of them begin anew, and takes lower ones of that one alone', () => {
    const core = settled()
      .hear(hoursChanged(11, { doctorId: BEA }))
      .caughtUp(8, 2, [], true, BEA);
    answer(core, { [ADA]: 5, [BEA]: 2 }, { '11:00': [BEA] });
    expect(free(core)).toEqual({ '11:00': [BEA] });
    core.send({ type: 'refresh', key: KEY });
    answer(core, { [ADA]: 4, [BEA]: 2 }, {});
    expect(free(core)).toEqual({ '11:00': [BEA] });
  });

  it('[RT5][RT19][RT23] a reset of one of them forgets nothing of what the others did', () => {
    const core = settled()
      .hear(hoursChanged(9, { doctorId: BEA }))
      .hear(hoursChanged(9))
      .caughtUp(5, 9, [], true, ADA);
    expect(answer(core, { [ADA]: 9, [BEA]: 9 }, {}).asked('toast')).toHaveLength(1);
  });

  it('[RT23] lets the room of a doctor who left go after a while, and watches one who came', () => {
    const core = settled().send({ type: 'refresh', key: KEY });
    answer(core, { [ADA]: 5, [CORA]: 1 }, { '09:00': [ADA, CORA] });
    expect(core.asked('watch').map(({ doctorId }) => doctorId)).toEqual([CORA]);
    expect(core.timerSet(`linger:${BEA}`)).toMatchObject({ delayMs: 10_000 });
    core.timer(`linger:${BEA}`).ack(1, CORA);
    expect(core.asked('unwatch').map(({ doctorId }) => doctorId)).toEqual([BEA]);
    expect(core.status).toBe('live');
  });

  it('[RT23] who comes must not be older in the answer than what was heard of them', () => {
    const core = settled();
    const own = slotsQuery({}, { doctorId: CORA });
    core.watching(own).ack(7, CORA).send({ type: 'refresh', key: KEY });
    answer(core, { [ADA]: 5, [BEA]: 8, [CORA]: 6 }, {});
    expect(core.query(ANY).fetching).not.toBeNull();
    answer(core, { [ADA]: 5, [BEA]: 8, [CORA]: 7 }, {});
    expect(core.query(ANY).fetching).toBeNull();
  });

  it('[RT24] is read again every minute, for nobody tells of a doctor who joins', () => {
    const core = new CoreDriver().send({ type: 'socket-up' }).watching(ANY);
    answer(core, {}, {});
    expect(core.timerSet(`fresh:${KEY}`)).toMatchObject({ delayMs: 60_000 });
    expect(core.status).toBe('live');
    core.forget().later(60_000).timer(`fresh:${KEY}`);
    expect(core.asked('fetch')).toHaveLength(1);
  });

  it('[RT13][RT23] a new connection watches all of them anew, and leaving the page gives all rooms up', () => {
    const core = settled().send({ type: 'socket-down' }).send({ type: 'socket-up' });
    expect(core.asked('watch').map(({ doctorId }) => doctorId)).toEqual([ADA, BEA]);
    core.send({ type: 'query-released', key: KEY });
    expect([core.timerSet(`linger:${ADA}`), core.timerSet(`linger:${BEA}`)]).not.toContain(undefined);
  });

  it('[RT20][RT23] shows a time as just taken only when nobody is left who is free then', () => {
    const core = settled().hear(ofBea(slotBooked(9, '09:00')));
    answer(core, { [ADA]: 5, [BEA]: 9 }, { '09:00': [ADA], '09:30': [BEA] });
    expect(core.query(ANY).gone).toEqual([]);
    core.hear(ofBea(slotBooked(10, '09:30')));
    answer(core, { [ADA]: 5, [BEA]: 10 }, { '09:00': [ADA] });
    expect(core.query(ANY).gone).toMatchObject([{ reason: 'taken' }]);
  });

  it('[RT19][RT23] tells of changed hours of any of them, once for a burst, and waits for an own change', () => {
    const core = settled()
      .hear(hoursChanged(6))
      .hear(hoursChanged(9, { doctorId: BEA }));
    answer(core, { [ADA]: 6, [BEA]: 9 }, { '09:30': [BEA] });
    expect(core.asked('toast')).toHaveLength(1);
    const own = settled().send({ type: 'write-started', doctorId: BEA });
    own.hear(hoursChanged(9, { doctorId: BEA }));
    answer(own, { [ADA]: 5, [BEA]: 9 }, {});
    expect(own.asked('toast')).toEqual([]);
    own.send({ type: 'write-ended', doctorId: BEA, seq: 9 });
    expect(own.asked('toast')).toEqual([]);
  });
});
