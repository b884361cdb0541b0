import { type PointerEvent, useState } from 'react';
import type { MinuteSpan } from './calendar-model.ts';
import { cellAt, clickedSpan, draggedSpan } from './selection.ts';

interface Drag {
  readonly anchor: number;
  readonly cell: number;
}

function cellUnder(event: PointerEvent<HTMLElement>): number {
  const box = event.currentTarget.getBoundingClientRect();
  return cellAt((event.clientY - box.top) / box.height);
}

/**
 * Selecting hours in one column with the pointer: a mouse or pen drags a span, a click or tap means an hour.
 * A finger that moves scrolls the page, so touch only taps.
 */
export function useRangeSelect(onSelect: (span: MinuteSpan) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const moved = drag !== null && drag.anchor !== drag.cell;
  return {
    /** What is being dragged over now. */
    selecting: drag !== null && moved ? draggedSpan(drag.anchor, drag.cell) : null,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        // Visits and blocks are buttons of their own inside the column.
        if (event.target !== event.currentTarget || event.button !== 0) {
          return;
        }
        const cell = cellUnder(event);
        setDrag({ anchor: cell, cell });
        if (event.pointerType !== 'touch') {
          event.currentTarget.setPointerCapture(event.pointerId);
        }
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        if (drag !== null && event.pointerType !== 'touch') {
          setDrag({ ...drag, cell: cellUnder(event) });
        }
      },
      onPointerUp() {
        if (drag !== null) {
          setDrag(null);
          onSelect(moved ? draggedSpan(drag.anchor, drag.cell) : clickedSpan(drag.anchor));
        }
      },
      onPointerCancel() {
        setDrag(null);
      },
    },
  };
}
