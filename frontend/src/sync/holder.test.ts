import type { Endpoint } from '@openslot/shared/contracts/endpoint';
import type { Hold } from '@openslot/shared/contracts/holds';
import { describe, expect, it } from 'vitest';
import type { Api } from '../lib/api-client.ts';
import { ApiError } from '../lib/api-error.ts';
import type { HoldTarget } from './hold-state.ts';
import { createHolder } from './holder.ts';

const [ADA, BEA] = ['a'.repeat(24), 'b'.repeat(24)];
const NOW = Date.parse('2026-03-02T07:00:00Z');

const at = (time: string, doctorId = ADA): HoldTarget => ({
  doctorId,
  visitTypeId: 'c'.repeat(24),
  startsAt: `2026-03-02T${time}:00.000Z`,
  timeZone: 'UTC',
});

interface Call {
  readonly body: HoldTarget;
  readonly params: { readonly holdId: string };
}

/** A clinic that holds what it is asked to, answers when it is told to, and writes down what it was asked. */
function rig() {
  const world = { now: NOW, holds: [] as Hold[], asked: [] as string[], refuse: false, count: 0 };
  let gate = Promise.resolve();
  const time = ({ startsAt }: { startsAt: string }) => startsAt.slice(11, 16);
  const place = ({ body }: Call) => {
    world.asked.push(`hold ${time(body)}`);
    if (world.refuse) {
      throw new ApiError({ code: 'slot_taken', status: 409, title: 'Taken' });
    }
    world.count += 1;
    const { doctorId, visitTypeId, startsAt } = body;
    const times = { startsAt, endsAt: startsAt, expiresAt: new Date(world.now + 300_000).toISOString() };
    const hold = {
      id: String(world.count).padStart(24, '0'),
      doctorId,
      visitTypeId,
      ...times,
      renewalsLeft: 2,
    };
    world.holds = [...world.holds.filter((other) => other.doctorId !== doctorId), hold];
    return { hold, seq: world.count, asOf: '' };
  };
  const release = ({ params }: Call) => {
    const hold = world.holds.find(({ id }) => id === params.holdId);
    world.asked.push(`release ${hold === undefined ? 'nothing' : time(hold)}`);
    world.holds = world.holds.filter((other) => other !== hold);
    return { released: hold !== undefined, seq: hold === undefined ? null : 99 };
  };
  const api = {
    async call({ method }: Endpoint, call: Call) {
      await gate;
      return method === 'POST' ? place(call) : method === 'DELETE' ? release(call) : { items: world.holds };
    },
  } as unknown as Api;
  const own: (string | null)[] = [];
  const holder = createHolder({
    api,
    sync: {
      write: (_doctorId, change) => change(),
      setOwnHold: (hold) => own.push(hold?.holdId.slice(-1) ?? null),
      now: () => world.now,
    },
  });
  /** Requests wait until the given function is called. */
  const shut = (): (() => void) => {
    let open = (): void => undefined;
    gate = new Promise((resolve) => {
      open = resolve;
    });
    return () => open();
  };
  return { world, holder, own, shut, state: holder.store.getState };
}

describe('a holder', () => {
  it('holds what is wanted, changes to another slot in one step, and gives it back', async () => {
    const { world, holder, own, state } = rig();
    holder.want(at('09:00'));
    expect(state().phase).toBe('asking');
    await holder.settled();
    expect(state().phase).toBe('held');
    holder.want(at('10:00'));
    await holder.settled();
    holder.want(null);
    await holder.settled();
    expect(world.asked).toEqual(['hold 09:00', 'hold 10:00', 'release 10:00']);
    expect(own).toEqual(['1', '2', null]);
    expect(state()).toMatchObject({ phase: 'none', hold: null });
  });

  it('gives back what it holds with one doctor before it holds with another', async () => {
    const { world, holder } = rig();
    holder.want(at('09:00'));
    await holder.settled();
    holder.want(at('09:00', BEA));
    await holder.settled();
    expect(world.asked).toEqual(['hold 09:00', 'release 09:00', 'hold 09:00']);
    expect(world.holds.map(({ doctorId }) => doctorId)).toEqual([BEA]);
  });

  it('follows the last wish, however many there were while a request was on its way', async () => {
    const { world, holder, shut } = rig();
    const open = shut();
    holder.want(at('09:00'));
    holder.want(at('09:30'));
    holder.want(null);
    holder.want(at('11:00'));
    open();
    await holder.settled();
    expect(world.asked).toEqual(['hold 09:00', 'hold 11:00']);
    const close = shut();
    holder.want(at('12:00'));
    holder.want(null);
    close();
    await holder.settled();
    expect(world.holds).toEqual([]);
  });

  it('says why a slot is not held, and tries again only when it is asked to', async () => {
    const { world, holder, state } = rig();
    world.refuse = true;
    holder.want(at('09:00'));
    await holder.settled();
    expect(state()).toMatchObject({ phase: 'refused', problem: { code: 'slot_taken' } });
    world.refuse = false;
    expect(world.asked).toHaveLength(1);
    holder.again();
    await holder.settled();
    expect(state()).toMatchObject({ phase: 'held', problem: null });
  });

  it('ends by the clinic’s clock and is held again with one wish', async () => {
    const { world, holder, own, state } = rig();
    holder.want(at('09:00'));
    await holder.settled();
    world.now += 299_000;
    holder.tick();
    expect(state().phase).toBe('held');
    world.now += 1_000;
    holder.tick();
    expect(state()).toMatchObject({ phase: 'over', hold: null, target: at('09:00') });
    expect(own).toEqual(['1', null]);
    holder.want(at('09:00'));
    await holder.settled();
    expect(state().phase).toBe('held');
  });

  it('tells of another slot chosen in another window, and leaves that one to it', async () => {
    const { world, holder, state } = rig();
    holder.want(at('09:00'));
    await holder.settled();
    world.holds = world.holds.map((hold) => ({
      ...hold,
      id: 'f'.repeat(24),
      startsAt: at('10:00').startsAt,
    }));
    await holder.look(() => true);
    expect(state()).toMatchObject({ phase: 'elsewhere', hold: { id: 'f'.repeat(24) } });
    holder.want(null);
    await holder.settled();
    expect(world.asked).toEqual(['hold 09:00']);
    expect(world.holds).toHaveLength(1);
  });

  it('tells of a hold that the clinic does not know any more, and finds one again after a reload', async () => {
    const { world, holder, own, state } = rig();
    holder.want(at('09:00'));
    await holder.settled();
    const before = world.holds;
    world.holds = [];
    await holder.look(() => true);
    expect(state()).toMatchObject({ phase: 'over', hold: null });
    holder.want(null);
    world.holds = before;
    await holder.look(() => true);
    expect(state()).toMatchObject({ phase: 'none', hold: before[0] });
    expect(own).toEqual(['1', null, '1']);
  });
});
