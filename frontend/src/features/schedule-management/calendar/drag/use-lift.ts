import type { Appointment } from '@openslot/shared/contracts/appointments';
import { isMovable } from '@openslot/shared/visits/transitions';
import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useServices } from '../../../../app/services-context.ts';
import { hasLeft, type Point } from './drag-geometry.ts';
import { useVisitDragging } from './visit-drag.ts';

/** How long a finger rests on a visit until it is lifted; before that, moving it scrolls. */
const LONG_PRESS_MS = 400;

interface Press {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly point: Point;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
}

const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });

/**
 * Lifting a visit: a mouse by moving it, a finger or pen by resting on it. Everything else about the pointer is left
 * alone, so a click still opens the visit and a swipe still scrolls.
 */
export function useLift(visit: Appointment) {
  const { sync } = useServices();
  const { store, saving, lift } = useVisitDragging();
  const lifted = useStore(store, ({ drag }) => drag?.visit.id === visit.id);
  const element = useRef<HTMLButtonElement>(null);
  const press = useRef<Press | null>(null);
  const wasLifted = useRef(false);
  const isSaving = saving.has(visit.id);
  const moment = { status: visit.status, startsAt: Date.parse(visit.startsAt) };
  const movable = !isSaving && isMovable(moment, 'clinic', sync.now());
  useNoScrollWhile(element, store, visit.id);

  const letGo = () => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  useEffect(() => () => clearTimeout(press.current?.timer), []);
  const take = (held: Press, point: Point) => {
    letGo();
    if (element.current !== null) {
      wasLifted.current = true;
      lift(visit, { element: element.current, pointerId: held.pointerId, grabbed: held.point, point });
    }
  };
  return {
    movable,
    isSaving,
    lifted,
    element,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        wasLifted.current = false;
        if (!movable || event.button !== 0 || !event.isPrimary) {
          return;
        }
        const { pointerId, pointerType } = event;
        event.currentTarget.setPointerCapture(pointerId);
        const held = { pointerId, pointerType, point: pointOf(event), timer: undefined };
        const rests = pointerType !== 'mouse';
        const timer = rests ? setTimeout(() => take(held, held.point), LONG_PRESS_MS) : undefined;
        press.current = { ...held, timer };
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const held = press.current;
        if (held !== null && hasLeft(held.point, pointOf(event), held.pointerType)) {
          if (held.pointerType === 'mouse') {
            take(held, pointOf(event));
          } else {
            letGo();
          }
        }
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
      /** A long press means to lift, not to ask the browser for its menu. */
      onContextMenu(event: MouseEvent) {
        if (press.current !== null || lifted) {
          event.preventDefault();
        }
      },
      /** The click that ends a drag is none. */
      onClickCapture(event: MouseEvent) {
        if (wasLifted.current) {
          wasLifted.current = false;
          event.preventDefault();
          event.stopPropagation();
        }
      },
    },
  };
}

/** A finger that carries a visit must not scroll. The browser asks once, at the touch: the answer has to listen by then. */
function useNoScrollWhile(
  element: { readonly current: HTMLElement | null },
  store: ReturnType<typeof useVisitDragging>['store'],
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
