import { type Hold, listOwnHolds } from '@openslot/shared/contracts/holds';
import type { StoreApi } from 'zustand/vanilla';
import type { Api } from '../lib/api-client.ts';
import { epochMs } from '../lib/clock.ts';
import { type HoldState, type HoldTarget, isSameSlot, NOTHING_HELD } from './hold-state.ts';
import { extend, type HoldSync, keep, leaveHold, seen, step } from './hold-steps.ts';

interface Dependencies {
  readonly api: Api;
  readonly sync: HoldSync;
}

export interface Holder {
  readonly store: StoreApi<HoldState>;
  /** Wants this slot held, or nothing. The last wish counts, however long an earlier one takes. */
  readonly want: (target: HoldTarget | null) => void;
  /** Wants the chosen slot again, after its hold ended or was refused. */
  readonly again: () => void;
  readonly extend: () => Promise<void>;
  /** Looks what the clinic keeps for this person: after a reload, or when another window may have changed it. */
  readonly look: (isMeant: (hold: Hold) => boolean) => Promise<void>;
  /** Ends the hold here when its time is over. */
  readonly tick: () => void;
  /** The hold became a visit. */
  readonly booked: () => void;
  /** The page goes: gives the slot back soon, with a request that outlives the page. */
  readonly leave: () => void;
  /** A page that had gone is shown again as it was: wants anew what it had. */
  readonly comeBack: () => void;
  /** Resolves when the last wish is fulfilled or refused. */
  readonly settled: () => Promise<void>;
}

/** Keeps one slot for the person who fills in a form: one wish, one request at a time, and what came of it. */
export function createHolder({ api, sync }: Dependencies): Holder {
  const kept = keep(sync);
  const { store, set, end } = kept;
  let running: Promise<void> | null = null;
  let isAsked = false;

  const run = async (): Promise<void> => {
    while (isAsked) {
      isAsked = false;
      let isMore = true;
      while (isMore) {
        isMore = await step(api, sync, kept);
      }
    }
    running = null;
  };
  const settle = (): void => {
    isAsked = true;
    running ??= run();
  };

  const again = (): void => {
    kept.done = null;
    settle();
  };

  return {
    store,
    again,
    want(target) {
      const now = store.getState().target;
      if (isSameSlot(target, now) && (target === null || kept.done !== now)) {
        return;
      }
      kept.done = null;
      set({ target, phase: target === null ? 'none' : 'asking', problem: null });
      settle();
    },
    async extend() {
      const { hold, extending } = store.getState();
      if (hold !== null && !extending) {
        set({ extending: true, problem: null });
        await extend(api, sync, kept, hold);
        set({ extending: false });
      }
    },
    async look(isMeant) {
      const before = store.getState().hold;
      const found = await holdsNow(api, isMeant);
      // What was asked for meanwhile is newer than the answer.
      if (found !== undefined && running === null && store.getState().hold === before) {
        seen(kept, found);
      }
    },
    tick() {
      const { hold } = store.getState();
      if (hold !== null && epochMs(hold.expiresAt) <= sync.now()) {
        end('over', { hold: null });
      }
    },
    booked: () => set(NOTHING_HELD),
    leave() {
      const { hold } = store.getState();
      if (hold !== null && kept.isOurs) {
        leaveHold(api, hold.id).catch(() => undefined);
      }
    },
    comeBack() {
      if (kept.isOurs) {
        set({ hold: null });
        again();
      }
    },
    settled: async () => running ?? undefined,
  };
}

async function holdsNow(api: Api, isMeant: (hold: Hold) => boolean): Promise<readonly Hold[] | undefined> {
  try {
    return (await api.call(listOwnHolds, {})).items.filter(isMeant);
  } catch {
    return undefined;
  }
}
