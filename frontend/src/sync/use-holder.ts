import type { Hold } from '@openslot/shared/contracts/holds';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { useServices } from '../app/services-context.ts';
import type { HoldState } from './hold-state.ts';
import { createHolder, type Holder } from './holder.ts';
import type { AvailabilityState } from './sync-types.ts';

const TICK_MS = 1000;
/** Several changes at once are one reason to look. */
const NEWS_MS = 500;

export interface Holding extends Omit<Holder, 'store' | 'tick' | 'leave' | 'comeBack' | 'look'> {
  readonly state: HoldState;
  /** The state as it is by now, for whoever waited. */
  readonly current: () => HoldState;
}

/**
 * Holds what is chosen while the component is mounted, and gives it back afterwards or when the page is closed. What was
 * held before a reload, or is held from another window, is found again.
 *
 * @param isMeant which of the person's holds the component is about.
 * @param enabled whether somebody is signed in who may hold anything.
 */
export function useHolder(isMeant: (hold: Hold) => boolean, enabled: boolean): Holding {
  const { api, sync, stores } = useServices();
  const [holder] = useState(() => createHolder({ api, sync }));
  const state = useStore(holder.store);
  const meant = useRef(isMeant);
  meant.current = isMeant;
  useEffect(() => {
    if (!enabled) {
      return undefined;
    }
    const look = (): void => void holder.look((hold) => meant.current(hold));
    look();
    const stops = [
      every(TICK_MS, holder.tick),
      onNews(stores.availability, () => holder.store.getState().hold?.doctorId, look),
      leavingPage(holder, look),
    ];
    return () => {
      for (const stop of stops) {
        stop();
      }
      holder.want(null);
    };
  }, [holder, stores, enabled]);
  return { ...holder, state, current: holder.store.getState };
}

/** What is held may have been given up by another window, or by the clinic: looked at when its doctor changed, not at each change. */
function onNews(
  store: StoreApi<AvailabilityState>,
  doctorId: () => string | undefined,
  look: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unsubscribe = store.subscribe(({ heard }, before) => {
    const id = doctorId();
    if (id !== undefined && heard[id] !== before.heard[id] && timer === undefined) {
      timer = setTimeout(() => {
        timer = undefined;
        look();
      }, NEWS_MS);
    }
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

function every(ms: number, action: () => void): () => void {
  const timer = setInterval(action, ms);
  return () => clearInterval(timer);
}

function leavingPage({ leave, comeBack }: Holder, look: () => void): () => void {
  const onShow = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) {
      comeBack();
    }
  };
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') {
      look();
    }
  };
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', onShow);
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    window.removeEventListener('pagehide', leave);
    window.removeEventListener('pageshow', onShow);
    document.removeEventListener('visibilitychange', onVisible);
  };
}
