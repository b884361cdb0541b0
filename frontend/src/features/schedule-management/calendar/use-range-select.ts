import { type MouseEvent, type PointerEvent, useRef, useState } from 'react';
import type { MinuteSpan } from './calendar-model.ts';
import { cellAt, clickedSpan, draggedSpan } from './selection.ts';

interface Drag {
  readonly anchor: number;
  readonly cell: number;
}

function cellUnder(event: MouseEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  return cellAt((event.clientY - box.top) / box.height);
}

/**
 * Selecting hours in one column with the pointer: a mouse or pen drags a span, a click or tap means an hour.
 * A finger that moves scrolls the page, so touch only taps. Everything is decided at the click, the last event
 * of a gesture: a dialog that opened before it would be hit by it.
 */
export function useRangeSelect(onSelect: (span: MinuteSpan) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const dragged = useRef<MinuteSpan | null>(null);
  const selecting = drag !== null && drag.anchor !== drag.cell ? draggedSpan(drag.anchor, drag.cell) : null;
  return {
    /** What is being dragged over now. */
    selecting,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        dragged.current = null;
        // Visits and blocks are buttons of their own inside the column.
        if (event.target === event.currentTarget && event.button === 0 && event.pointerType !== 'touch') {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag({ anchor: cellUnder(event), cell: cellUnder(event) });
        }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        if (drag !== null) {
          setDrag({ ...drag, cell: cellUnder(event) });
        }
      },
      onPointerUp() {
        dragged.current = selecting;
        setDrag(null);
      },
      onPointerCancel() {
        setDrag(null);
      },
      onClick(event: MouseEvent<HTMLElement>) {
        if (event.target === event.currentTarget) {
          onSelect(dragged.current ?? clickedSpan(cellUnder(event)));
          dragged.current = null;
        }
      },
    },
  };
}
