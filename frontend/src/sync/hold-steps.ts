import { type Hold, holdSlot, releaseHold, renewHold } from '@openslot/shared/contracts/holds';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api } from '../lib/api-client.ts';
import { toApiError } from '../lib/api-error.ts';
import { randomKey } from '../lib/random-key.ts';
import { type HoldPhase, type HoldState, type HoldTarget, isSameSlot, NOTHING_HELD } from './hold-state.ts';
import type { Sync } from './sync-types.ts';

export type HoldSync = Pick<Sync, 'write' | 'setOwnHold' | 'now'>;

/** What one window knows of its hold. */
export interface Kept {
  readonly store: StoreApi<HoldState>;
  /** Changes the state, and says in time for the next read what is held. */
  readonly set: (changes: Partial<HoldState>) => void;
  /** Nothing more is done for the wish until it is made again. */
  readonly end: (phase: HoldPhase, changes?: Partial<HoldState>) => void;
  /** The wish that was refused, or whose hold ended. */
  done: HoldTarget | null;
  /** False for a hold that another window chose: it is not this one's to give back. */
  isOurs: boolean;
}

export function keep(sync: HoldSync): Kept {
  const store = createStore<HoldState>()(() => NOTHING_HELD);
  const set = (changes: Partial<HoldState>): void => {
    const before = store.getState().hold;
    store.setState(changes);
    const { hold } = store.getState();
    if (hold?.id !== before?.id) {
      sync.setOwnHold(hold === null ? null : { doctorId: hold.doctorId, holdId: hold.id });
    }
  };
  const kept: Kept = {
    store,
    set,
    end(phase, changes = {}) {
      const { target } = store.getState();
      kept.done = target;
      set({ phase: target === null ? 'none' : phase, ...changes });
    },
    done: null,
    isOurs: false,
  };
  return kept;
}

/** One step towards the wish; false when there is nothing left to do. */
export async function step(api: Api, sync: HoldSync, kept: Kept): Promise<boolean> {
  const { target, hold } = kept.store.getState();
  if (hold !== null && hold.doctorId !== target?.doctorId) {
    await release(api, sync, kept, hold);
    return true;
  }
  if (target !== null && isSameSlot(hold, target)) {
    kept.isOurs = true;
    kept.set({ phase: 'held' });
    return false;
  }
  if (target === null || kept.done === target) {
    return false;
  }
  await place(api, sync, kept, target);
  return true;
}

async function place(api: Api, sync: HoldSync, kept: Kept, target: HoldTarget): Promise<void> {
  kept.set({ phase: 'asking', problem: null });
  try {
    await sync.write(target.doctorId, async () => {
      const saved = await api.call(holdSlot, { body: target, idempotencyKey: randomKey() });
      kept.isOurs = true;
      // Before the clinic's number is known here: whatever is read because of it is read with the hold.
      kept.set({ hold: saved.hold });
      return saved;
    });
  } catch (error) {
    if (kept.store.getState().target === target) {
      kept.end('refused', { problem: toApiError(error).problem });
    }
  }
}

/** A failure is made good by the clinic: the slot comes back when the hold is over. */
async function release(api: Api, sync: HoldSync, kept: Kept, hold: Hold): Promise<void> {
  try {
    const { seq } = kept.isOurs ? await giveBack(api, hold.id) : { seq: null };
    if (seq !== null) {
      await sync.write(hold.doctorId, async () => ({ seq }));
    }
  } catch {
    // Nobody is kept waiting for it.
  }
  // Only now: until it is given back, a read without it would show the slot as somebody else's.
  kept.set({ hold: null });
}

export function giveBack(api: Api, holdId: string) {
  return api.call(releaseHold, { params: { holdId } });
}

/** The page goes. A page that is only read again takes the hold up again; of any other it ends soon. */
export function leaveHold(api: Api, holdId: string) {
  return api.call(releaseHold, { params: { holdId }, query: { leaving: 'true' }, keepalive: true });
}

/** A hold that turns out to be gone has ended. */
export async function extend(api: Api, sync: HoldSync, kept: Kept, before: Hold): Promise<void> {
  const isStill = (): boolean => kept.store.getState().hold?.id === before.id;
  try {
    const params = { holdId: before.id };
    const { hold } = await sync.write(before.doctorId, () => api.call(renewHold, { params }));
    if (isStill()) {
      kept.set({ hold });
    }
  } catch (error) {
    const { problem } = toApiError(error);
    if (isStill() && problem.code === 'hold_expired') {
      kept.end('over', { hold: null });
    } else if (isStill()) {
      kept.set({ problem });
    }
  }
}

/** What the clinic says is held, against what this window believes. */
export function seen(kept: Kept, found: readonly Hold[]): void {
  const { hold, target } = kept.store.getState();
  const now = found.find(({ id }) => id === hold?.id) ?? found[0] ?? null;
  if (now?.id === hold?.id) {
    kept.set({ hold: now });
    return;
  }
  kept.isOurs = false;
  if (target !== null && isSameSlot(now, target)) {
    kept.set({ hold: now, phase: 'held' });
  } else {
    kept.end(now === null ? 'over' : 'elsewhere', { hold: now });
  }
}
