import type { Appointment } from '@openslot/shared/contracts/appointments';
import { isMovable } from '@openslot/shared/visits/transitions';
import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../../../../app/services-context.ts';
import { usePress } from './use-press.ts';
import { type DragStore, useVisitDragging } from './visit-drag.ts';

/** Lifts a visit that may move. A click still opens it, except the one that ends a drag. */
export function useLift(visit: Appointment) {
  const { sync } = useServices();
  const { store, saving, lift } = useVisitDragging();
  const lifted = useStore(store, ({ drag }) => drag?.visit.id === visit.id);
  const element = useRef<HTMLButtonElement>(null);
  const wasLifted = useRef(false);
  const isSaving = saving.has(visit.id);
  const moment = { status: visit.status, startsAt: Date.parse(visit.startsAt) };
  const movable = !isSaving && isMovable(moment, 'clinic', sync.now());
  useNoScrollWhileLifted(element, store, visit.id);
  const { isPressed, handlers } = usePress(movable, (lifting) => {
    if (element.current !== null) {
      wasLifted.current = true;
      lift(visit, { ...lifting, element: element.current });
    }
  });
  return {
    movable,
    isSaving,
    lifted,
    element,
    handlers: {
      ...handlers,
      onPointerDown(event: PointerEvent<HTMLElement>) {
        wasLifted.current = false;
        handlers.onPointerDown(event);
      },
      /** A long press means to lift, not to ask the browser for its menu. */
      onContextMenu(event: MouseEvent) {
        if (isPressed() || lifted) {
          event.preventDefault();
        }
      },
      /** Not every drag ends in a click, and the keyboard's clicks (without a count) are always meant. */
      onClickCapture(event: MouseEvent) {
        if (wasLifted.current && event.detail > 0) {
          event.preventDefault();
          event.stopPropagation();
        }
        wasLifted.current = false;
      },
    },
  };
}

/** A finger that carries a visit must not scroll. The browser asks once, at the touch: the answer has to listen by then. */
function useNoScrollWhileLifted(
  element: { readonly current: HTMLElement | null },
  store: DragStore,
  visitId: string,
): void {
  useEffect(() => {
    const button = element.current;
    const stop = (event: TouchEvent) => {
      if (store.getState().drag?.visit.id === visitId && event.cancelable) {
        event.preventDefault();
      }
    };
    button?.addEventListener('touchmove', stop, { passive: false });
    return () => button?.removeEventListener('touchmove', stop);
  }, [element, store, visitId]);
}
