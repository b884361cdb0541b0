import { type PointerEvent, useEffect, useRef } from 'react';
import { hasLeft, type Point } from './drag-geometry.ts';

/** How long a finger rests until what is under it is lifted; before that, moving it scrolls. */
const LONG_PRESS_MS = 400;

interface Press {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly point: Point;
  readonly timer: ReturnType<typeof setTimeout> | undefined;
}

export interface Lifting {
  readonly pointerId: number;
  /** Where the pointer took hold. */
  readonly grabbed: Point;
  /** Where the pointer is now. */
  readonly point: Point;
}

const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });

/**
 * Tells lifting from clicking and scrolling: a mouse lifts by moving, a finger or pen by resting. Everything else about
 * the pointer is left alone.
 */
export function usePress(enabled: boolean, onLift: (lifting: Lifting) => void) {
  const press = useRef<Press | null>(null);
  const letGo = () => {
    clearTimeout(press.current?.timer);
    press.current = null;
  };
  useEffect(() => () => clearTimeout(press.current?.timer), []);
  const take = ({ pointerId, point: grabbed }: Press, point: Point) => {
    letGo();
    onLift({ pointerId, grabbed, point });
  };
  return {
    isPressed: () => press.current !== null,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        if (!enabled || event.button !== 0 || !event.isPrimary) {
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
        if (held === null || !hasLeft(held.point, pointOf(event), held.pointerType)) {
          return;
        }
        if (held.pointerType === 'mouse') {
          take(held, pointOf(event));
        } else {
          letGo();
        }
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
    },
  };
}
