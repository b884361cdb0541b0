import { type ColumnBox, edgeSpeed, type Point } from './drag-geometry.ts';

interface Follower {
  /** The pointer moved, or the calendar scrolled beneath it. */
  readonly onMove: (point: Point) => void;
  /** Called once: `dropped` says whether it was let go, and not called off. */
  readonly onEnd: (dropped: boolean) => void;
}

interface Lifted {
  /** The part of the calendar that scrolls. */
  readonly box: HTMLElement;
  readonly pointerId: number;
  readonly point: Point;
}

/**
 * Follows a pointer until it goes up, Escape is pressed or the browser takes it away; near its edges the calendar scrolls.
 * It listens to the window, because what is dragged may be drawn anew meanwhile.
 * @returns what calls the drag off
 */
export function followPointer({ box, pointerId, point: from }: Lifted, follower: Follower): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let point = from;
  const end = (dropped: boolean) => {
    if (!signal.aborted) {
      listening.abort();
      follower.onEnd(dropped);
    }
  };
  const onPointer = (name: 'pointermove' | 'pointerup' | 'pointercancel', act: (at: Point) => void) =>
    window.addEventListener(
      name,
      (event) => event.pointerId === pointerId && act({ x: event.clientX, y: event.clientY }),
      { signal },
    );
  onPointer('pointermove', (at) => {
    point = at;
    follower.onMove(point);
  });
  onPointer('pointerup', () => end(true));
  onPointer('pointercancel', () => end(false));
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        event.stopPropagation();
        end(false);
      }
    },
    { signal, capture: true },
  );
  const atEachFrame = () => {
    if (!signal.aborted) {
      if (scrollAtEdge(box, point.y)) {
        follower.onMove(point);
      }
      requestAnimationFrame(atEachFrame);
    }
  };
  requestAnimationFrame(atEachFrame);
  return () => end(false);
}

/** Scrolls the calendar, and the page where the calendar reaches beyond the window. @returns whether anything moved */
function scrollAtEdge(box: HTMLElement, y: number): boolean {
  const { top, bottom } = box.getBoundingClientRect();
  const head = box.firstElementChild?.getBoundingClientRect().height ?? 0;
  const speed = edgeSpeed(y, Math.max(top, 0) + head, Math.min(bottom, window.innerHeight));
  if (speed === 0) {
    return false;
  }
  const before = [box.scrollTop, window.scrollY];
  box.scrollTop += speed;
  if (speed < 0 ? top < 0 : bottom > window.innerHeight) {
    window.scrollBy(0, speed);
  }
  return before[0] !== box.scrollTop || before[1] !== window.scrollY;
}

/** Where the columns of the calendar are now. */
export function columnsIn(box: HTMLElement): ColumnBox[] {
  return [...box.querySelectorAll<HTMLElement>('[data-date]')].map((column) => {
    const { left, right, top, bottom } = column.getBoundingClientRect();
    return { date: column.dataset.date ?? '', left, right, top, bottom };
  });
}
