import type { CalendarAnswer } from '@openslot/shared/contracts/calendar';
import { describe, expect, it } from 'vitest';
import { queryKey } from './query.ts';
import { calendarAnswer } from './testing/calendar-answer.ts';
import {
  BUSY,
  CoreDriver,
  DOCTOR,
  FORBIDDEN,
  hoursChanged,
  monthsQuery,
  OFFLINE,
  settled,
  slot,
  slotBooked,
  slotsQuery,
} from './testing/core-driver.ts';

const KEY = queryKey(slotsQuery());
const ONE_LESS = [slot('09:30')];
const CALENDAR = { kind: 'calendar' as const, doctorId: DOCTOR, from: '2026-03-02', to: '2026-03-08' };

const answerCalendar = (
  core: CoreDriver,
  rev: number,
  timeZone: string,
  held: CalendarAnswer['held'] = [],
) => {
  const key = queryKey(CALENDAR);
  const value = calendarAnswer({ rev, asOf: new Date(core.now).toISOString(), timeZone, held });
  const id = core.query(CALENDAR).fetching?.id ?? -1;
  return core.send({ type: 'answered', key, id, answer: { kind: 'calendar', value } });
};

describe('a read', () => {
  it('[RT11] waits for the spread of the first change; later ones neither begin it anew nor pass it', () => {
    const core = settled()
      .hear(hoursChanged(6, { spreadMs: 200 }))
      .hear(hoursChanged(7, { spreadMs: 200 }));
    core.hear(hoursChanged(8));
    expect(core.asked('timer').filter(({ id }) => id === `fetch:${KEY}`)).toHaveLength(1);
    expect(core.asked('fetch')).toEqual([]);
    core.send({ type: 'refresh', key: KEY });
    expect(core.asked('fetch')).toHaveLength(1);
    expect(core.asked('cancel-timer')).toContainEqual({ type: 'cancel-timer', id: `fetch:${KEY}` });
  });

  it('[RT14] that failed is still due, and news do not shorten its delay', () => {
    const core = settled().send({ type: 'refresh', key: KEY }).failRead(OFFLINE);
    expect(core.status).toBe('offline');
    core.forget().hear(hoursChanged(6));
    expect(core.asked('fetch')).toEqual([]);
    core.timer(`fetch:${KEY}`);
    expect(core.asked('fetch')).toHaveLength(1);
    expect(core.answer(6, []).status).toBe('live');
    const wish = settled().send({ type: 'refresh', key: KEY }).failRead(OFFLINE).forget();
    expect(wish.timer(`fetch:${KEY}`).asked('fetch')).toHaveLength(1);
  });

  it('[RT21] that a busy clinic refuses reached it', () => {
    expect(settled().send({ type: 'refresh', key: KEY }).failRead(BUSY).status).toBe('catching-up');
  });

  it('[RT14] ahead of time that is refused is not repeated when something changes', () => {
    const core = settled()
      .send({ type: 'query-prefetched', query: monthsQuery })
      .failRead(FORBIDDEN, monthsQuery)
      .forget();
    core.hear(hoursChanged(6));
    expect(core.asked('fetch').map(({ key }) => key)).toEqual([KEY]);
  });

  it('[RT9] is answered by its own answer alone', () => {
    const core = settled().send({ type: 'refresh', key: KEY });
    const value = core.query().shown?.value;
    const answer = { kind: 'slots', value: { ...value, seq: 9, days: [] } } as never;
    core.send({ type: 'answered', key: KEY, id: 999, answer });
    expect([core.shown.length, core.query().fetching === null]).toEqual([2, false]);
  });

  it('[RT26] carries the own hold for its doctor and for a specialty, and for nothing else', () => {
    const ownHold = { doctorId: DOCTOR, holdId: '1'.repeat(24) };
    const any = slotsQuery({}, { specialty: 'Cardiology' });
    const other = slotsQuery({}, { doctorId: 'e'.repeat(24) });
    const core = new CoreDriver().send({ type: 'own-hold', ownHold });
    core.watching().watching(any).watching(other).watching(monthsQuery).watching(CALENDAR);
    expect(core.asked('fetch').map(({ holdId }) => holdId)).toEqual([
      ownHold.holdId,
      ownHold.holdId,
      null,
      null,
      null,
    ]);
  });

  it('[RT7] of a schedule is shown when neither number is lower', () => {
    const core = settled().watching(CALENDAR);
    answerCalendar(core, 9, 'UTC').send({ type: 'refresh', key: queryKey(CALENDAR) });
    answerCalendar(core, 9, 'Europe/Berlin');
    expect(core.query(CALENDAR).shown?.value).toMatchObject({ timeZone: 'Europe/Berlin' });
  });

  it('[RT10] of a schedule is made again when the first held time is over, by the clinic’s clock', () => {
    const core = settled().watching(CALENDAR);
    const held = [40_000, 25_000].map((left) => ({
      startsAt: '2026-03-02T09:00:00.000Z',
      endsAt: '2026-03-02T09:30:00.000Z',
      until: new Date(core.now + left).toISOString(),
    }));
    answerCalendar(core, 9, 'UTC', held);
    expect(core.timerSet(`fresh:${queryKey(CALENDAR)}`)?.delayMs).toBe(25_000);
  });

  it('[RT20] leaves changes that it does not include to explain the next', () => {
    const core = settled().hear(hoursChanged(6)).hear(slotBooked(7, '09:00'));
    core.answer(6, [slot('09:00'), slot('09:30')]).answer(7, ONE_LESS);
    expect(core.query().gone).toMatchObject([{ reason: 'taken' }]);
  });
});
